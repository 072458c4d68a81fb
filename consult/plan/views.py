"""The officer’s pages for bringing in, opening, dating and exporting a consultation."""

import json
from collections.abc import Sequence

from flask import Blueprint, Response, abort

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.forms import REASON_NEEDED
from consult.compact.rules import ReasonNeededError, broken_by_opening, default_last_day
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import download, page, see_other
from consult.plan import actions, queries
from consult.plan.checks.files import read_document
from consult.plan.checks.reading import reading_of, wording_of
from consult.plan.forms import DatesForm, ImportForm, OpenForm, marked_words_for
from consult.plan.models import Consultation

bp = Blueprint("plan", __name__, url_prefix="/<language:lang>/officer")


@bp.get("/add-consultation")
@requires(Permission.IMPORT_CONSULTATION)
def import_file() -> Response:
    """Show the form for a definition file."""
    return page("plan/import_file.html", form=ImportForm())


@bp.post("/add-consultation", endpoint="import_file_now")
@requires(Permission.IMPORT_CONSULTATION)
def import_file_now() -> Response:
    """Make a consultation from the file, or show everything that is wrong with it."""
    form = ImportForm()
    if not form.validate():
        return _refused(form)
    document, problems = read_document(form.file.data.read() if form.file.data else b"")
    if document is None:
        return _refused(form, [marked_words_for(one) for one in problems])
    try:
        made = actions.import_definition(
            document,
            by=current_person().shown_as,
            at=clock.now(),
            reason=form.reason.data,
            may_move_dates=current_person().may(Permission.CHANGE_DATES),
        )
    except actions.DefinitionRefusedError as error:
        return _refused(form, [marked_words_for(one) for one in error.problems])
    except ReasonNeededError as error:
        form.reason.errors = [REASON_NEEDED[one] for one in error.broken]
        return _refused(form)
    return see_other("home.officer_consultation", slug=made.slug)


@bp.get("/consultations/<slug>/open")
@requires(Permission.OPEN_CONSULTATION)
def open_form(slug: str) -> Response:
    """Show whether the consultation is ready to open."""
    return _open_page(_consultation(slug), OpenForm())


@bp.post("/consultations/<slug>/open")
@requires(Permission.OPEN_CONSULTATION)
def open_now(slug: str) -> Response:
    """Let it open by the clock, or ask for the reason that is missing."""
    consultation, form = _consultation(slug), OpenForm()
    if not form.validate():
        return _open_page(consultation, form, status=422)
    try:
        actions.open_consultation(
            consultation,
            by=current_person().shown_as,
            at=clock.now(),
            reason=form.reason.data,
        )
    except ReasonNeededError as error:
        form.reason.errors = [REASON_NEEDED[one] for one in error.broken]
        return _open_page(consultation, form, status=422)
    return see_other("home.officer_consultation", slug=slug)


@bp.get("/consultations/<slug>/dates")
@requires(Permission.CHANGE_DATES)
def dates_form(slug: str) -> Response:
    """Show the dates."""
    return _dates_page(_consultation(slug), DatesForm(obj=_consultation(slug)))


@bp.post("/consultations/<slug>/dates")
@requires(Permission.CHANGE_DATES)
def dates_now(slug: str) -> Response:
    """Change the dates, with a stated reason."""
    consultation, form = _consultation(slug), DatesForm()
    if not form.validate():
        return _dates_page(consultation, form, status=422)
    try:
        actions.change_dates(
            consultation,
            opens=form.opens.data or consultation.opens,
            closes=form.closes.data or consultation.closes,
            reason=form.reason.data,
            by=current_person().shown_as,
            at=clock.now(),
        )
    except ReasonNeededError as error:
        form.reason.errors = [REASON_NEEDED[one] for one in error.broken]
    except actions.DefinitionRefusedError as error:
        form.closes.errors = [marked_words_for(one) for one in error.problems]
    if form.errors:
        return _dates_page(consultation, form, status=422)
    return see_other("home.officer_consultation", slug=slug)


@bp.get("/consultations/<slug>/definition.json")
@requires(Permission.EXPORT_CONSULTATION)
def export(slug: str) -> Response:
    """Give the definition as a file; importing it again changes nothing."""
    document = queries.exported(_consultation(slug))
    body = json.dumps(document, ensure_ascii=False, indent=1)
    return download(body, name=f"{slug}.json", kind="application/json; charset=utf-8")


def _consultation(slug: str) -> Consultation:
    return queries.consultation_at(slug) or abort(404)


def _refused(form: ImportForm, problems: Sequence[str] = ()) -> Response:
    form.file.errors = [*form.file.errors, *problems]
    return page("plan/import_file.html", status=422, form=form, has_errors=True)


def _open_page(consultation: Consultation, form: OpenForm, *, status: int = 200) -> Response:
    version = queries.current_version(consultation.id)
    return page(
        "plan/open_form.html",
        status=status,
        consultation=consultation,
        form=form,
        measures=reading_of(version.definition),
        wording=wording_of(version.definition),
        is_late=broken_by_opening(
            consultation.opens, consultation.closes, approved=day_of(clock.now())
        ),
        has_errors=bool(form.errors),
    )


def _dates_page(consultation: Consultation, form: DatesForm, *, status: int = 200) -> Response:
    return page(
        "plan/dates_form.html",
        status=status,
        consultation=consultation,
        form=form,
        full_period_ends=default_last_day(consultation.opens),
        has_errors=bool(form.errors),
    )
