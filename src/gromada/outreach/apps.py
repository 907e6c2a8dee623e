"""Django's handle on the room."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "gromada.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
