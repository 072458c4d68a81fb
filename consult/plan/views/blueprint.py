"""Where these pages are, and the consultation that an address names."""

from typing import Any

from flask import Blueprint, abort

from consult.plan import queries
from consult.plan.models import Consultation

BUILD = "/consultations/<slug>/build"

bp = Blueprint("plan", __name__, url_prefix="/<language:lang>/officer")


def consultation_named(slug: str) -> Consultation:
    """Return the consultation at an address, or answer 404."""
    return queries.consultation_at(slug) or abort(404)


def working_document(consultation: Consultation) -> dict[str, Any]:
    """Return the document that officers edit."""
    return dict(queries.working_row(consultation.id).document)
