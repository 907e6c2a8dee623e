"""Django's handle on the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "gromada.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
