"""Building a question set: each step is kept at once, and can be taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from consult.plan import queries
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.actions.versions import keep
from consult.plan.models import Consultation
from consult.plan.queries.versions import asked_before
from consult.plan.rules import editing
from consult.plan.rules.after_opening import is_reworded, known_by, with_own_values
from consult.plan.rules.editing import QUESTION, SECTION
from consult.plan.rules.naming import id_from
from consult.plan.rules.problems import Problem

Raw = Mapping[str, Any]
MOST_QUESTIONS, MOST_SECTIONS = 200, 50
# Translators know other parts of a consultation by these names.
NOT_IDS = frozenset({"about", "outcome", "sections", "ways", "words"})


def save_part(
    consultation: Consultation,
    place: str,
    part: Any,
    *,
    seen: str,
    by: str,
    at: datetime,
) -> None:
    """Keep a part as somebody wrote it.

    Raises EditedByOthersError when it is not any more what they saw.
    """
    document = _document(consultation)
    editing.require_unchanged(document, place, seen=seen)
    made = editing.with_part(document, place, part)
    keep(consultation, made, what="changed", about=_name_of(part, place), by=by, at=at)


def save_question(
    consultation: Consultation,
    question: Raw,
    *,
    seen: str,
    is_same_meaning: bool,
    by: str,
    at: datetime,
) -> str:
    """Keep a question as somebody wrote it; return its id, a new one where it means other things.

    Once people have answered it, an answer must not come to stand under other words.
    """
    document = _document(consultation)
    place = QUESTION + question["id"]
    editing.require_unchanged(document, place, seen=seen)
    asked, before = asked_before(consultation), editing.part_at(document, place)
    question = with_own_values(question, before=before or {}, asked=asked.get(question["id"]))
    taken = _taken(document, asked)
    wanted = known_by(question, asked, taken=taken, is_same_meaning=is_same_meaning)
    if wanted != question["id"]:
        document = editing.renamed(document, question["id"], wanted)
    made = editing.with_part(document, QUESTION + wanted, {**question, "id": wanted})
    keep(consultation, made, what="changed", about=question["text"], by=by, at=at)
    return wanted


def add_question(consultation: Consultation, question: Raw, *, by: str, at: datetime) -> str:
    """Put a new question last in its section, and return its id."""
    document = _document(consultation)
    _require_room(document, 1)
    wanted = id_from(question["text"], _taken(document, asked_before(consultation)))
    made = editing.with_part(document, QUESTION + wanted, {**question, "id": wanted})
    keep(consultation, made, what="added", about=question["text"], by=by, at=at)
    return wanted


def add_section(consultation: Consultation, section: Raw, *, by: str, at: datetime) -> str:
    """Put a new section last, and return its id. Its questions come into it one by one."""
    document = _document(consultation)
    if len(document.get("sections", ())) >= MOST_SECTIONS:
        raise DefinitionRefusedError(
            (Problem("sections", "schema-maxItems", {"limit": MOST_SECTIONS}),)
        )
    wanted = id_from(section["title"], editing.ids_in(document), otherwise="section")
    made = editing.with_part(document, SECTION + wanted, {**section, "id": wanted})
    keep(consultation, made, what="added", about=section["title"], by=by, at=at)
    return wanted


def add_questions(
    consultation: Consultation, questions: Iterable[Raw], *, name: str, by: str, at: datetime
) -> None:
    """Put saved questions last; ``name`` is the list they go to, as in a document."""
    document = _document(consultation)
    added = list(questions)
    _require_room(document, len(added))
    asked = asked_before(consultation)
    # What was taken out comes back under its id only with the words people answered.
    other = {one["id"] for one in added if is_reworded(asked.get(one["id"], one), one)}
    taken = editing.ids_in(document) | other
    made = editing.with_questions(document, name, added, taken=taken)
    about = added[0]["text"] if added else ""
    keep(consultation, made, what="added", about=about, by=by, at=at)


def move(consultation: Consultation, place: str, *, steps: int, by: str, at: datetime) -> int:
    """Move a question up (-1) or down (1); return which it is now, from 1.

    Raises PartGoneError when somebody took it out.
    """
    document = _document(consultation)
    made = editing.moved(document, place, steps=steps)
    about = editing.part_at(document, place)["text"]
    keep(consultation, made, what="moved", about=about, by=by, at=at)
    ids = [one["id"] for name in editing.QUESTION_LISTS for one in made.get(name, ())]
    return ids.index(place.removeprefix(QUESTION)) + 1


def take_out(consultation: Consultation, place: str, *, by: str, at: datetime) -> None:
    """Take a question or a section out. Raises PartGoneError when it is gone already."""
    document = _document(consultation)
    about = _name_of(editing.part_at(document, place), place)
    made = editing.without_part(document, place)
    keep(consultation, made, what="taken-out", about=about, by=by, at=at)


def copy_part(consultation: Consultation, place: str, *, by: str, at: datetime) -> str:
    """Copy a question, or a section with its questions; return the place of the copy."""
    document = _document(consultation)
    taken = _taken(document, asked_before(consultation))
    made, copied = editing.with_copy(document, place, taken=taken)
    _require_room(made, 0)
    about = _name_of(editing.part_at(document, place), place)
    keep(consultation, made, what="copied", about=about, by=by, at=at)
    return copied


def _taken(document: Raw, asked: Iterable[str]) -> set[str]:
    """Return the ids that nothing new may have: an old answer would come under its words."""
    return editing.ids_in(document) | set(asked) | NOT_IDS


def _document(consultation: Consultation) -> dict[str, Any]:
    """Return the document as it is now; nobody else changes it until this transaction ends."""
    hold(consultation)
    return dict(queries.working_row(consultation.id).document)


def _name_of(part: Any, place: str) -> str:
    if not isinstance(part, Mapping):
        return place
    return str(part.get("text") or part.get("title") or place)


def _require_room(document: Raw, more: int) -> None:
    if len(document.get("questions", ())) + more > MOST_QUESTIONS:
        facts = {"limit": MOST_QUESTIONS}
        raise DefinitionRefusedError((Problem("questions", "schema-maxItems", facts),))
