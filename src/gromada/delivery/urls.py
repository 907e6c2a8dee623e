"""Routes of sessions."""

from django.urls import path

from gromada.delivery import views

app_name = "delivery"
urlpatterns = [
    path("gminas/<int:participation_id>/sessions/", views.of_gmina, name="of_gmina"),
    path("services/<int:service_id>/sessions/", views.of_service, name="of_service"),
    path("services/<int:service_id>/sessions/schedule/", views.schedule, name="schedule"),
    path("sessions/", views.mine, name="mine"),
    path("sessions/<int:session_id>/", views.mark, name="mark"),
    path("sessions/<int:session_id>/cancel/", views.cancel, name="cancel"),
]
