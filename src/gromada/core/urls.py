"""Routes of the room."""

from django.urls import path

from gromada.core import views

app_name = "core"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("patterns/", views.patterns, name="patterns"),
]
