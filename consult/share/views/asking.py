"""Where people ask for another format or language, and see how it stands: no account."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.days import day_of
from consult.core.languages import current_language
from consult.core.pages import page, see_other
from consult.core.security import RECEIPT_GROUP, clean_code, new_key
from consult.plan.models import Consultation
from consult.plan.queries import public_consultation_at
from consult.respond.actions.drafts import note_wrong_code
from consult.respond.queries import count_tries
from consult.respond.views.browser import network
from consult.respond.views.cookies import receipt_cookie, with_receipt
from consult.respond.views.patience import TRIES_WITHIN, has_tried_enough
from consult.share import actions, queries
from consult.share.forms.asking import AskForm, ReferenceForm, ReplyForm
from consult.share.forms.words import words_of
from consult.share.models import RequestedFormat
from consult.share.queries import Asked
from consult.share.rules.formats import ASKABLE, ENGLISH, Item, needs_of
from consult.share.rules.promises import KEPT_FOR, days_late, promised_by
from consult.share.rules.steps import state_of

bp = Blueprint("share", __name__, url_prefix="/<language:lang>/consultations/<slug>/ask")

REACH = "reach"  # what the second page says of itself
BACK = "back"  # what the button says that leads to the first page again
# From one network in an hour: in a library, staff ask for many people.
MOST_ASKED = 20
OF = "request"  # what a browser calls the reference it holds


@bp.get("")
@requires(Permission.ASK_FORMAT)
def ask(slug: str) -> Response:
    """Ask what a person needs, with the day by which we promise each."""
    return _what_page(_public(slug), AskForm(data={"key": new_key()}))


@bp.post("", endpoint="reach")
@requires(Permission.ASK_FORMAT)
def reach(slug: str) -> Response:
    """Ask how to reach the person, then keep the request; both pages post here."""
    consultation, form = _public(slug), AskForm(request.form)
    if request.form.get("go") == BACK:
        return _what_page(consultation, form)
    if not form.is_clear():
        return _what_page(consultation, form, status=422)
    if form.page.data != REACH:
        return _reach_page(consultation, form)
    if not form.can_be_reached():
        return _reach_page(consultation, form, status=422)
    if _have_asked_enough(network()):
        return _reach_page(consultation, form, status=429)
    return _kept(consultation, form)


def _kept(consultation: Consultation, form: AskForm) -> Response:
    now = clock.now()
    code = actions.ask(
        consultation,
        form.items,
        form.contact(),
        key=form.key.data or "",
        language=current_language().code,
        at=now,
    )
    actions.note_asked(network(), at=now)
    return _to_request(consultation.slug, code)


def _have_asked_enough(here: str) -> bool:
    asked_from, since = actions.asked_from(here), clock.now() - TRIES_WITHIN
    return count_tries(asked_from, since=since) >= MOST_ASKED


@bp.get("/request")
@requires(Permission.ASK_FORMAT)
def asked(slug: str) -> Response:
    """Show how a request stands; without one here, ask for its reference."""
    found = queries.asked_with(receipt_cookie(slug, of=OF), slug)
    return _asked_page(found) if found else _code_page(_public(slug), ReferenceForm())


@bp.post("/request", endpoint="open_request")
@requires(Permission.ASK_FORMAT)
def open_request(slug: str) -> Response:
    """Open a request with its reference, on any device."""
    consultation, form, here = _public(slug), ReferenceForm(request.form), network()
    if has_tried_enough(here):
        form.problem("too-many")
        return _code_page(consultation, form, status=429)
    if queries.asked_with(form.code.data or "", slug) is None:
        note_wrong_code(here, at=clock.now())
        form.problem("no-such-code" if form.code.data else "no-code")
        return _code_page(consultation, form, status=422)
    return _to_request(slug, form.code.data or "")


@bp.post("/request/reply", endpoint="reply")
@requires(Permission.ASK_FORMAT)
def reply(slug: str) -> Response:
    """Keep whether what we sent worked for the person. A cookie alone changes nothing."""
    code = request.form.get("code", "")
    found = queries.asked_with(code, slug, lock=True)
    if found is None:
        return _code_page(_public(slug), ReferenceForm(), status=410)
    item = found.item(request.form.get("item", "")) or abort(404)
    form = _reply_form(item)
    if not form.is_clear():
        return _asked_page(found, {item.id: form}, status=422)
    try:
        worked, words = form.worked.data == "yes", form.words.data or ""
        actions.keep_reply(found.request, item, worked=worked, words=words)
    except actions.NotNowError:
        return _asked_page(found, status=409)
    return _to_request(slug, code)


def _public(slug: str) -> Consultation:
    return public_consultation_at(slug) or abort(404)


def _to_request(slug: str, code: str) -> Response:
    onward = see_other("share.asked", slug=slug)
    return with_receipt(onward, slug, clean_code(code), of=OF)


def _in_groups(code: str) -> str:
    """Return a reference as people read it out, however it was typed."""
    letters = clean_code(code)
    starts = range(0, len(letters), RECEIPT_GROUP)
    return "-".join(letters[at : at + RECEIPT_GROUP] for at in starts)


def _what_page(consultation: Consultation, form: AskForm, *, status: int = 200) -> Response:
    form.page.data = ""
    now = clock.now()
    promises = {name: promised_by(now, Item(name, ENGLISH)) for name in ASKABLE}
    return page(
        "share/ask.html",
        status=status,
        consultation=consultation,
        form=form,
        promises=promises,
        has_errors=bool(form.errors),
    )


def _reach_page(consultation: Consultation, form: AskForm, *, status: int = 200) -> Response:
    form.page.data = REACH
    now, items = clock.now(), form.items
    return page(
        "share/reach.html",
        status=status,
        consultation=consultation,
        form=form,
        promises=[(words_of(one.format, one.language), promised_by(now, one)) for one in items],
        needs=needs_of(items),
        kept_days=KEPT_FOR.days,
        too_many=status == HTTPStatus.TOO_MANY_REQUESTS,
        has_errors=status != HTTPStatus.OK,
    )


def _reply_form(item: RequestedFormat) -> ReplyForm:
    """Return the form of one format: a page can have several."""
    return ReplyForm(request.form, prefix=f"format-{item.id}")


def _asked_page(
    found: Asked, forms: dict[int, ReplyForm] | None = None, *, status: int = 200
) -> Response:
    forms = {one.id: _reply_form(one) for one in found.items} | (forms or {})
    today, slug = day_of(clock.now()), found.consultation.slug
    return page(
        "share/asked.html",
        status=status,
        found=found,
        code=_in_groups(request.form.get("code") or receipt_cookie(slug, of=OF)),
        forms=forms,
        words_of=words_of,
        state_of=state_of,
        late=lambda item: days_late(item.promised_by, today),
        has_errors=any(form.errors for form in forms.values()),
    )


def _code_page(consultation: Consultation, form: ReferenceForm, *, status: int = 200) -> Response:
    return page(
        "share/open_request.html",
        status=status,
        consultation=consultation,
        form=form,
        has_errors=bool(form.errors),
    )
