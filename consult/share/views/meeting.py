"""Where officers see what was asked for, what is due first, and write down each step."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import NUMBER, page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.share import actions, queries
from consult.share.forms.meeting import STATE_WORDS, StepForm
from consult.share.forms.words import FORMAT_WORDS, language_words, words_of
from consult.share.models import RequestedFormat
from consult.share.queries import Asked
from consult.share.rules.promises import KEPT_FOR, days_late, fair_end
from consult.share.rules.steps import State, next_steps, state_of

desk = Blueprint("requests", __name__, url_prefix="/<language:lang>/officer")

# No database can look for a larger number.
REQUEST = f"/requests/<{NUMBER}:request_id>"


@desk.get("/requests")
@requires(Permission.MEET_REQUESTS)
def queue() -> Response:
    """Show what people asked for, of every consultation of one’s organisation."""
    return _queue_page(None)


@desk.get("/consultations/<slug>/requests")
@requires(Permission.MEET_REQUESTS)
def queue_of(slug: str) -> Response:
    """Show what people asked for, of one consultation."""
    return _queue_page(consultation_at(slug) or abort(404))


@desk.get(REQUEST)
@requires(Permission.MEET_REQUESTS)
def detail(request_id: int) -> Response:
    """Show a request whole, with how to reach the person: the only page that does."""
    return _detail_page(queries.asked_by_id(request_id) or abort(404))


@desk.post(REQUEST, endpoint="step")
@requires(Permission.MEET_REQUESTS)
def step(request_id: int) -> Response:
    """Write down that a format was made, checked or sent, or that it cannot be made."""
    found = queries.asked_by_id(request_id, lock=True) or abort(404)
    item = found.item(request.form.get("item", "")) or abort(404)
    pressed = next((one for one in State if one == request.form.get("step")), None) or abort(404)
    form = _step_form(item)
    if not form.is_clear(pressed):
        return _detail_page(found, {item.id: form}, status=422)
    words = {"name": form.name.data or "", "reason": form.reason.data or ""}
    try:
        by = current_person().shown_as
        actions.take_step(item, pressed, by=by, at=clock.now(), **words)
    except actions.NotNowError:
        return _detail_page(found, status=HTTPStatus.CONFLICT)
    return see_other("requests.detail", request_id=request_id)


def _queue_page(consultation: Consultation | None) -> Response:
    today = day_of(clock.now())
    whose = queries.of_organisation(current_person().whose(Permission.MEET_REQUESTS))
    which = queries.of_one(consultation) if consultation else whose
    return page(
        "share/queue.html",
        consultation=consultation,
        waiting=queries.waiting(which),
        ended=queries.ended(which),
        most_shown=queries.MOST_SHOWN,
        format_words=FORMAT_WORDS,
        language_words=language_words,
        state_words=STATE_WORDS,
        state_of=state_of,
        late=lambda item: days_late(item.promised_by, today),
    )


def _step_form(item: RequestedFormat) -> StepForm:
    """Return the form of one format: a page can have several."""
    return StepForm(request.form, prefix=f"format-{item.id}", name=current_person().name)


def _detail_page(
    found: Asked, forms: dict[int, StepForm] | None = None, *, status: int = 200
) -> Response:
    today = day_of(clock.now())
    forms = {one.id: _step_form(one) for one in found.items} | (forms or {})
    return page(
        "share/detail.html",
        status=status,
        found=found,
        contact=queries.contact_of(found.request),
        kept_days=KEPT_FOR.days,
        forms=forms,
        reply_of=queries.reply_of,
        language_words=language_words,
        words_of=words_of,
        state_words=STATE_WORDS,
        state_of=state_of,
        next_steps=next_steps,
        late=lambda item: days_late(item.promised_by, today),
        more_time=lambda item: _more_time(found, item),
        is_stale=status == HTTPStatus.CONFLICT,
        has_errors=any(form.errors for form in forms.values()),
    )


def _more_time(found: Asked, item: RequestedFormat) -> object:
    """Return the day until which this person should have time to answer, if it is another."""
    today, consultation = day_of(clock.now()), found.consultation
    ready = day_of(item.sent_at) if item.sent_at else max(item.promised_by, today)
    asked = day_of(found.request.asked_at)
    return fair_end(asked, ready, opens=consultation.opens, closes=consultation.closes)
