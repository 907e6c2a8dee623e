"""What a file really is, read from its first bytes and its inside; the name and the sender only have to agree."""

import io
import zipfile
from dataclasses import dataclass

from gromada.core.permissions import Refusal
from gromada.core.text import _

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
LARGEST_UNPACKED = 200 * 10**6
MOST_ENTRIES = 5_000


@dataclass(frozen=True)
class Kind:
    """One kind of file we accept: its name for people, its media type, the endings of its names."""

    label: str
    media_type: str
    endings: tuple[str, ...]


PDF = Kind("PDF", "application/pdf", ("pdf",))
PNG = Kind("PNG", "image/png", ("png",))
JPEG = Kind("JPEG", "image/jpeg", ("jpg", "jpeg"))
DOCX = Kind("DOCX", WORD, ("docx",))
XLSX = Kind("XLSX", EXCEL, ("xlsx",))
ODT = Kind("ODT", OPEN_TEXT, ("odt",))
CSV = Kind("CSV", "text/csv", ("csv",))
TXT = Kind("TXT", "text/plain", ("txt",))
ODS = Kind("ODS", OPEN_SHEET, ("ods",))
XML = Kind("XML", "application/xml", ("xml",))
JSON = Kind("JSON", "application/json", ("json", "geojson"))
KINDS = (PDF, PNG, JPEG, DOCX, XLSX, ODT, CSV, TXT)
# What an import may read. Not accepted elsewhere: XML and JSON are for programs, and a person could not look into them.
DATA_KINDS = (XLSX, ODS, CSV, TXT, XML, JSON)

SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
# What browsers and office programs call these kinds besides their proper media type.
ALSO_CALLED = {
    CSV: {"application/csv", "application/vnd.ms-excel", "text/plain", "text/x-csv"},
    JPEG: {"image/jpg", "image/pjpeg"},
    PDF: {"application/x-pdf"},
    XML: {"text/xml", "text/plain"},
    JSON: {"application/geo+json", "application/vnd.geo+json", "text/json", "text/plain"},
}
UNSAID = {"", "application/octet-stream"}


def _not_accepted(kinds: tuple[Kind, ...]) -> Refusal:
    labels = ", ".join(kind.label for kind in kinds)
    return Refusal(_("We do not accept this kind of file. Send it as one of: %(kinds)s.") % {"kinds": labels})


def _unreadable() -> Refusal:
    return Refusal(_("This file cannot be opened: it is damaged or locked with a password. Save it again and send it."))


def _with_macros(names: list[str]) -> bool:
    return any(
        "vbaproject" in name or name.startswith(("basic/", "scripts/")) or "/activex/" in name
        for name in (entry.lower() for entry in names)
    )


def _checked_entries(archive: zipfile.ZipFile) -> list[str]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Refusal(_("This file grows too large when it is opened. Send it as a PDF."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise _unreadable()
    return [entry.filename for entry in entries]


def _office(content: bytes) -> Kind | None:
    """A DOCX, XLSX, ODT or ODS by what its package says it is; refused when it carries macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _checked_entries(archive)
            types = archive.read("[Content_Types].xml").lower() if "[Content_Types].xml" in names else b""
            mime = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise _unreadable() from error
    if _with_macros(names) or b"macroenabled" in types:
        raise Refusal(_("This file contains macros, and we accept none. Save it without macros or as a PDF."))
    if mime == OPEN_TEXT and "content.xml" in names:
        return ODT
    if WORD.encode() + b".main" in types and "word/document.xml" in names:
        return DOCX
    if EXCEL.encode() + b".main" in types and "xl/workbook.xml" in names:
        return XLSX
    if mime == OPEN_SHEET and "content.xml" in names:
        return ODS
    return None


def _is_text(content: bytes) -> bool:
    """UTF-8, UTF-16 with its mark or Windows-1250, and no character that only a program would write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            content.decode("cp1250")
        except UnicodeDecodeError:
            return False
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in set(content))


def _textual(content: bytes, ending: str) -> Kind:
    """Text by how it begins; plain text and CSV have no mark of their own, so there the name may say which it is."""
    begins = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begins == b"<" and ending in XML.endings:
        if b"<!DOCTYPE" in content[:4000].upper() or b"<!ENTITY" in content[:4000].upper():
            raise Refusal(_("This XML file defines words of its own (DOCTYPE), and we accept none. Export it without."))
        return XML
    if begins in {b"{", b"["} and ending in JSON.endings:
        return JSON
    return CSV if ending == "csv" else TXT


def _by_bytes(content: bytes, ending: str) -> Kind | None:
    for start, kind in SIGNATURES:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _textual(content, ending) if _is_text(content) else None


def recognise(content: bytes, name: str, media_type: str, kinds: tuple[Kind, ...] = KINDS) -> Kind:
    """The kind of the file, one of `kinds`; raises Refusal for others, for macros and when name, sender and bytes disagree."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _by_bytes(content, ending)
    if kind not in kinds:
        raise _not_accepted(kinds)
    said = media_type.partition(";")[0].strip().lower()
    agrees = said in UNSAID or said == kind.media_type or said in ALSO_CALLED.get(kind, ())
    if ending not in kind.endings or not agrees:
        raise Refusal(
            _("The file is called %(name)s, but inside it is %(kind)s. Give it the right name and send it again.")
            % {"name": name, "kind": kind.label}
        )
    return kind
