"""Routes of reports."""

from django.urls import path

from gromada.reports import views

app_name = "reports"
urlpatterns = [
    path("gminas/<int:participation_id>/reports/", views.list_, name="list"),
    path("gminas/<int:participation_id>/reports/prepare/", views.prepare, name="prepare"),
    path("reports/<int:report_id>/", views.report, name="report"),
    path("reports/<int:report_id>/paper.pdf", views.paper, name="paper"),
    path("reports/<int:report_id>/report.docx", views.other_form, {"ending": "docx"}, name="docx"),
    path("reports/<int:report_id>/report.xlsx", views.other_form, {"ending": "xlsx"}, name="xlsx"),
    path("reports/<int:report_id>/report.html", views.other_form, {"ending": "html"}, name="html"),
    path("reports/<int:report_id>/present/", views.present, name="present"),
    path("reports/<int:report_id>/note/", views.note, name="note"),
]
