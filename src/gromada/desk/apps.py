"""Django's handle on the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gromada.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
