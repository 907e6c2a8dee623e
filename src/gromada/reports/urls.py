"""Routes of reports."""

from django.urls import path

from gromada.reports import views

app_name = "reports"
urlpatterns = [
    path("gminas/<int:participation_id>/reports/", views.list_, name="list"),
    path("gminas/<int:participation_id>/reports/prepare/", views.prepare, name="prepare"),
    path("reports/<int:report_id>/", views.report, name="report"),
    path("reports/<int:report_id>/paper.pdf", views.paper, name="paper"),
    path("reports/<int:report_id>/present/", views.present, name="present"),
    path("reports/<int:report_id>/note/", views.note, name="note"),
]
