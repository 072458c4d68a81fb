"""Documents of consultations, as the editions are made from them."""

from flask import current_app

from accessibility.document import Document
from consult.core.languages import LANGUAGES, speaking
from consult.plan.checks.editions import document_of
from consult.plan.queries import consultation_at, current_version
from consult.translate.queries import said_in


def document_at(slug: str, language: str = "en") -> Document:
    """Return the document of a consultation; needs an app context."""
    found = consultation_at(slug)
    assert found
    version = said_in(current_version(found.id), found, language)
    with speaking(LANGUAGES[language]):
        return document_of(found, version, organisation=current_app.config["ORGANISATION"])
