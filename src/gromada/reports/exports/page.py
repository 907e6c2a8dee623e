"""The report as one page that stands alone: it needs no network, prints on paper, and may be put on the gmina's site."""

from datetime import date
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from gromada.reports.exports.screen import on_screen

STYLE = Path(__file__).resolve().parents[2] / "core" / "static" / "core" / "gromada.css"


@cache
def _style() -> str:
    """Our stylesheet without its fonts: the page has no files beside it, so it is set in what the reader has."""
    text = STYLE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("@font-face")]
    return "\n".join(lines)


def html(data: dict, *, as_of: date, language: str, title: str) -> bytes:
    """The report as one HTML file in `language`: the same sections as on screen, with their pictures in it."""
    with translation.override(language):
        context = {"title": title, "language": language, "as_of": as_of, "cover": data["cover"], "style": _style()}
        page = render_to_string("reports/standalone.html", context | {"sections": on_screen(data)})
    return page.encode()
