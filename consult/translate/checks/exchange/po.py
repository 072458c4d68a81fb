"""A sheet as gettext PO; the key of a text is its context."""

import io

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po as parsed
from babel.messages.pofile import write_po as spelled

from consult.core.languages import LANGUAGES
from consult.translate.checks.exchange.sheet import Line, Sheet


def write_po(sheet: Sheet) -> bytes:
    """Return the file of a sheet."""
    catalogue = _catalogue(sheet.slug, sheet.language)
    for line in sheet.lines:
        catalogue.add(line.source, line.text, context=line.key)
    made = io.BytesIO()
    spelled(made, catalogue, width=0)
    return made.getvalue()


def _catalogue(slug: str, language: str) -> Catalog:
    babel = LANGUAGES[language].babel if language in LANGUAGES else language
    return Catalog(locale=babel, project=slug, header_comment="", fuzzy=False)


def read_po(body: bytes) -> Sheet:
    """Return the sheet of a file."""
    catalogue = parsed(io.BytesIO(body), abort_invalid=True)
    lines = tuple(
        Line(str(message.context or ""), str(message.id), str(message.string or ""))
        for message in catalogue
        if message.id
    )
    return Sheet(str(catalogue.project), str(catalogue.locale_identifier or ""), lines)
