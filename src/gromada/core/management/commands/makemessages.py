"""Django's makemessages, which also knows `_n` (core.text: a lazy plural)."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_n:1,2"]
