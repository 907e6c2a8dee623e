"""Routes of money and of invoices."""

from django.urls import path

from gromada.finance import views

app_name = "finance"
urlpatterns = [
    path("money/", views.overview, name="overview"),
    path("gminas/<int:pk>/money/", views.money, name="money"),
    path("gminas/<int:pk>/money/entries.csv", views.entries_csv, name="entries_csv"),
    path("gminas/<int:pk>/money/entries.xlsx", views.entries_xlsx, name="entries_xlsx"),
    path("gminas/<int:pk>/invoices/", views.invoice_list, name="invoices"),
    path("contracts/<int:pk>/invoices/", views.of_contract, name="of_contract"),
    path("contracts/<int:pk>/invoices/new/", views.receive, name="receive"),
    path("services/<int:pk>/settle/", views.settle, name="settle"),
    path("invoices/", views.mine, name="mine"),
    path("invoices/<int:pk>/", views.invoice, name="invoice"),
    path("invoices/<int:pk>/again/", views.receive_again, name="receive_again"),
    path("invoices/<int:pk>/check/", views.check, name="check"),
    path("invoices/<int:pk>/return/", views.send_back, name="return"),
    path("invoices/<int:pk>/pay/", views.pay, name="pay"),
    path("invoices/<int:pk>/document/", views.document, name="document"),
]
