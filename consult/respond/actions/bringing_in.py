"""Responses that come from elsewhere in large numbers: a file of replies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import insert, select

from consult.core.database import db
from consult.core.security import hashed
from consult.plan.models import Consultation
from consult.plan.queries import Version
from consult.plan.rules.definition import CAPACITY
from consult.respond.actions.sending import keep_answers, new_reference
from consult.respond.models import Response
from consult.respond.rules.kept import Kept, kept_answers, said_to
from consult.respond.rules.replies import Reply
from consult.respond.rules.standing import Standing

# Responses written at a time by an import: with more, people who answer would notice.
BATCH = 50


@dataclass(frozen=True)
class BroughtIn:
    """A batch of responses that are here: their ids by source, and how many of them are new.

    One that was deleted because the person asked stays deleted, and has no id here.
    """

    ids: dict[str, int]
    new: int


def bring_in(
    consultation: Consultation, version: Version, responses: Iterable[Reply], *, by: str
) -> Iterator[BroughtIn]:
    """Store responses from elsewhere, a batch at a time; those already here are left alone."""
    waiting = iter(responses)
    while batch := list(islice(waiting, BATCH)):
        by_key = {hashed(f"{consultation.id}:{one.source}"): one for one in batch}
        known = _known(list(by_key))
        fresh = {key: one for key, one in by_key.items() if key not in known}
        if fresh:
            known |= _added(fresh, consultation, version, by=by)
        ids = {
            one.source: known[key][0]
            for key, one in by_key.items()
            if known[key][1] != Standing.ERASED
        }
        yield BroughtIn(ids, len(fresh))


def _added(
    fresh: dict[str, Reply], consultation: Consultation, version: Version, *, by: str
) -> dict[str, tuple[int, str]]:
    kept = {key: kept_answers(version.definition, one.answers, {}) for key, one in fresh.items()}
    rows = [
        _imported_row(key, one, kept[key], consultation, version, by=by)
        for key, one in fresh.items()
    ]
    db.session.execute(insert(Response), rows)
    added = _known(list(fresh))
    keep_answers({id_: kept[key] for key, (id_, _standing) in added.items()})
    return added


def _imported_row(
    key: str,
    one: Reply,
    kept: Sequence[Kept],
    consultation: Consultation,
    version: Version,
    *,
    by: str,
) -> dict[str, Any]:
    return {
        "key": key,
        "reference": new_reference(),
        "consultation_id": consultation.id,
        "version_id": version.id,
        "channel": one.channel,
        "language": one.language,
        "publish": one.publish,
        "capacity": said_to(kept, CAPACITY),
        "standing": Standing.COUNTED,
        "sent_at": one.sent_at,
        "provenance": {**one.provenance, "source": one.source, "brought_in_by": by},
    }


def _known(keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the id and the standing of the responses that are here, by key."""
    columns = select(Response.key, Response.id, Response.standing)
    rows = db.session.execute(columns.where(Response.key.in_(keys)))
    return {key: (id_, standing) for key, id_, standing in rows}
