"""Routes of the people of a service."""

from django.urls import path

from gromada.participants import views

app_name = "participants"
urlpatterns = [
    path("services/<int:service_id>/participants/", views.of_service, name="of_service"),
    path("services/<int:service_id>/participants/enrol/", views.enrol, name="enrol"),
    path("enrolments/<int:enrolment_id>/finish/", views.finish, name="finish"),
    path("enrolments/<int:enrolment_id>/drop/", views.drop, name="drop"),
]
