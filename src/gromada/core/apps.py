"""Django's handle on the room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "gromada.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Every room's tables of states, deeds and imports are known before the first request or command.
        autodiscover_modules("states", "permissions", "imports")
