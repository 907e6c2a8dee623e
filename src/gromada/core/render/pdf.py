"""Tagged PDF (PDF/UA-1 and PDF/A-2a) from a room's typst template and plain data."""

import hashlib
import json
import shutil
import tempfile
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import typst

from gromada.core.render.errors import RenderError
from gromada.core.render.glyphs import PRINT_FONTS, printable
from gromada.core.text import _

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = ["ua-1", "a-2a"]
AUTHOR = "Gromada"


@cache
def _fonts() -> tuple[typst.Fonts, tempfile.TemporaryDirectory]:
    """Our faces alone, in a directory of their own; it lives as long as the process, typst reads the files late."""
    directory = tempfile.TemporaryDirectory(prefix="gromada-fonts-")
    for path in PRINT_FONTS:
        shutil.copyfile(path, Path(directory.name) / path.name)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[directory.name])
    return fonts, directory


def _canonical(data) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _checksum(text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]}"


def checksum(data: dict) -> str:
    """Two groups of four characters that stand in the folio: the same data always gives the same ones."""
    return _checksum(_canonical(printable(data)))


def _template(name: str) -> Path:
    room, separator, document = name.partition("/")
    path = ROOT / room / "documents" / f"{document}.typ"
    if not separator or not path.is_file():
        raise RenderError(_("There is no such document to print."), detail=str(path))
    return path


def pdf(template: str, data: dict, *, as_of: date, language: str, title: str) -> bytes:
    """The document `template` ("room/name", a file room/documents/name.typ) filled with `data`, as tagged PDF.

    `as_of` is the day the data speaks of; it stands as the date of the document and of the file, so the same data gives
    the same bytes on any day and in any process. Everything in `data` is JSON (texts, lists, shares as numbers);
    amounts come as ready text. Raises RenderError when the template and the data do not fit.
    """
    path = _template(template)
    text = _canonical(printable(data))
    meta = {
        "title": title,
        "language": language,
        "as_of": as_of.isoformat(),
        "author": AUTHOR,
        "checksum": _checksum(text),
    }
    fonts, _directory = _fonts()
    try:
        made, warnings = typst.compile_with_warnings(
            str(path),
            root=str(ROOT),
            font_paths=fonts,
            sys_inputs={"data": text, "meta": _canonical(printable(meta))},
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=int(datetime.combine(as_of, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        raise RenderError(
            _("The document could not be made: its data do not fit its template."), detail=str(error)
        ) from error
    if warnings:
        # A warning means a face or a glyph we did not mean to use: never print that silently.
        raise RenderError(
            _("The document could not be made: its template needs a correction."),
            detail="; ".join(warning.message for warning in warnings),
        )
    return made
