"""Background work of the plan stage: editions of a consultation."""

import logging

from flask_babel import force_locale

from accessibility.document import Document
from accessibility.large_print import MissingFont, UnprintableText
from consult.core import clock
from consult.core.queue import Run, job
from consult.editions.actions import keep
from consult.editions.rules.formats import FORMATS, Format
from consult.plan.checks.editions import document_of, source_of
from consult.plan.queries import consultation_by_id, current_version, held_consultation

log = logging.getLogger(__name__)


class EditionFailedError(Exception):
    """No file that was made passed its check, so none is offered."""


class EditionOutdatedError(Exception):
    """The dates moved while the files were made; another try makes them with the new ones."""


@job("plan.editions")
def make_editions(run: Run) -> None:
    """Make a consultation in each format, check each with another library, keep what passes."""
    with run.reading(), force_locale("en"):
        consultation = consultation_by_id(run.subject_id)
        version = current_version(consultation.id)
        document = document_of(consultation, version.definition)
        source = source_of(consultation, version.sha256)
    made = {one.name: _made(one, document) for one in FORMATS.values()}
    if not any(made.values()):
        raise EditionFailedError
    if source_of(held_consultation(run.subject_id), version.sha256) != source:
        raise EditionOutdatedError
    for name, body in made.items():
        if body is not None:
            keep(
                run.subject_id,
                format=name,
                language=document.language,
                source=source,
                body=body,
                at=clock.now(),
            )


def _made(format: Format, document: Document) -> bytes | None:  # noqa: A002 - the field's own word
    """Return a file that passed its check. Another that failed takes nothing from anybody."""
    try:
        body = format.make(document)
        problems = format.problems(body, document)
    except (MissingFont, UnprintableText) as error:
        body, problems = b"", [str(error)]
    for problem in problems:
        log.error("%s is not offered: %s", format.name, problem)
    return None if problems else body
