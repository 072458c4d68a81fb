"""What came later than the rest: the days it lacks, and what is done about it."""

from datetime import date, timedelta

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.days import day_of
from consult.core.languages import Language
from consult.core.pages import page, see_other
from consult.plan.models import Consultation
from consult.translate.actions.offering import come_late, offer
from consult.translate.actions.refusals import NotWholeError
from consult.translate.forms import NOT_LATE, LateForm, amends_form, filled_in
from consult.translate.queries import late_copies
from consult.translate.rules.parity import days_late
from consult.translate.views.blueprint import bp, found, language_at


@bp.get("/languages/<code>/late")
@requires(Permission.OFFER_LANGUAGE)
def late_language(slug: str, code: str) -> Response:
    """Show how many days fewer people have who read a language, and ask what to do."""
    consultation, into = found(slug), language_at(code)
    return _page(consultation, amends_form(), into)


@bp.post("/languages/<code>/late", endpoint="late_language_now")
@requires(Permission.OFFER_LANGUAGE)
def late_language_now(slug: str, code: str) -> Response:
    """Offer a language late, with what is done about it."""
    consultation, into = found(slug), language_at(code)
    form = amends_form()
    if not form.validate():
        return _page(consultation, form, into, status=422)
    by = current_person().shown_as
    try:
        offer(consultation, into.code, by=by, at=clock.now(), amends=form.amends())
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return _page(consultation, form, into, status=422)
    except NotWholeError:
        return see_other("translate.texts", slug=slug, code=code)
    return see_other("translate.languages", slug=slug)


@bp.get("/copies/late")
@requires(Permission.OFFER_LANGUAGE)
def late_format(slug: str) -> Response:
    """Ask which format came late, and what to do; filled in where the list of copies leads here."""
    consultation, named = found(slug), (request.args.get("format"), request.args.get("language"))
    copies = (one for one in late_copies(consultation) if (one.format, one.language) == named)
    known = next(map(filled_in, copies), {"came": day_of(clock.now())})
    return _page(consultation, LateForm(formdata=None, data=known))


@bp.post("/copies/late", endpoint="late_format_now")
@requires(Permission.OFFER_LANGUAGE)
def late_format_now(slug: str) -> Response:
    """Say in public that a format came late, with what is done about it."""
    consultation, form = found(slug), LateForm()
    if not form.validate():
        return _page(consultation, form, status=422)
    days = _days(consultation, form.came.data)
    if days == 0:
        form.came.errors = [NOT_LATE]
        return _page(consultation, form, status=422)
    try:
        come_late(
            consultation,
            form.late(days),
            amends=form.amends(),
            by=current_person().shown_as,
            at=clock.now(),
        )
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return _page(consultation, form, status=422)
    return see_other("translate.editions", slug=slug)


def _days(consultation: Consultation, came: date | None) -> int:
    if came is None:
        return 0
    approved = consultation.approved_at
    return days_late(consultation.opens, day_of(approved) if approved else None, at=came)


def _page(
    consultation: Consultation,
    form: LateForm,
    into: Language | None = None,
    *,
    status: int = 200,
) -> Response:
    days = _days(consultation, day_of(clock.now()))
    return page(
        "translate/late_language.html" if into else "translate/late_format.html",
        status=status,
        consultation=consultation,
        into=into,
        form=form,
        days=days,
        full_time=consultation.closes + timedelta(days=days),
        has_errors=bool(form.errors),
    )
