"""The one guarded store of files: what comes in is checked by its bytes, what goes out is checked against its hash.

A file lies under DOCUMENTS_ROOT by its SHA-256; its row says whose it is, who may see it and how long it is kept. The
file is written before the row: a deed that fails leaves at most a file nobody points to, never a row without its file.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from gromada.core import clock
from gromada.core.documents.kinds import DATA_KINDS, KINDS, Kind, recognise
from gromada.core.documents.photos import without_traces
from gromada.core.models.documents import Access, Document
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _

__all__ = [
    "DATA_KINDS",
    "LARGEST_DATA",
    "Access",
    "AlteredDocument",
    "Document",
    "Kind",
    "accepted",
    "content",
    "documents_of",
    "store",
]

LARGEST = 20 * 10**6
LARGEST_DATA = 60 * 10**6  # a file that an import reads: borders of the country, a register
LONGEST_NAME = 200


class AlteredDocument(Exception):  # noqa: N818 - it names what was found, like the audit's findings
    """The file on disk is missing or is not the one that was accepted."""

    def __init__(self, document: Document, detail: str):
        self.sentence = _(
            "The file %(name)s has changed since it was added, so it is not shown. Tell the administrator."
        ) % {"name": document.name}
        super().__init__(f"document {document.pk} ({document.sha256}): {detail}")


def _path(sha256: str) -> Path:
    return Path(settings.DOCUMENTS_ROOT) / sha256[:2] / sha256


def _bare_name(name: str) -> str:
    """The last part of a path of either system, printable, at most 200 characters with its ending kept."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    bare = " ".join("".join(char if char.isprintable() else " " for char in bare).split()).lstrip(".")
    if len(bare) > LONGEST_NAME:
        stem, dot, ending = bare.rpartition(".")
        bare = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending[:20]}" if dot else bare[:LONGEST_NAME]
    if not bare:
        raise Refusal(_("The file has no name. Name it and send it again."))
    return bare


def _check_size(content: bytes, largest: int) -> None:
    if not content:
        raise Refusal(_("This file is empty. Choose another one."))
    if len(content) > largest:
        sizes = {"size": -(-len(content) // 10**6), "limit": largest // 10**6}
        if largest > LARGEST:
            raise Refusal(_("This file has %(size)s MB, we accept up to %(limit)s MB. Divide it into parts.") % sizes)
        raise Refusal(_("This file has %(size)s MB, we accept up to %(limit)s MB. Scan it at 150 dpi.") % sizes)


def accepted(content: bytes, name: str, media_type: str, *, for_data: bool = False) -> tuple[str, Kind]:
    """The bare name and the kind of a file that may be kept; Refusal says why another may not. Writes nothing.

    `for_data`: a file for an import (XLSX, ODS, CSV, text, XML, JSON, up to 60 MB) instead of a document.
    """
    _check_size(content, LARGEST_DATA if for_data else LARGEST)
    bare = _bare_name(name)
    return bare, recognise(content, bare, media_type, DATA_KINDS if for_data else KINDS)


def _keep(content: bytes, sha256: str) -> None:
    """Write the file whole or not at all; the same bytes are kept once."""
    path = _path(sha256)
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".coming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def store(  # noqa: PLR0913 - what the register asks of a file
    *,
    content: bytes,
    name: str,
    media_type: str,
    access: str,
    retention: str,
    reference: str,
    by: Actor,
    unit_id: int | None = None,
    for_data: bool = False,
) -> Document:
    """Accept a file for the object `reference` ("room:model:pk") and return its row; call it inside an action.

    Accepted: PDF, PNG, JPEG, DOCX, XLSX, ODT, CSV, plain text; up to 20 MB. The bytes decide what a file is, and they
    must agree with its name and with `media_type`. Photographs lose what they say about place and camera before they
    are kept. `for_data`: see `accepted`. Raises Refusal, with nothing written.
    """
    bare, kind = accepted(content, name, media_type, for_data=for_data)
    kept = without_traces(content, kind)
    sha256 = hashlib.sha256(kept).hexdigest()
    row = Document(
        sha256=sha256,
        size=len(kept),
        name=bare,
        media_type=kind.media_type,
        access_class=Access(access),
        retention_class=retention,
        reference=reference,
        unit_id=unit_id,
        uploaded_by_id=by.person_id,
        created_at=clock.now(),
    )
    _keep(kept, sha256)
    row.save(force_insert=True)
    return row


def content(document: Document) -> bytes:
    """The bytes that were accepted. Raises AlteredDocument when the file is missing or is no longer the same."""
    try:
        found = _path(document.sha256).read_bytes()
    except FileNotFoundError as error:
        raise AlteredDocument(document, "missing") from error
    if hashlib.sha256(found).hexdigest() != document.sha256:
        raise AlteredDocument(document, "altered")
    return found


def documents_of(reference: str):
    """The files of one object, oldest first; the caller has asked its own room whether they may be seen."""
    return Document.objects.filter(reference=reference).order_by("pk")
