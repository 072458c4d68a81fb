"""The questions of a consultation in order, to be moved, copied and taken out."""

from itertools import groupby

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan import queries
from consult.plan.actions import building
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.actions.versions import NothingToUndoError, undo
from consult.plan.forms.kinds import KIND_NAMES
from consult.plan.forms.problems import marked_words_for
from consult.plan.forms.routes import marked_route_words
from consult.plan.forms.steps import STEP_WORDS
from consult.plan.models import Consultation
from consult.plan.rules.definition import Definition, Question
from consult.plan.rules.editing import QUESTION, SECTION, PartGoneError
from consult.plan.rules.routes.checking import problems_in_routes
from consult.plan.views.blueprint import BUILD, bp, consultation_named


@bp.get(BUILD)
@requires(Permission.IMPORT_CONSULTATION)
def build(slug: str) -> Response:
    """Show every question with what can be done to it."""
    return build_page(consultation_named(slug))


@bp.post(BUILD)
@requires(Permission.IMPORT_CONSULTATION)
def rearrange(slug: str) -> Response:
    """Move, copy or take out what a button names, or undo the last step."""
    consultation = consultation_named(slug)
    do, _colon, place = request.form.get("do", "").partition(":")
    try:
        told = _done(consultation, do, place)
    except (PartGoneError, NothingToUndoError):
        return build_page(consultation, status=409, is_gone=True)
    except DefinitionRefusedError as error:
        return build_page(consultation, status=422, refusals=error.problems)
    return see_other("plan.build", slug=slug, **told)


def build_page(consultation: Consultation, *, status: int = 200, **more: object) -> Response:
    """Return the page with all questions."""
    row = queries.working_row(consultation.id)
    version, is_frozen = queries.compiled_version(row.id, row.sha256), row.frozen_at is not None
    step = None if is_frozen else queries.last_step(row.id)
    return page(
        "plan/build.html",
        status=status,
        consultation=consultation,
        definition=version.definition,
        groups=_by_section(version.definition),
        is_change=consultation.approved_at is not None,
        has_change=not is_frozen,
        step=step,
        step_words=STEP_WORDS,
        kinds=KIND_NAMES,
        routes=[marked_route_words(one) for one in problems_in_routes(version.definition)],
        words_for=marked_words_for,
        has_errors=status != 200,  # noqa: PLR2004 - anything but well
        **more,
    )


def _by_section(definition: Definition) -> list[tuple[str, list[Question]]]:
    """Return the questions in order, those of a section together; "" is no section."""
    asked = (one for one in definition.questions if not one.is_equality)
    return [(section, list(found)) for section, found in groupby(asked, lambda one: one.section)]


def _done(consultation: Consultation, do: str, place: str) -> dict[str, object]:
    """Do what was asked; return what the page tells: what, to which part, and where it is now."""
    by, at = current_person().shown_as, clock.now()
    if do in ("up", "down"):
        steps = -1 if do == "up" else 1
        number = building.move(consultation, QUESTION + place, steps=steps, by=by, at=at)
        # No anchor: with one, browsers do not give the focus to the button that was pressed.
        return {"moved": place, "to": number, "by": do}
    if do == "copy":
        copied = building.copy_part(consultation, _full(place), by=by, at=at)
        return {"copied": "yes", "_anchor": copied.partition(".")[2]}
    if do == "remove":
        building.take_out(consultation, _full(place), by=by, at=at)
        return {"taken_out": "yes"}
    if do != "undo":
        abort(404)
    hold(consultation)
    undo(consultation, int(place[:9]) if place[:9].isdecimal() else 0, by=by, at=at)
    return {"undone": "yes"}


def _full(place: str) -> str:
    return place if place.startswith((QUESTION, SECTION)) else QUESTION + place
