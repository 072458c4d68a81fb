"""Where these pages live, and what all of them begin with."""

from flask import Blueprint, abort

from consult.core.languages import LANGUAGES
from consult.easy_read.rules import Subject
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_at, current_version
from consult.translate.queries import said_in

bp = Blueprint("easy_read", __name__, url_prefix="/<language:lang>")

ABOUT = "<any(consultation,outcome):about>"
PUBLIC = "/consultations/<slug>/easy-read"
TEXTS = "/officer/consultations/<slug>/easy-read"
TEXT = f"{TEXTS}/{ABOUT}/<code>"


def subject_at(slug: str, about: str, code: str) -> Subject:
    """Return what a text tells of: in English, or in a language the consultation is offered in."""
    consultation = consultation_at(slug) or abort(404)
    if code not in languages_of(consultation):
        abort(404)
    return Subject(consultation, about, code)


def languages_of(consultation: Consultation) -> list[str]:
    """Return the codes of the languages in which there can be Easy Read."""
    return ["en", *(code for code in consultation.offered_in if code in LANGUAGES)]


def version_of(subject: Subject) -> Version:
    """Return the consultation’s words in the language of a text."""
    consultation = subject.consultation
    return said_in(current_version(consultation.id), consultation, subject.language)
