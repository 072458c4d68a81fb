"""What people can do with answers: name themes, code responses, bring replies in."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import insert

from consult.analyse import queries
from consult.analyse.models import Coding, Theme
from consult.analyse.queries import AboutPeople
from consult.analyse.rules.intake import CodedReply, Intake, replies
from consult.analyse.rules.table import Table
from consult.core import audit
from consult.core.database import db, reading
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_at
from consult.plan.queries.versions import all_that_was_asked
from consult.respond.actions.bringing_in import BATCH, bring_in
from consult.respond.rules.replies import Reply

BY_IMPORT, BY_PERSON = "import", "person"
# One file at a time: two that name the same theme would both make it.
BRINGING_IN = "import"


def add_theme(consultation_id: int, *, question: str, name: str) -> Theme:
    """Return the theme of a question with this name, made now if it is new."""
    found = queries.theme_named(name, consultation_id=consultation_id, question=question)
    if found:
        return found
    theme = Theme(consultation_id=consultation_id, question=question, name=name)
    db.session.add(theme)
    db.session.flush()
    return theme


def code(
    response_ids: Iterable[int], theme: Theme, *, by: str, at: datetime, source: str = BY_PERSON
) -> int:
    """Write down that responses raised a theme. Returns how many were new."""
    return _code({(theme.id, id_) for id_ in response_ids}, by=by, at=at, source=source)


def bring_in_replies(
    consultation: Consultation,
    version: Version,
    coded: Iterable[CodedReply],
    *,
    by: str,
    at: datetime,
) -> dict[str, int]:
    """Store replies from a file with their themes. Those already here are left alone.

    Returns how many responses and codings were new.
    """
    added = {"responses": 0, "codings": 0}
    themes: dict[tuple[str, str], int] = {}
    labels: dict[str, tuple[tuple[str, str], ...]] = {}
    for batch in bring_in(consultation, version, _noting_themes(coded, labels), by=by):
        pairs = set()
        for source, response_id in batch.ids.items():
            for question, name in labels[source]:
                if (question, name) not in themes:
                    theme = add_theme(consultation.id, question=question, name=name)
                    themes[question, name] = theme.id
                pairs.add((themes[question, name], response_id))
        labels.clear()
        added["responses"] += batch.new
        added["codings"] += _code(pairs, by=by, at=at, source=BY_IMPORT)
    if any(added.values()):
        audit.record(
            "responses.brought-in",
            who=by,
            subject="consultation",
            subject_id=consultation.id,
            **added,
        )
    return added


def read_about_people(slug: str, *, by: str) -> tuple[Consultation, AboutPeople] | None:
    """Count what people said about themselves, and write down who looked.

    Counted before the turn to write is taken, which it would hold for as long.
    """
    with reading():
        consultation = consultation_at(slug)
        if consultation is None:
            return None
        definition = all_that_was_asked(consultation.id)
        found = queries.about_people(consultation.id, definition)
        db.session.rollback()
    audit.record("equality.read", who=by, subject="consultation", subject_id=consultation.id)
    return consultation, found


def batches_of(intake: Intake, table: Table) -> Iterator[list[CodedReply]]:
    """Yield the replies of a file that has no problems, as many as are written at a time."""
    waiting = replies(intake, table.rows())
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _noting_themes(
    coded: Iterable[CodedReply], labels: dict[str, tuple[tuple[str, str], ...]]
) -> Iterator[Reply]:
    for one in coded:
        labels[one.reply.source] = one.themes
        yield one.reply


def _code(pairs: set[tuple[int, int]], *, by: str, at: datetime, source: str) -> int:
    themes = sorted({theme for theme, _response in pairs})
    responses = sorted({response for _theme, response in pairs})
    new = sorted(pairs - queries.coded(themes, responses)) if pairs else []
    rows = [
        {
            "theme_id": theme,
            "response_id": response,
            "source": source,
            "coded_by": by,
            "coded_at": at,
        }
        for theme, response in new
    ]
    if rows:
        db.session.execute(insert(Coding), rows)
    return len(rows)
