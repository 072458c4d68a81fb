"""Responses that come from elsewhere in large numbers: a file of replies."""

from collections.abc import Iterable, Iterator
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
from consult.respond.rules.answers import kept_answers
from consult.respond.rules.replies import Reply
from consult.respond.rules.standing import Standing

BATCH = 500  # responses written at a time by an import


def bring_in(
    consultation: Consultation, version: Version, responses: Iterable[Reply], *, by: str
) -> Iterator[dict[str, int]]:
    """Store responses from elsewhere, a batch at a time; those already here are left alone.

    Yields, for each batch, the id of every response in it by its source, old or new.
    """
    waiting = iter(responses)
    while batch := list(islice(waiting, BATCH)):
        by_key = {hashed(f"{consultation.id}:{one.source}"): one for one in batch}
        known = _ids_by_key(by_key)
        rows = [
            _imported_row(key, one, consultation, version, by=by)
            for key, one in by_key.items()
            if key not in known
        ]
        if rows:
            db.session.execute(insert(Response), rows)
            added = {key: id_ for key, id_ in _ids_by_key(by_key).items() if key not in known}
            keep_answers(
                {
                    id_: kept_answers(version.definition, by_key[key].answers, {})
                    for key, id_ in added.items()
                }
            )
            known |= added
        yield {one.source: known[key] for key, one in by_key.items()}


def _imported_row(
    key: str, one: Reply, consultation: Consultation, version: Version, *, by: str
) -> dict[str, Any]:
    return {
        "key": key,
        "reference": new_reference(),
        "consultation_id": consultation.id,
        "version_id": version.id,
        "channel": one.channel,
        "language": one.language,
        "publish": one.publish,
        "capacity": one.answers.get(CAPACITY),
        "standing": Standing.COUNTED,
        "sent_at": one.sent_at,
        "provenance": {**one.provenance, "source": one.source, "brought_in_by": by},
    }


def _ids_by_key(keys: Iterable[str]) -> dict[str, int]:
    rows = db.session.execute(select(Response.key, Response.id).where(Response.key.in_(list(keys))))
    return dict(rows.all())
