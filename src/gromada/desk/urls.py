"""Routes of the desk."""

from django.urls import path

from gromada.desk import views

app_name = "desk"
urlpatterns = [
    path("desk/", views.start, name="start"),
    path("search/", views.search, name="search"),
]
