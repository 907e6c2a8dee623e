"""Django's handle on the room."""

from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "gromada.strategies"
    label = "strategies"
    default_auto_field = "django.db.models.BigAutoField"
