"""Django's handle on the room."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "gromada.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
