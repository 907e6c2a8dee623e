"""Routes of the room."""

from django.urls import path

from gromada.programmes import views

app_name = "programmes"
urlpatterns = [
    path("office/<slug:code>/", views.office, name="office"),
    path("office/<slug:code>/allocate/", views.allocate, name="allocate"),
    path("office/<slug:code>/allocations.xlsx", views.allocations_file, name="allocations_file"),
    path("region/<slug:code>/", views.board, name="board"),
    path("catalogue/<slug:code>/", views.catalogue, name="catalogue"),
    path("gminas/<int:pk>/", views.gmina, name="gmina"),
]
