"""What holds of every template: it is used, and it asks for no inline script or style (the CSP would refuse it)."""

import re

import pytest

from tests.house.layout import PACKAGE

TEMPLATES = sorted(path for path in PACKAGE.rglob("*.html") if "templates" in path.parts)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:", re.IGNORECASE)
# A file that is taken away to stand alone, never a page of ours: its stylesheet is in it.
STANDS_ALONE = {"reports/standalone.html": "<style>{{ style|safe }}</style>"}
CALLED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def name_of(path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_no_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8").replace(STANDS_ALONE.get(name_of(path), "\0"), "", 1)
    assert not INLINE.search(text)


def test_no_template_is_unused():
    sources = "\n".join(
        path.read_text(encoding="utf-8") for kind in ("*.py", "*.html") for path in sorted(PACKAGE.rglob(kind))
    )
    unused = [
        name_of(path) for path in TEMPLATES if name_of(path) not in CALLED_BY_DJANGO and name_of(path) not in sources
    ]
    # Templates of forms and widgets are asked for by Django through the renderer.
    assert [name for name in unused if not name.startswith(("django/", "core/forms/"))] == []
