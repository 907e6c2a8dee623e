"""Django's handle on the room."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "gromada.participants"
    label = "participants"
    default_auto_field = "django.db.models.BigAutoField"
