"""Django's handle on the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gromada.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
