"""What the tags stand on: items of any kind as dictionaries that have every name, and the rendering of one part."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def shaped(items: Iterable[Any] | None, **names: Any) -> list[dict[str, Any]]:
    """Items as dictionaries that have every name: from objects, dictionaries, or tuples in the order of the names."""
    rows = []
    for item in items or ():
        if isinstance(item, dict):
            rows.append(names | item)
        elif isinstance(item, tuple | list):
            rows.append(names | dict(zip(names, item, strict=False)))
        else:
            rows.append({name: getattr(item, name, default) for name, default in names.items()})
    return rows


def part(template: str, **context: Any) -> SafeString:
    """The template with exactly this context."""
    return render_to_string(template, context)
