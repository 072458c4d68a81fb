"""One question: its words, its options, its limits."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.actions import building
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.checks.questions import hints_for, problems_in_question
from consult.plan.forms.hints import HINT_WORDS, filled_in
from consult.plan.forms.kinds import KIND_NAMES, WITH_LENGTH, WITH_OPTIONS, WITH_WAYS_OUT
from consult.plan.forms.problems import marked_words_for
from consult.plan.forms.questions import QuestionForm, question_form
from consult.plan.models import Consultation
from consult.plan.queries.versions import asked_before
from consult.plan.rules.definition import Kind
from consult.plan.rules.editing import QUESTION, EditedByOthersError, mark_of, part_at
from consult.plan.views.blueprint import BUILD, bp, consultation_named, working_document
from consult.plan.views.rows import rearranged

Raw = Mapping[str, Any]
NEW = f"{BUILD}/add-question"
ROOM_IN_NEW = 4  # lines for options: enough for most questions


@bp.get(NEW)
@requires(Permission.IMPORT_CONSULTATION)
def add_question(slug: str) -> Response:
    """Ask how it is answered, or show the form for a question of that kind."""
    consultation = consultation_named(slug)
    kind = request.args.get("kind", "")
    if kind not in list(Kind):
        return page("plan/add_question.html", consultation=consultation, kinds=KIND_NAMES)
    before = {"id": "", "type": kind, "section": request.args.get("section", "")}
    form = question_form(before, _sections(consultation), room=ROOM_IN_NEW)
    return question_page(consultation, form, before, is_new=True)


@bp.post(NEW, endpoint="add_question_now")
@requires(Permission.IMPORT_CONSULTATION)
def add_question_now(slug: str) -> Response:
    """Keep a new question."""
    consultation = consultation_named(slug)
    kind = request.args.get("kind", "")
    if kind not in list(Kind):
        abort(404)
    return _kept(consultation, {"id": "", "type": kind}, is_new=True)


@bp.get(f"{BUILD}/questions/<id>")
@requires(Permission.IMPORT_CONSULTATION)
def question(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Show a question to edit."""
    consultation = consultation_named(slug)
    before = _question(consultation, id)
    form = question_form(before, _sections(consultation))
    form.seen.data = mark_of(before)
    return question_page(consultation, form, before)


@bp.post(f"{BUILD}/questions/<id>", endpoint="question_now")
@requires(Permission.IMPORT_CONSULTATION)
def question_now(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Keep a question, or show the lines as a button moved them."""
    consultation = consultation_named(slug)
    return _kept(consultation, _question(consultation, id), is_new=False)


def question_page(
    consultation: Consultation,
    form: QuestionForm,
    before: Raw,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    """Return the page of a question."""
    kind = Kind(before["type"])
    seen = form.question(kind, before) if form.text.data else before
    # Nobody measures what cannot be kept: megabytes of one word would take hours.
    hints = () if problems_in_question(seen) else hints_for(seen)
    return page(
        "plan/question.html",
        status=status,
        consultation=consultation,
        form=form,
        before=before,
        kind=kind,
        kind_name=KIND_NAMES[kind],
        has_options=kind in WITH_OPTIONS,
        has_ways_out=kind in WITH_WAYS_OUT,
        has_length=kind in WITH_LENGTH,
        was_asked=before["id"] in asked_before(consultation),
        hints=[filled_in(HINT_WORDS[one.code], one.facts) for one in hints],
        has_errors=bool(form.errors) or status != 200,  # noqa: PLR2004 - anything but well
        **more,
    )


def _kept(consultation: Consultation, before: Raw, *, is_new: bool) -> Response:
    form = question_form(before, _sections(consultation), list(request.form))
    kind = Kind(before["type"])
    made = form.question(kind, before)
    do = request.form.get("do", "save")
    if do != "save":
        form = rearranged(form, made, do, _sections(consultation))
        return question_page(consultation, form, before, is_new=is_new)
    if form.validate():
        form.form_errors.extend(marked_words_for(one) for one in problems_in_question(made))
    if form.errors:
        return question_page(consultation, form, before, status=422, is_new=is_new)
    by, at = current_person().shown_as, clock.now()
    try:
        if is_new:
            kept = building.add_question(consultation, made, by=by, at=at)
        else:
            kept = building.save_question(
                consultation,
                made,
                seen=form.seen.data or "",
                is_same_meaning=bool(form.same_meaning.data),
                by=by,
                at=at,
            )
    except EditedByOthersError as error:
        form.seen.data, form.seen.raw_data = mark_of(error.theirs), None
        return question_page(consultation, form, before, status=409, theirs=error.theirs)
    except DefinitionRefusedError as error:
        form.form_errors.extend(marked_words_for(one) for one in error.problems)
        return question_page(consultation, form, before, status=422, is_new=is_new)
    return see_other("plan.build", slug=consultation.slug, kept="yes", _anchor=kept)


def _sections(consultation: Consultation) -> list[dict[str, Any]]:
    return list(working_document(consultation).get("sections", ()))


def _question(consultation: Consultation, wanted: str) -> dict[str, Any]:
    found: dict[str, Any] | None = part_at(working_document(consultation), QUESTION + wanted)
    return found or abort(404)
