"""Django's handle on the room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "gromada.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
