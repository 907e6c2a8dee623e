"""Django's handle on the room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "gromada.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
