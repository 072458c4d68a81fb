"""The officer’s pages on what people said about themselves, and for files of replies."""

from flask import Blueprint, Response, abort

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.analyse import actions
from consult.core.pages import page
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at

bp = Blueprint("analyse", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>")


@bp.get("/about-people")
@requires(Permission.READ_EQUALITY)
def about_people(slug: str) -> Response:
    """Say what the figures are for and what to mind. A GET cannot write who looked."""
    return page("analyse/about_people.html", consultation=_consultation(slug))


@bp.post("/about-people", endpoint="show_about_people")
@requires(Permission.READ_EQUALITY)
def show_about_people(slug: str) -> Response:
    """Show the exact figures once, and keep in the history who looked."""
    read = actions.read_about_people(slug, by=current_person().shown_as)
    consultation, about = read or abort(404)
    return page("analyse/about_people.html", consultation=consultation, about=about)


def _consultation(slug: str) -> Consultation:
    return consultation_at(slug) or abort(404)
