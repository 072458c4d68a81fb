"""Where a person’s browser is led, and pages that say no."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import NotFound

from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import page, see_other, typed_texts
from consult.core.security import keyed, network_of
from consult.respond.actions.drafts import NotOpenError
from consult.respond.actions.sending import arrival_of
from consult.respond.queries import Begun, draft_with
from consult.respond.rules.pages import Page
from consult.respond.rules.standing import Arrival
from consult.respond.views.asked import Answering, onward
from consult.respond.views.cookies import draft_cookie, receipt_cookie

bp = Blueprint("respond", __name__, url_prefix="/<language:lang>/consultations/<slug>")


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
    name, address = onward(begun.version, begun.draft.typed, after=after, then=then)
    return see_other(f"respond.{name}", slug=begun.consultation.slug, **address)


def answering(begun: Begun, key: str) -> Answering:
    """Return a draft as its pages show it. Raises NotOpenError before the first day."""
    typed = begun.draft.typed
    return Answering(begun.consultation, begun.version, typed, came(begun), key)
