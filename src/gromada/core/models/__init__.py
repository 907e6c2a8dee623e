"""Tables of the cellar: the journal, the log of reads, documents, imports and letters to be sent."""

from gromada.core.models.audit import AuditEvent, AuditHead, ReadEvent
from gromada.core.models.documents import Document
from gromada.core.models.imports import ImportRun, ImportState, ImportTrace
from gromada.core.models.outbox import OutboxMessage

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Document",
    "ImportRun",
    "ImportState",
    "ImportTrace",
    "OutboxMessage",
    "ReadEvent",
]
