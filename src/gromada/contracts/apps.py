"""Django's handle on the room."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "gromada.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
