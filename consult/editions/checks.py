"""Makes a document in a format, and has another library look at what was made."""

import logging

from accessibility.document import Document
from accessibility.formats import REFUSALS, Format
from consult.editions.rules import Made

log = logging.getLogger(__name__)
MOST_TOLD = 300  # characters of a problem


def made_in(form: Format, document: Document, *, about: str, source: str) -> Made:
    """Return a file that passed its check, or why there is none. Others lose nothing by it."""
    try:
        body = form.make(document)
        problem = "; ".join(form.problems(body, document))[:MOST_TOLD]
    except REFUSALS as error:
        body, problem = b"", (str(error) or type(error).__name__)[:MOST_TOLD]
    if problem:
        log.error("%s in %s is not offered: %s", form.name, document.language, problem)
    kept = b"" if problem else body
    return Made(about, form.name, document.language, source, kept, problem)
