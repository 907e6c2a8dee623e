"""Tables of the cellar: the journal, the log of reads, documents and letters to be sent."""

from gromada.core.models.audit import AuditEvent, AuditHead, ReadEvent
from gromada.core.models.documents import Document
from gromada.core.models.outbox import OutboxMessage

__all__ = ["AuditEvent", "AuditHead", "Document", "OutboxMessage", "ReadEvent"]
