"""Recording who checked a text, and letting people read it."""

from datetime import timedelta

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.days import day_of
from consult.core.languages import LANGUAGES
from consult.core.pages import page, see_other
from consult.easy_read import actions
from consult.easy_read.actions import NotEasyError
from consult.easy_read.forms import CheckForm
from consult.easy_read.rules import Subject
from consult.easy_read.views.blueprint import TEXT, bp, subject_at
from consult.easy_read.views.texts import text_page
from consult.translate.forms import LateForm, amends_form


@bp.get(f"{TEXT}/check")
@requires(Permission.SIGN_EDITION)
def check(slug: str, about: str, code: str) -> Response:
    """Ask who read the text."""
    return _check_page(subject_at(slug, about, code), CheckForm())


@bp.post(f"{TEXT}/check", endpoint="record_check")
@requires(Permission.SIGN_EDITION)
def record_check(slug: str, about: str, code: str) -> Response:
    """Write down who read the text and found it right."""
    subject, form = subject_at(slug, about, code), CheckForm()
    today = day_of(clock.now())
    if not form.validate() or form.on.data is None or form.is_too_early(today):
        return _check_page(subject, form, status=422)
    with_whom, by = form.checked_with.data or "", current_person().shown_as
    try:
        actions.record_check(subject, checked_with=with_whom, on=form.on.data, by=by)
    except NotEasyError:
        return text_page(subject, status=422, is_refused=True)
    return see_other("easy_read.text", slug=slug, about=about, code=code)


@bp.post(f"{TEXT}/offer")
@requires(Permission.OFFER_LANGUAGE)
def offer(slug: str, about: str, code: str) -> Response:
    """Let people read the text, or take it away again."""
    subject, by = subject_at(slug, about, code), current_person().shown_as
    if "stop" in request.form:
        actions.stop_offering(subject, by=by)
        return see_other("easy_read.text", slug=slug, about=about, code=code)
    try:
        actions.offer(subject, by=by, at=clock.now())
    except NotEasyError:
        return text_page(subject, status=422, is_refused=True)
    except ReasonNeededError:
        return see_other("easy_read.late", slug=slug, about=about, code=code)
    return see_other("easy_read.text", slug=slug, about=about, code=code)


@bp.get(f"{TEXT}/late")
@requires(Permission.OFFER_LANGUAGE)
def late(slug: str, about: str, code: str) -> Response:
    """Show how many days fewer people have had with it, and ask what to do."""
    return _late_page(subject_at(slug, about, code), amends_form())


@bp.post(f"{TEXT}/late", endpoint="offer_late")
@requires(Permission.OFFER_LANGUAGE)
def offer_late(slug: str, about: str, code: str) -> Response:
    """Let people read it late, with what is done about it."""
    subject, form = subject_at(slug, about, code), amends_form()
    if not form.validate():
        return _late_page(subject, form, status=422)
    by = current_person().shown_as
    try:
        actions.offer(subject, by=by, at=clock.now(), amends=form.amends())
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return _late_page(subject, form, status=422)
    except NotEasyError:
        return text_page(subject, status=422, is_refused=True)
    return see_other("easy_read.text", slug=slug, about=about, code=code)


def _check_page(subject: Subject, form: CheckForm, *, status: int = 200) -> Response:
    return page(
        "easy_read/check.html",
        status=status,
        consultation=subject.consultation,
        subject=subject,
        form=form,
        has_errors=bool(form.errors),
    )


def _late_page(subject: Subject, form: LateForm, *, status: int = 200) -> Response:
    days = actions.days_it_is_late(subject, at=clock.now())
    return page(
        "easy_read/late.html",
        status=status,
        consultation=subject.consultation,
        subject=subject,
        into=LANGUAGES[subject.language],
        form=form,
        days=days,
        full_time=subject.consultation.closes + timedelta(days=days),
        has_errors=bool(form.errors),
    )
