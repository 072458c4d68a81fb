"""The history: who did what, when, in one chain that shows what was changed afterwards.

``record`` adds an event to the transaction that makes the change. When that transaction is
committed, ``chain`` gives the event its place and a hash over itself and the one before;
``signing`` signs how far the chain has come, also outside the database; ``checking`` walks it.
"""

from consult.core.audit.chain import record, sha256
from consult.core.audit.models import AuditCheck, AuditCheckpoint, AuditEvent

__all__ = ["AuditCheck", "AuditCheckpoint", "AuditEvent", "record", "sha256"]
