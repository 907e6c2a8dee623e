"""A report in other forms than paper: text to edit, a workbook, a page that stands alone. All from the frozen data."""

from datetime import date

from gromada.reports.exports.page import html
from gromada.reports.exports.screen import on_screen
from gromada.reports.exports.text_document import docx
from gromada.reports.exports.workbook import xlsx

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
_WRITERS = {"docx": docx, "xlsx": xlsx, "html": html}

__all__ = ["MEDIA_TYPES", "docx", "html", "on_screen", "written", "xlsx"]


def written(ending: str, data: dict, *, as_of: date, language: str, title: str) -> bytes:
    """The report's data as the kind of file its ending names; the same data give the same bytes."""
    return _WRITERS[ending](data, as_of=as_of, language=language, title=title)
