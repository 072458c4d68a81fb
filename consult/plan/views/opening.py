"""Is it ready? What blocks, what needs a reason, and a second pair of eyes."""

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.accounts.rules import is_same_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan import queries
from consult.plan.actions import approval
from consult.plan.actions.opening import let_changes_out, open_consultation
from consult.plan.actions.refusals import EditedSinceError, NotReadyError, SecondPersonNeededError
from consult.plan.checks.readiness import readiness
from consult.plan.checks.reading import reading_of, wording_of
from consult.plan.forms.approval import EDITED_SINCE, NOT_READY, SECOND_PERSON, NoteForm
from consult.plan.forms.readiness import TASK_NAMES, words_of_task
from consult.plan.forms.reasons import ReasonsForm, reasons_form
from consult.plan.models import Consultation
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/consultations/<slug>/open")
@requires(Permission.SEE_DESK)
def open_form(slug: str) -> Response:
    """Show whether the consultation, or the next version of its questions, is ready."""
    return _open_page(consultation_named(slug))


@bp.post("/consultations/<slug>/open")
@requires(Permission.OPEN_CONSULTATION)
def open_now(slug: str) -> Response:
    """Let it open by the clock, or the next version out; or ask for what is missing."""
    consultation = consultation_named(slug)
    found = readiness(consultation, queries.working_row(consultation.id), at=clock.now())
    form = reasons_form(found, is_change=_is_change(consultation))
    if not form.validate():
        return _open_page(consultation, form, status=422)
    let_out = let_changes_out if _is_change(consultation) else open_consultation
    by, seen = current_person().shown_as, request.form.get("seen", "")
    try:
        let_out(consultation, by=by, at=clock.now(), reason=form.reasons(), seen=seen)
    except EditedSinceError:
        form.form_errors.append(EDITED_SINCE)
        return _open_page(consultation, form, status=409)
    except SecondPersonNeededError:
        form.form_errors.append(SECOND_PERSON)
    except NotReadyError:
        form.form_errors.append(NOT_READY)
    except approval.NothingToReviewError:
        # Somebody approved it already; pressing twice is no fault.
        return see_other("home.officer_consultation", slug=slug)
    except ReasonNeededError as error:
        form.ask_for(error.broken)
    if form.errors:
        return _open_page(consultation, form, status=422)
    return see_other("home.officer_consultation", slug=slug)


@bp.post("/consultations/<slug>/review", endpoint="ask_review")
@requires(Permission.IMPORT_CONSULTATION)
def ask_review(slug: str) -> Response:
    """Ask a publisher to look at it."""
    consultation, form = consultation_named(slug), NoteForm()
    if not form.validate():
        return _open_page(consultation, note=form, status=422)
    by, words = current_person().shown_as, form.words.data or ""
    try:
        approval.ask_for_review(consultation, words=words, by=by, at=clock.now())
    except approval.NothingToReviewError:
        form.form_errors.append(NOT_READY)
        return _open_page(consultation, note=form, status=422)
    return see_other("plan.open_form", slug=slug, asked="yes")


@bp.post("/consultations/<slug>/return", endpoint="return_review")
@requires(Permission.OPEN_CONSULTATION)
def return_review(slug: str) -> Response:
    """Send it back, with words that say what to change."""
    consultation, form = consultation_named(slug), NoteForm()
    if not form.validate() or not form.says_something():
        return _open_page(consultation, note=form, status=422)
    by, reply = current_person().shown_as, form.words.data or ""
    try:
        approval.return_for_changes(consultation, reply=reply, by=by, at=clock.now())
    except approval.NothingToReviewError:
        return see_other("plan.open_form", slug=slug)
    return see_other("plan.open_form", slug=slug, returned="yes")


def _is_change(consultation: Consultation) -> bool:
    return consultation.approved_at is not None


def _open_page(
    consultation: Consultation,
    form: ReasonsForm | None = None,
    *,
    note: NoteForm | None = None,
    status: int = 200,
) -> Response:
    row, is_change = queries.working_row(consultation.id), _is_change(consultation)
    definition = queries.compiled_version(row.id, row.sha256).definition
    found, by = readiness(consultation, row, at=clock.now()), current_person().shown_as
    return page(
        "plan/open_form.html",
        status=status,
        consultation=consultation,
        is_change=is_change,
        has_working=row.frozen_at is None,
        row=row,
        is_own=is_same_person(by, name=row.made_by, officer_id=row.made_by_id),
        found=found,
        names=TASK_NAMES,
        words_of=words_of_task,
        form=form or reasons_form(found, is_change=is_change),
        note=note or NoteForm(formdata=None),
        review=queries.newest_review(consultation.id),
        measures=reading_of(definition),
        wording=wording_of(definition),
        told=request.args,
        has_errors=status != 200,  # noqa: PLR2004 - anything but well
    )
