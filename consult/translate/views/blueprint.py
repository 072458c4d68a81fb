"""Where these pages live, and what all of them begin with."""

from flask import Blueprint, abort

from consult.core.languages import LANGUAGES, Language
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at

bp = Blueprint("translate", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>")


def found(slug: str) -> Consultation:
    """Return the consultation at an address, or let the page be unknown."""
    return consultation_at(slug) or abort(404)


def language_at(code: str) -> Language:
    """Return a language that can be translated into, or let the page be unknown."""
    one = LANGUAGES.get(code)
    return one if one and one.code != "en" else abort(404)
