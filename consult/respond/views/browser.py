"""What a person’s browser holds, where it is led, and pages that say no."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import NotFound

from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import page, see_other, typed_texts
from consult.core.security import keyed, network_of
from consult.respond.actions.drafts import NotOpenError, key_of
from consult.respond.actions.sending import arrival_of
from consult.respond.models import Draft
from consult.respond.queries import Begun, draft_with
from consult.respond.rules.pages import Page, Part, next_page, part_of
from consult.respond.rules.standing import Arrival

bp = Blueprint("respond", __name__, url_prefix="/<language:lang>/consultations/<slug>")

KEPT_FOR = 120 * 24 * 3600  # seconds; a draft itself lasts as long as the consultation
RECEIPT_KEPT_FOR = 30 * 60  # seconds in which a receipt can be read without its code


class NoDraft(NotFound):
    """The cookie opens no draft of this consultation."""

    code = 410


@bp.errorhandler(NotOpenError)
def not_open(error: NotOpenError) -> Response:
    """Say when the consultation is open. Nothing was lost: what was saved stays saved."""
    return page(
        "errors/not_open.html",
        status=410,
        consultation=error.consultation,
        typed=typed_texts(),
    )


@bp.errorhandler(NoDraft)
def no_draft(_error: NoDraft) -> Response:
    """Say that there is nothing begun on this device, and how to start or come back."""
    slug = str((request.view_args or {})["slug"])
    has_receipt = bool(receipt_cookie(slug))
    return page("errors/no_draft.html", status=410, slug=slug, has_receipt=has_receipt)


def begun_here(slug: str) -> Begun:
    """Return the draft that this browser holds the key of. Raises NoDraft or NotOpenError."""
    begun = draft_with(draft_cookie(slug), slug)
    if begun is None:
        raise NoDraft
    return begun


def grace() -> timedelta:
    """Return how long after the end people may send what they were checking."""
    return timedelta(minutes=current_app.config["GRACE_MINUTES"])


def came(begun: Begun) -> Arrival:
    """Say whether this draft is in time now. Raises NotOpenError before the first day."""
    return arrival_of(begun, clock.now(), grace=grace())


def network() -> str:
    """Return a name for where somebody comes from that is another one tomorrow."""
    return keyed(f"network {day_of(clock.now())}", network_of(request.remote_addr or ""))


def address_of(slug: str, asked: Page) -> dict[str, str]:
    """Return the parts of the address of a question."""
    return {"slug": slug, **asked.address}


def go_on(begun: Begun, *, after: Page | None, then: str = "") -> Response:
    """Lead to the page that follows; at the end of a part, to where it is looked through."""
    slug = begun.consultation.slug
    part = part_of(after.question) if after else Part.MAIN
    first = after if then != "check" else None
    following = next_page(
        begun.version.definition, begun.draft.typed.answers, after=first, part=part
    )
    if following is None:
        return see_other("respond.check" if part is Part.MAIN else "respond.about_you", slug=slug)
    extra = {"then": "check"} if then == "check" else {}
    return see_other("respond.question", **address_of(slug, following), **extra)


def draft_cookie(slug: str) -> str:
    """Return the key of a draft that this browser holds."""
    held = request.cookies
    return held.get(_name("draft", slug)) or held.get(_name("earlier", slug), "")


def receipt_cookie(slug: str) -> str:
    """Return the receipt code that this browser holds for a short while."""
    return request.cookies.get(_name("receipt", slug), "")


def with_draft(response: Response, slug: str, draft: Draft) -> Response:
    """Leave the key of a draft with this browser, and the key it held aside: nothing is lost.

    Somebody who comes back with a code on a family’s computer takes nobody’s answers away.
    """
    key, held = key_of(draft), request.cookies.get(_name("draft", slug), "")
    if held and held != key:
        response = _with(response, _name("earlier", slug), held, KEPT_FOR)
    return with_key(response, slug, key)


def with_key(response: Response, slug: str, key: str) -> Response:
    """Leave the key of a draft with the person’s own browser."""
    if has_left(slug):
        response = forgetting(response, slug, "left")
    return _with(response, _name("draft", slug), key, KEPT_FOR)


def with_receipt(response: Response, slug: str, code: str) -> Response:
    """Let this browser read the receipt for a while. Then it takes the code."""
    return _with(response, _name("receipt", slug), code, RECEIPT_KEPT_FOR)


def with_only_receipt(response: Response, slug: str, code: str) -> Response:
    """Let this browser read the receipt for a while, and forget the draft, which is sent."""
    return with_receipt(forgetting(response, slug, "draft"), slug, code)


def leaving(response: Response, slug: str) -> Response:
    """Let the browser forget everything, and know that pages of before open nothing more."""
    return _with(forgetting(response, slug), _name("left", slug), "1", KEPT_FOR)


def has_left(slug: str) -> bool:
    """Say whether somebody asked this browser to forget them, and nobody has begun since."""
    return _name("left", slug) in request.cookies


def forgetting(response: Response, slug: str, *whats: str) -> Response:
    """Let the browser forget, for the next person who sits down here: all, or one thing."""
    for what in whats or ("draft", "receipt", "earlier"):
        response.delete_cookie(
            _name(what, slug),
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SECURE_COOKIES"]),
        )
    return response


def _with(response: Response, name: str, value: str, seconds: int) -> Response:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SECURE_COOKIES"]),
    )
    return response


def _name(what: str, slug: str) -> str:
    return f"{'__Host-' if current_app.config['SECURE_COOKIES'] else ''}{what}-{slug}"
