"""Polish is complete: no string missing, none doubtful, every placeholder kept."""

import re

import polib
import pytest

from tests.house.layout import PACKAGE

CATALOGUES = sorted(PACKAGE.rglob("locale/pl/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(PACKAGE).parts[0])
def test_a_catalogue_is_complete(path):
    catalogue = polib.pofile(str(path))
    live = [entry for entry in catalogue if not entry.obsolete]
    assert live
    assert [entry.msgid for entry in live if entry.fuzzy] == []
    assert [entry.msgid for entry in live if not entry.translated()] == []
    for entry in live:
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        for text in texts:
            assert set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)), (
                entry.msgid
            )


def test_there_are_catalogues():
    assert len(CATALOGUES) > 10


def test_one_english_sentence_has_one_polish():
    """Catalogues are merged over the rooms: two translations of one sentence would win by the order of the rooms."""
    found: dict[tuple, set] = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                found.setdefault((entry.msgctxt, entry.msgid), set()).add(entry.msgstr or str(entry.msgstr_plural))
    assert {key: texts for key, texts in found.items() if len(texts) > 1} == {}
