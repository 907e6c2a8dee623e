"""Django's handle on the room."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "gromada.finance"
    label = "finance"
    default_auto_field = "django.db.models.BigAutoField"
