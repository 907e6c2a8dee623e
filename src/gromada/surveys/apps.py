"""Django's handle on the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "gromada.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
