"""Routes of contracts."""

from django.urls import path

from gromada.contracts import views

app_name = "contracts"
urlpatterns = [
    path("gminas/<int:pk>/contracts/", views.contract_list, name="list"),
    path("services/<int:pk>/contracts/new/", views.draft, name="draft"),
    path("contracts/", views.mine, name="mine"),
    path("contracts/review/", views.review_queue, name="review_queue"),
    path("contracts/<int:pk>/", views.contract, name="contract"),
    path("contracts/<int:pk>/change/", views.change, name="change"),
    path("contracts/<int:pk>/submit/", views.submit, name="submit"),
    path("contracts/<int:pk>/accept/", views.accept, name="accept"),
    path("contracts/<int:pk>/return/", views.send_back, name="return"),
    path("contracts/<int:pk>/sign/", views.sign, name="sign"),
    path("contracts/<int:pk>/complete/", views.complete, name="complete"),
    path("contracts/<int:pk>/document/", views.document, name="document"),
    path("contracts/<int:pk>/text/", views.text, name="text"),
]
