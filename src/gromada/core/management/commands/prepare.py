"""What an installation makes of its sources: catalogues compiled, fonts cut to size, static files collected."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import trans_real
from fontTools import subset

FONTS = Path(__file__).resolve().parents[2] / "static" / "core" / "fonts"
# From the wheels of the two families (both OFL): ours ← package, file.
CUTS = {
    "display.woff2": ("font_manrope", "Manrope-VariableFont_wght.ttf"),
    "text-400.woff2": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "text-600.woff2": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}
LICENCES = {
    "OFL-Manrope.txt": ("font_manrope", "OFL.txt"),
    "OFL-SourceSansPro.txt": ("font_source_sans_pro", "LICENSE.txt"),
}
# Latin with the Polish and neighbouring letters, punctuation, thirds, currency, arrows, minus and comparison signs.
CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x2C6, 0x2DA, 0x2DC, *range(0x2009, 0x200B), *range(0x2010, 0x2016),
    *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC,
    0x2116,    0x2122, 0x2153, 0x2154, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713,
]  # fmt: skip
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "frac", "case", "calt"]


class Command(BaseCommand):
    help = "Compiles the catalogues, cuts the fonts to size and collects the static files."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--no-collect", action="store_true", help="leave the static files where they are")

    def handle(self, *, no_collect: bool = False, verbosity: int = 1, **options) -> None:
        compiled, cut = compile_catalogues(_locales()), cut_fonts(FONTS)
        if compiled:
            # This process has read the catalogues before they were there; it reads them again.
            trans_real._translations.clear()
            trans_real._default = None
        if verbosity:
            self.stdout.write(f"catalogues compiled: {compiled}, fonts cut: {cut}")
        if not no_collect:
            call_command("collectstatic", interactive=False, verbosity=max(verbosity - 1, 0))


def _locales() -> Iterable[Path]:
    ours = Path(settings.PACKAGE)
    rooms = [Path(config.path) / "locale" for config in apps.get_app_configs() if ours in Path(config.path).parents]
    return [*rooms, *map(Path, settings.LOCALE_PATHS)]


def compile_catalogues(locales: Iterable[Path]) -> int:
    """Every django.po whose django.mo is missing or older, compiled in Python; how many there were."""
    count = 0
    for source in sorted(path for locale in locales for path in locale.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            count += 1
    return count


def cut_fonts(directory: Path) -> int:
    """Our characters of the three faces as woff2, with their licences; faces that are there stay. How many were cut."""
    directory.mkdir(parents=True, exist_ok=True)
    missing = [name for name in CUTS if not (directory / name).exists()]
    for name in missing:
        _cut(*CUTS[name], target=directory / name)
    for name, (package, file) in LICENCES.items():
        (directory / name).write_bytes((files(package) / "files" / file).read_bytes())
    return len(missing)


def _cut(package: str, file: str, *, target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=FEATURES, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    options.recalc_timestamp = False
    font = subset.load_font(str(files(package) / "files" / file), options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=CHARACTERS)
    worker.subset(font)
    subset.save_font(font, str(target), options)
