"""Whom a question is asked: everybody, or those who gave certain answers before."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.actions import building
from consult.plan.models import Consultation
from consult.plan.rules.asking import ALL, ANY, Ticked, condition_from, parted, ticked_in
from consult.plan.rules.editing import (
    QUESTION,
    QUESTION_LISTS,
    EditedByOthersError,
    mark_of,
    part_at,
)
from consult.plan.views.blueprint import BUILD, bp, consultation_named, working_document

Raw = Mapping[str, Any]
ASKED = f"{BUILD}/questions/<id>/asked"


@bp.get(ASKED)
@requires(Permission.IMPORT_CONSULTATION)
def asked(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Show the answers before it, to be ticked."""
    consultation = consultation_named(slug)
    question, before = _question_and_before(consultation, id)
    tickable, kept = parted(question.get("show_if"), _unseen(before))
    found = ticked_in(tickable)
    how, ticked = found or (ALL, ())
    return _asked_page(
        consultation,
        question,
        before,
        how=how,
        ticked=ticked,
        is_nested=found is None,
        has_kept=bool(kept),
    )


@bp.post(ASKED, endpoint="asked_now")
@requires(Permission.IMPORT_CONSULTATION)
def asked_now(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Keep whom it is asked."""
    consultation = consultation_named(slug)
    question, before = _question_and_before(consultation, id)
    how = ANY if request.form.get("how") == ANY else ALL
    ticked = _posted(before)
    _tickable, kept = parted(question.get("show_if"), _unseen(before))
    is_left_out = bool(kept) and request.form.get("leave_out") == "yes"
    condition = condition_from(ticked, () if is_left_out else kept, how=how)
    made = {name: value for name, value in question.items() if name != "show_if"}
    made |= {"show_if": condition} if condition else {}
    seen, by = request.form.get("seen", ""), current_person().shown_as
    try:
        place = QUESTION + question["id"]
        building.save_part(consultation, place, made, seen=seen, by=by, at=clock.now())
    except EditedByOthersError as error:
        theirs = error.theirs or question
        return _asked_page(
            consultation,
            theirs,
            before,
            how=how,
            ticked=ticked,
            status=409,
            theirs=theirs,
            has_kept=bool(parted(theirs.get("show_if"), _unseen(before))[1]),
            is_left_out=is_left_out,
        )
    return see_other("plan.build", slug=slug, kept="yes", _anchor=question["id"])


def _asked_page(
    consultation: Consultation,
    question: Raw,
    before: Sequence[Raw],
    *,
    how: str,
    ticked: Sequence[Ticked],
    status: int = 200,
    **more: object,
) -> Response:
    return page(
        "plan/asked.html",
        status=status,
        consultation=consultation,
        question=question,
        earlier=_with_options(before),
        how=how,
        ticked={one.question: one for one in ticked},
        seen=mark_of(question),
        has_errors=status != 200,  # noqa: PLR2004 - anything but well
        **more,
    )


def _posted(before: Sequence[Raw]) -> tuple[Ticked, ...]:
    """Return what was ticked, as far as there are such options."""
    found = []
    for one in _with_options(before):
        known = [option["value"] for option in one["options"]]
        sent = request.form.getlist(f"values_{one['id']}")
        values = tuple(value for value in known if value in sent)
        is_not = request.form.get(f"how_{one['id']}") == "is_not"
        found.append(Ticked(one["id"], values, is_not))
    return tuple(found)


def _question_and_before(
    consultation: Consultation, wanted: str
) -> tuple[dict[str, Any], list[Raw]]:
    """Return a question, and those before it with their numbers."""
    document = working_document(consultation)
    question: dict[str, Any] = part_at(document, QUESTION + wanted) or abort(404)
    every = [one for name in QUESTION_LISTS for one in document.get(name, ())]
    ids = [one["id"] for one in every]
    before = every[: ids.index(wanted)]
    return question, [{**one, "number": at} for at, one in enumerate(before, start=1)]


def _with_options(before: Sequence[Raw]) -> list[Raw]:
    """Return the questions that have answers to tick."""
    return [one for one in before if one.get("options") and "rows" not in one]


def _unseen(before: Sequence[Raw]) -> set[str]:
    """Return the ids of the others: a file can make a route look at them."""
    return {one["id"] for one in before} - {one["id"] for one in _with_options(before)}
