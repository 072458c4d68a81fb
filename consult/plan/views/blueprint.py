"""Where these pages are, and the consultation that an address names."""

from flask import Blueprint, abort

from consult.plan import queries
from consult.plan.models import Consultation

bp = Blueprint("plan", __name__, url_prefix="/<language:lang>/officer")


def consultation_named(slug: str) -> Consultation:
    """Return the consultation at an address, or answer 404."""
    return queries.consultation_at(slug) or abort(404)
