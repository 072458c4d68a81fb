"""The officer’s page: who can try a consultation, and until when."""

from flask import Blueprint, Response, abort, current_app, request, url_for

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import NUMBER, page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.preview import actions, queries
from consult.preview.rules import LASTS

desk = Blueprint(
    "previews", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>/preview"
)


@desk.get("")
@requires(Permission.IMPORT_CONSULTATION)
def links(slug: str) -> Response:
    """Show the addresses that work now."""
    return _links_page(_consultation(slug))


@desk.post("")
@requires(Permission.IMPORT_CONSULTATION)
def give(slug: str) -> Response:
    """Make an address, and show it this once."""
    consultation = _consultation(slug)
    key = actions.give(consultation, by=current_person().shown_as, at=clock.now())
    site = current_app.config["BASE_URL"] or request.host_url.rstrip("/")
    return _links_page(consultation, address=site + url_for("preview.enter", key=key))


@desk.post(f"/<{NUMBER}:link_id>/end")
@requires(Permission.IMPORT_CONSULTATION)
def end(slug: str, link_id: int) -> Response:
    """End an address before its time."""
    link = queries.live_link(_consultation(slug).id, link_id, clock.now()) or abort(404)
    actions.end(link, by=current_person().shown_as, at=clock.now())
    return see_other("previews.links", slug=slug, ended="yes")


def _consultation(slug: str) -> Consultation:
    return consultation_at(slug) or abort(404)


def _links_page(consultation: Consultation, *, address: str = "") -> Response:
    return page(
        "preview/links.html",
        consultation=consultation,
        links=queries.live_links(consultation.id, clock.now()),
        address=address,
        days=LASTS.days,
        is_ended=request.args.get("ended") == "yes",
    )
