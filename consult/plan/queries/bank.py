"""Reading saved questions."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from consult.core.database import db
from consult.plan.models import SavedQuestion

MOST_SHOWN = 200  # of those that officers saved, the newest first


@dataclass(frozen=True)
class Saved:
    """Questions to be used again, and where they come from."""

    id: str
    # The list of a document that they go to: “questions” or “equality_questions”.
    list: str
    source: str
    questions: tuple[dict[str, Any], ...]
    # Whether it comes with the site; officers’ own can be taken off.
    is_ours: bool = False


def every_saved(organisation_id: int) -> list[Saved]:
    """Return all that an organisation can use: those of the site first."""
    rows = db.session.scalars(
        select(SavedQuestion)
        .where(SavedQuestion.organisation_id == organisation_id)
        .order_by(SavedQuestion.id.desc())
        .limit(MOST_SHOWN)
    ).all()
    return [*_ours(), *map(_as_saved, rows)]


def saved(wanted: str, organisation_id: int) -> Saved | None:
    """Return what is saved under an id, for an organisation."""
    ours = next((one for one in _ours() if one.id == wanted), None)
    if ours or not (wanted.isascii() and wanted.isdecimal() and len(wanted) < len("1" * 10)):
        return ours
    row = db.session.get(SavedQuestion, int(wanted))
    return _as_saved(row) if row and row.organisation_id == organisation_id else None


def _as_saved(row: SavedQuestion) -> Saved:
    return Saved(str(row.id), "questions", row.made_by, (row.question,))


@cache
def _ours() -> tuple[Saved, ...]:
    path = Path(__file__).parents[1] / "bank.json"
    return tuple(
        Saved(one["id"], one["list"], one["source"], tuple(one["questions"]), is_ours=True)
        for one in json.loads(path.read_text("utf-8"))
    )
