"""Routes of the room: what anybody may read without signing in."""

from django.urls import path

from gromada.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("programmes/<slug:code>/", views.programme, name="programme"),
    path("programmes/<slug:code>/catalogue/", views.catalogue, name="catalogue"),
    path("programmes/<slug:code>/gminas/<slug:terc>/", views.gmina, name="gmina"),
    path("programmes/<slug:code>/services/", views.services, name="services"),
    path("programmes/<slug:code>/services/<int:pk>/", views.service, name="service"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("personal-data/", views.personal_data, name="personal_data"),
    path("sources/", views.sources, name="sources"),
]
