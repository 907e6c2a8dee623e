"""The store of files: what is accepted, what is refused and leaves nothing, and that an altered file is never shown."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation
from docx import Document as WordDocument
from xlsxwriter import Workbook

from gromada.core import documents
from gromada.core.models.documents import Document
from gromada.core.permissions import SYSTEM, Actor, Refusal

pytestmark = pytest.mark.django_db
CLERK = Actor(kind="person", person_id=7)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    with translation.override("en"):
        yield settings.DOCUMENTS_ROOT


def put(content=PDF, name="umowa.pdf", media_type="application/pdf", **changed):
    given = {"access": "office", "retention": "contracts", "reference": "contracts:contract:1", "by": CLERK} | changed
    return documents.store(content=content, name=name, media_type=media_type, **given)


def files(root):
    return [path for path in Path(root).rglob("*") if path.is_file()]


def chunk(name, body):
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00")
    + chunk(b"tEXt", b"Comment\x00ulica Polna 5")
    + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    + chunk(b"IEND", b"")
)


def segment(marker, body):
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


# A directory of two entries: turned by 90 degrees (6), and where the GPS block lies.
EXIF = bytes.fromhex("457869660000 4d4d002a00000008 0002 0112000300000001 00060000 8825000400000001 0000001a 00000000")
EXIF += b"GPS52.1N"
JPEG = (
    b"\xff\xd8"
    + segment(0xE0, b"JFIF\x00\x01\x01")
    + segment(0xE1, EXIF)
    + segment(0xFE, b"Jan z Polnej")
    + segment(0xDB, b"\x00" * 65)
    + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    + b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"
    + b"\xff\xd8second picture GPS\xff\xd9"
)


def word():
    out = io.BytesIO()
    WordDocument().save(out)
    return out.getvalue()


def excel():
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet()
    return out.getvalue()


def archive(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def added(content, name, more):
    """The archive with one entry more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(name, more)
    return out.getvalue()


ODT = archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("content", "name", "said", "kept_as"),
    [
        (PDF, "umowa.pdf", "application/pdf", "application/pdf"),
        (PDF, "UMOWA.PDF", "application/octet-stream", "application/pdf"),
        (PNG, "plan.png", "image/png", "image/png"),
        (JPEG, "zdjęcie.jpeg", "image/jpeg", "image/jpeg"),
        (word(), "pismo.docx", documents.kinds.WORD, documents.kinds.WORD),
        (excel(), "plan.xlsx", documents.kinds.EXCEL, documents.kinds.EXCEL),
        (ODT, "pismo.odt", documents.kinds.OPEN_TEXT, documents.kinds.OPEN_TEXT),
        ("a;b\nŁódź;1,5\n".encode("cp1250"), "lista.csv", "application/vnd.ms-excel", "text/csv"),
        ("Uwaga: ąęć\n".encode(), "uwaga.txt", "text/plain; charset=utf-8", "text/plain"),
    ],
)
def test_accepted_kinds_come_back_as_they_are(content, name, said, kept_as):
    row = put(content, name, said)
    assert row.media_type == kept_as
    assert row.name == name
    if kept_as not in {"image/png", "image/jpeg"}:
        assert documents.content(row) == content


def test_row_says_whose_who_and_how_long(root):
    row = Document.objects.get(pk=put(unit_id=12).pk)
    assert (row.reference, row.unit_id, row.uploaded_by_id) == ("contracts:contract:1", 12, 7)
    assert (row.access_class, row.retention_class, row.size) == ("office", "contracts", len(PDF))
    assert [path.name for path in files(root)] == [row.sha256]
    assert files(root)[0].parent.name == row.sha256[:2]
    assert put(by=SYSTEM).uploaded_by_id is None


@pytest.mark.parametrize(
    ("content", "name", "said", "sentence"),
    [
        (b"", "a.pdf", "application/pdf", "This file is empty"),
        (PDF + b"0" * 81_500_000, "a.pdf", "application/pdf", "This file has 82 MB, we accept up to 20 MB. Scan it at"),
        (PNG, "a.pdf", "application/pdf", "The file is called a.pdf, but inside it is PNG"),
        (PDF, "a.pdf", "image/png", "The file is called a.pdf, but inside it is PDF"),
        (PDF, "umowa", "application/pdf", "The file is called umowa"),
        (b"MZ\x90\x00", "a.pdf", "application/pdf", "We do not accept this kind of file"),
        (b"\x00\x01text", "a.txt", "text/plain", "We do not accept this kind of file"),
        (archive(a="x"), "a.zip", "application/zip", "We do not accept this kind of file"),
        (word()[:400], "a.docx", documents.kinds.WORD, "cannot be opened"),
        (added(word(), "word/vbaProject.bin", b"x"), "a.docx", documents.kinds.WORD, "contains macros"),
        (added(ODT, "Basic/Standard/x.xml", b"x"), "a.odt", documents.kinds.OPEN_TEXT, "contains macros"),
        (added(word(), "bomb", b"0" * 200_000_001), "a.docx", documents.kinds.WORD, "has 201 MB"),
        (JPEG[:30], "a.jpg", "image/jpeg", "This picture is damaged"),
        (PNG[:40], "a.png", "image/png", "This picture is damaged"),
        (PDF, "/..", "application/pdf", "The file has no name"),
    ],
)
def test_a_refused_file_leaves_nothing(content, name, said, sentence, root):
    with pytest.raises(Refusal) as refused:
        put(content, name, said)
    assert sentence in str(refused.value)
    assert not Document.objects.exists()
    assert files(root) == []


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(root):
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb", b"0" * 200_000_001)
    with pytest.raises(Refusal, match="grows too large"):
        put(out.getvalue(), "a.docx", documents.kinds.WORD)
    assert files(root) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/umowa.pdf", "umowa.pdf"),
        ("C:\\Moje dokumenty\\umowa.pdf", "umowa.pdf"),
        ("umo\nwa\x00 1.pdf", "umo wa 1.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_loses_its_path_and_what_cannot_be_printed(given, kept):
    assert put(name=given).name == kept


def test_a_photograph_loses_its_place_and_keeps_how_it_was_held(root):
    kept = documents.content(put(JPEG, "a.jpg", "image/jpeg"))
    assert b"GPS" not in kept
    assert b"Polnej" not in kept
    assert kept.endswith(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9")
    assert b"JFIF" in kept
    assert documents.photos._orientation(kept[kept.index(b"MM\x00*") :]) == 6
    drawn = documents.content(put(PNG, "a.png", "image/png"))
    assert b"Polna" not in drawn
    assert drawn.count(chunk(b"IDAT", zlib.compress(b"\x00\x80"))) == 1


def test_the_same_bytes_are_kept_once_and_belong_to_both(root):
    first, second = put(), put(name="kopia.pdf", reference="finance:invoice:2")
    assert first.sha256 == second.sha256
    assert len(files(root)) == 1
    assert list(documents.documents_of("finance:invoice:2")) == [second]


@pytest.mark.parametrize("harm", ["altered", "missing"])
def test_an_altered_or_lost_file_is_not_shown(harm, root):
    row = put()
    path = files(root)[0]
    if harm == "altered":
        path.write_bytes(PDF.replace(b"1 0", b"2 0"))
    else:
        path.unlink()
    with pytest.raises(documents.AlteredDocument, match=harm) as found:
        documents.content(row)
    assert "umowa.pdf" in str(found.value.sentence)


def test_a_deed_that_fails_leaves_no_row_and_a_file_nobody_points_to(root):
    def failing_deed():
        with transaction.atomic():
            put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_deed()
    assert not Document.objects.exists()
    assert len(files(root)) == 1
    assert documents.content(put()) == PDF


def test_a_class_of_access_we_do_not_have_is_a_mistake_of_ours(root):
    with pytest.raises(ValueError, match="secret"):
        put(access="secret")
    assert files(root) == []
