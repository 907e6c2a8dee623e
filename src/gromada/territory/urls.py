"""Routes of the register: open to everybody who is signed in."""

from django.urls import path

from gromada.territory import views

app_name = "territory"
urlpatterns = [
    path("units/", views.find, name="find"),
    path("units/<slug:code>/", views.unit, name="unit"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/quality/", views.quality, name="quality"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("indicators/<slug:code>/list/", views.figures, name="figures"),
    path("indicators/<slug:code>/gaps/", views.gaps, name="gaps"),
    path("map/<slug:level>/<slug:within>/<str:packed>.svg", views.map_image, name="map"),
]
