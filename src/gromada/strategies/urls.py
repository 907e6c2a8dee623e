"""Routes of the room."""

from django.urls import path

from gromada.strategies import views

app_name = "strategies"
urlpatterns = [
    path("gminas/<int:participation_pk>/strategy/", views.strategy, name="strategy"),
    path("gminas/<int:participation_pk>/strategy/start/", views.start, name="start"),
    path("gminas/<int:participation_pk>/strategy/existing/", views.record, name="record"),
    path("strategies/<int:pk>/change/", views.change, name="change"),
    path("strategies/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("strategies/<int:pk>/needs/add/", views.add_need, name="add_need"),
    path("needs/<int:pk>/", views.change_need, name="change_need"),
    path("needs/<int:pk>/remove/", views.remove_need, name="remove_need"),
]
