"""A preview as a document that copies are made from."""

from collections.abc import Mapping
from dataclasses import replace

from flask_babel import gettext as _

from accessibility.formats import FORMATS, Format, formats_in
from consult.core.languages import current_language
from consult.editions.checks import made_in
from consult.editions.models import CONSULTATION
from consult.editions.rules import Made
from consult.plan.checks.editions import document_of
from consult.preview.queries import Preview

# It takes minutes to speak, and nobody waits so long for a page.
TAKES_LONG = frozenset({"audio"})
# On a form that was printed from a preview: no number of a consultation.
REFERENCE = "PREVIEW"


def formats_here() -> tuple[Format, ...]:
    """Return the formats that a preview is made in, in the language of the page."""
    return tuple(
        one
        for one in formats_in(current_language().code)
        if one.name not in TAKES_LONG and not one.for_officers
    )


def formats_not_here() -> tuple[Format, ...]:
    """Return those that wait until it opens."""
    return tuple(one for one in FORMATS.values() if one.name in TAKES_LONG)


def copy_in(form: Format, preview: Preview, *, organisation: Mapping[str, str]) -> Made:
    """Return a copy that says on every page what it is, or why there is none."""
    document = document_of(preview.consultation, preview.version, organisation=organisation)
    title = _("Preview: %(title)s", title=document.title)
    marked = replace(document, title=title, reference=REFERENCE)
    return made_in(form, marked, about=CONSULTATION, source=preview.version.sha256)
