"""Editable DOCX: from a room's Word template or from a function that builds the document."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import docx as python_docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from gromada.core.render.archives import settled
from gromada.core.render.errors import RenderError
from gromada.core.text import _

ROOT = Path(__file__).resolve().parents[2]
Builder = Callable[[WordDocument, dict], None]


def _filled(name: str, data: dict) -> WordDocument:
    room, separator, document = name.partition("/")
    path = ROOT / room / "documents" / f"{document}.docx"
    if not separator or not path.is_file():
        raise RenderError(_("There is no such document to print."), detail=str(path))
    template = DocxTemplate(path)
    # A word missing from the data would print as nothing in a contract: refuse instead. Texts are escaped, so a `<` or
    # a `{{` that somebody typed stays what it is.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template.render(data, environment, autoescape=True)
    except TemplateError as error:
        raise RenderError(
            _("The document could not be made: its data do not fit its template."), detail=f"{path.name}: {error}"
        ) from error
    return template.docx


def _say_language(document: WordDocument, language: str) -> None:
    tag = {"pl": "pl-PL", "en": "en-GB"}.get(language, language)
    for defaults in document.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:val"), tag)


def _settle_properties(document: WordDocument, *, as_of: date, language: str, title: str) -> None:
    properties = document.core_properties
    moment = datetime.combine(as_of, time())
    properties.title, properties.language = title, language
    properties.author = properties.last_modified_by = "Gromada"
    properties.created = properties.modified = moment
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.revision = 1


def docx(source: str | Builder, data: dict, *, as_of: date, language: str, title: str) -> bytes:
    """An editable document dated `as_of`: `source` is "room/name" (room/documents/name.docx, filled with `data`) or a
    function `(document, data)` that builds one. Same data, same bytes. Raises RenderError.
    """
    if callable(source):
        document = python_docx.Document()
        source(document, data)
    else:
        document = _filled(source, data)
    _say_language(document, language)
    _settle_properties(document, as_of=as_of, language=language, title=title)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), as_of)
