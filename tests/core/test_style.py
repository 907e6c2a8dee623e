"""The stylesheet: small, the same night twice, contrasts kept, and every class of a chart has its paint."""

import gzip
import os
import re
from pathlib import Path

import polib

import gromada
from gromada.core.charts.svg import PRINT
from gromada.core.management.commands.prepare import CHARACTERS, CUTS, compile_catalogues

PACKAGE = Path(gromada.__file__).parent
STATIC = PACKAGE / "core" / "static" / "core"
SHEET = (STATIC / "gromada.css").read_text(encoding="utf-8")


def block(head: str) -> dict[str, str]:
    """The declarations of the first rule after `head`."""
    body = SHEET[SHEET.index(head) + len(head) :].split("}", 1)[0]
    return dict(re.findall(r"([\w-]+): ([^;]+);", re.sub(r"/\*.*?\*/", "", body)))


def test_the_two_nights_are_the_same():
    by_system, by_choice = block(":root:not([data-theme=light]) {"), block(":root[data-theme=dark] {")
    assert by_system["color-scheme"] == "dark"
    assert by_system == by_choice


def test_the_night_only_changes_tokens_that_the_day_has():
    assert set(block(":root:not([data-theme=light]) {")) <= set(block(":root {"))


def test_the_sheet_and_the_script_stay_small():
    assert len(gzip.compress(SHEET.encode(), 9, mtime=0)) <= 14 * 1024
    assert (STATIC / "gromada.js").stat().st_size <= 2048


def test_every_token_used_is_declared():
    used = set(re.findall(r"var\((--[\w-]+)", SHEET))
    declared = set(re.findall(r"(--[\w-]+):", SHEET))
    assert used <= declared


def test_every_paint_has_a_rule():
    words = set(re.findall(r"\.([a-z][\w-]*)", SHEET))
    assert set(PRINT) - {"label"} <= words


def test_what_moves_stops_and_what_prints_is_light():
    assert "transition" not in SHEET.split("prefers-reduced-motion: no-preference")[0]
    assert "animation" not in SHEET
    assert SHEET.count("@media screen") == 2
    assert "forced-colors: active" in SHEET


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_texts_and_edges_stand_out_by_day_and_by_night():
    day = block(":root {")
    night = day | block(":root:not([data-theme=light]) {")
    for tokens in (day, night):
        for text, ground in (
            ("ink", "paper"), ("ink", "sheet"), ("ink", "miod-tint"), ("ink2", "paper"), ("ink2", "sheet"),
            ("ink2", "sunk"), ("bor", "paper"), ("bor", "sheet"), ("bor", "bor-tint"), ("bor", "mak-tint"),
            ("on-bor", "bor"), ("on-bor", "bor-hover"), ("on-miod", "miod"), ("mak", "mak-tint"), ("mak", "sheet"),
            ("lisc", "lisc-tint"), ("niebo", "niebo-tint"),
        ):  # fmt: skip
            assert contrast(tokens[f"--{text}"], tokens[f"--{ground}"]) >= 4.5, (text, ground)
        for edge in ("edge", "mak", "niebo"):
            assert contrast(tokens[f"--{edge}"], tokens["--paper"]) >= 3, edge


def test_every_font_of_the_sheet_is_cut_with_polish_letters():
    assert set(re.findall(r"url\(fonts/([\w.-]+)\)", SHEET)) == set(CUTS)
    assert {ord(sign) for sign in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–—…−⅓€→ \u00a0"} <= set(CHARACTERS)


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path):
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Help"\nmsgstr "Pomoc"\n', "utf-8"
    )
    assert compile_catalogues([tmp_path]) == 1
    assert polib.mofile(str(folder / "django.mo")).find("Help").msgstr == "Pomoc"
    assert compile_catalogues([tmp_path]) == 0
    os.utime(source, (2**31, 2**31))
    assert compile_catalogues([tmp_path]) == 1
