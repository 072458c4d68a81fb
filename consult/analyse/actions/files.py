"""What becomes of a file of replies: kept sealed, matched, brought in, deleted."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from consult.analyse.actions import bring_in_replies
from consult.analyse.models import Coding, ReplyFile
from consult.analyse.queries import files as queries
from consult.analyse.rules.intake import CodedReply
from consult.core import audit
from consult.core.database import db
from consult.core.queue import Job, after_commit
from consult.core.sealing import seal
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_by_id
from consult.respond.models import Response
from consult.respond.rules.standing import Standing

KEPT_FOR = timedelta(days=7)


class UnderWayError(Exception):
    """The file is being brought in, or is gone: nothing about it can change now."""


def keep(
    consultation: Consultation, name: str, raw: bytes, *, replies: int, by: str, at: datetime
) -> ReplyFile:
    """Keep a file that is a table until it is brought in."""
    file = ReplyFile(
        consultation_id=consultation.id, name=name, replies=replies, sealed=None, by=by, at=at
    )
    db.session.add(file)
    db.session.flush()
    file.sealed = seal(queries.SEALED, str(file.id), raw)
    _record(file, "reply-file.kept", by=by, replies=replies)
    return file


def match(file: ReplyFile, guide: Mapping[str, Any], *, by: str) -> None:
    """Keep which column holds what. Raises UnderWayError."""
    _require_rest(file)
    file.guide = dict(guide)
    _record(file, "reply-file.matched", by=by, sha256=audit.sha256(file.guide))


def ask_to_bring_in(file: ReplyFile, *, by: str) -> Job | None:
    """Ask for a file to be brought in; one that is in, or on its way, is left as it is."""
    if file.ended_at is not None:
        return None
    file.by = by
    if not queries.is_under_way(file):
        _record(file, "reply-file.asked-for", by=by)
    return after_commit(queries.BRING_IN, file.id)


def bring_in_step(
    file_id: int, version: Version, batch: Iterable[CodedReply], *, at: datetime
) -> None:
    """Bring in some replies of a file, and count them with it in the same transaction."""
    file = queries.file_by_id(file_id)
    consultation = consultation_by_id(file.consultation_id)
    added = bring_in_replies(consultation, version, batch, by=file.by, at=at)
    file.new_responses += added["responses"]
    file.new_codings += added["codings"]


def finish(file_id: int, *, at: datetime) -> None:
    """Delete a file all of which is in."""
    file = queries.file_by_id(file_id)
    file.sealed, file.ended_at, file.is_in = None, at, True
    _record(file, "reply-file.brought-in", by=file.by, responses=file.new_responses)


def throw_away(file: ReplyFile, *, by: str, at: datetime) -> None:
    """Delete a file that is not wanted. Raises UnderWayError while it is being brought in."""
    if file.ended_at is None:
        _require_rest(file)
        file.sealed, file.ended_at = None, at
        _record(file, "reply-file.thrown-away", by=by)


def tidy(*, at: datetime) -> None:
    """Delete files that nobody brought in, and what was noted of responses that were deleted."""
    forgotten = select(ReplyFile).where(ReplyFile.ended_at.is_(None), ReplyFile.at < at - KEPT_FOR)
    for file in db.session.scalars(forgotten.with_for_update()):
        if not queries.is_under_way(file):
            throw_away(file, by="clock", at=at)
    erased = select(Response.id).where(Response.standing == Standing.ERASED)
    db.session.execute(delete(Coding).where(Coding.response_id.in_(erased)))


def _require_rest(file: ReplyFile) -> None:
    if file.ended_at is not None or queries.is_under_way(file):
        raise UnderWayError


def _record(file: ReplyFile, what: str, *, by: str, **facts: object) -> None:
    consultation_id = file.consultation_id
    audit.record(
        what, who=by, subject="consultation", subject_id=consultation_id, file=file.id, **facts
    )
