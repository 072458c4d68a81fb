"""What people do with Easy Read: write it, have it checked, offer it."""

from collections.abc import Callable
from datetime import date, datetime

from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of
from consult.core.languages import LANGUAGES
from consult.core.queue import after_commit
from consult.easy_read import queries
from consult.easy_read.checks import problems_in_parts
from consult.easy_read.models import EasyRead, OwnPicture
from consult.easy_read.rules import Parts, Subject, parts_from, parts_to_keep
from consult.editions.models import CONSULTATION
from consult.plan.actions.holding import hold
from consult.plan.actions.versions import canonical, seal
from consult.translate.actions.offering import come_late
from consult.translate.rules.parity import Amends, Late, days_late

EDITIONS = "easy_read.editions"


class WrittenMeanwhileError(Exception):
    """Somebody else wrote at the same text since this page was fetched."""


class NotEasyError(Exception):
    """Something in it is not Easy Read, so nobody can call it that or offer it."""


def write(
    subject: Subject,
    change: Callable[[Parts], Parts],
    *,
    seen: int,
    by: str,
    at: datetime,
) -> Parts:
    """Keep a changed text as a new version, and return it; one that is the same is not kept.

    `seen` is the version that was on the page, 0 for none. Raises WrittenMeanwhileError.
    """
    hold(subject.consultation)
    row = queries.newest_row(subject)
    if (row.id if row else 0) != seen:
        raise WrittenMeanwhileError
    before = parts_from(row.parts) if row else ()
    parts = change(before)
    if parts != before:
        _keep(subject, parts, before=row, by=by, at=at)
    return parts


def undo(subject: Subject, *, by: str, at: datetime) -> None:
    """Bring back the version before the newest, as a new one: this can be undone too."""
    hold(subject.consultation)
    row = queries.newest_row(subject)
    if row is not None:
        older = queries.row_before(row, subject)
        parts = parts_from(older.parts) if older else ()
        _keep(subject, parts, before=row, by=by, at=at)


def record_check(subject: Subject, *, checked_with: str, on: date, by: str) -> None:
    """Write down who read it and found it right. From then on it is called Easy Read.

    Raises NotEasyError while something in it is not Easy Read.
    """
    hold(subject.consultation)
    row = _whole(subject)
    row.checked_with, row.checked_on, row.recorded_by = checked_with, on, by
    row.source = queries.source_now(subject)
    _record("easy_read.checked", row, by=by, checked_with=checked_with)


def offer(subject: Subject, *, by: str, at: datetime, amends: Amends | None = None) -> None:
    """Let people read the newest version.

    Raises NotEasyError while something in it is not Easy Read, and ReasonNeededError when
    it comes later than the rest and nobody says why, and what is done about it.
    """
    hold(subject.consultation)
    row = _whole(subject)
    if late := days_it_is_late(subject, at=at):
        what = f"Easy Read ({LANGUAGES[subject.language].english_name})"
        come_late(subject.consultation, Late(what, late), amends=amends, by=by, at=at)
    row.offered_at, row.offered_by = at, by
    subject.consultation.has_easy_read = True
    seal(subject.consultation, _seal_name(subject), audit.sha256(canonical(row.parts)), by=by)
    _record("easy_read.offered", row, by=by)


def days_it_is_late(subject: Subject, *, at: datetime) -> int:
    """Return how many days fewer people have had with it; only the first time counts."""
    if subject.about != CONSULTATION or queries.was_offered(subject):
        return 0
    opens, approved = subject.consultation.opens, subject.consultation.approved_at
    return days_late(opens, day_of(approved) if approved else None, at=day_of(at))


def stop_offering(subject: Subject, *, by: str) -> None:
    """Take it away again. The text stays."""
    hold(subject.consultation)
    offered = queries.rows_of(subject).where(EasyRead.offered_at.is_not(None))
    rows = db.session.scalars(offered).all()
    for row in rows:
        row.offered_at = None
    db.session.flush()
    subject.consultation.has_easy_read = bool(queries.offered_texts(subject.consultation))
    if rows:
        seal(subject.consultation, _seal_name(subject), None, by=by)
        _record("easy_read.stopped", rows[0], by=by)


def keep_picture(name: str, svg: str, *, by: str, at: datetime) -> OwnPicture:
    """Keep a picture for everybody who writes Easy Read here."""
    made = OwnPicture(name=name, svg=svg, made_by=by, made_at=at)
    db.session.add(made)
    db.session.flush()
    audit.record(
        "picture.kept", who=by, subject="picture", subject_id=made.id, sha256=audit.sha256(svg)
    )
    return made


def _seal_name(subject: Subject) -> str:
    return f"easy-read:{subject.about}:{subject.language}"


def _whole(subject: Subject) -> EasyRead:
    row = queries.newest_row(subject)
    parts = parts_from(row.parts) if row else ()
    ideas = [idea for part in parts for idea in part.ideas]
    if row is None or not ideas or problems_in_parts(parts, subject.language):
        raise NotEasyError
    return row


def _keep(
    subject: Subject, parts: Parts, *, before: EasyRead | None, by: str, at: datetime
) -> None:
    row = EasyRead(
        consultation_id=subject.consultation.id,
        about=subject.about,
        language=subject.language,
        parts=parts_to_keep(parts),
        made_by=by,
        made_at=at,
    )
    db.session.add(row)
    db.session.flush()
    facts = {"sha256_before": audit.sha256(before.parts)} if before else {}
    _record("easy_read.written", row, by=by, parts=len(parts), **facts)


def _record(event: str, row: EasyRead, *, by: str, **facts: object) -> None:
    """Write it down, and have the PDF made anew where people can have one."""
    audit.record(
        event,
        who=by,
        subject="consultation",
        subject_id=row.consultation_id,
        about=row.about,
        language=row.language,
        version=row.id,
        sha256=audit.sha256(row.parts),
        **facts,
    )
    if row.offered_at is not None:
        after_commit(EDITIONS, row.consultation_id)
