"""Django's handle on the room."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "gromada.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
