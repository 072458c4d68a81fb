"""Background work of the plan stage: editions of a consultation."""

from flask_babel import force_locale

from accessibility.document import document_texts
from accessibility.large_print import large_print_pdf
from accessibility.pdf_check import problems_in_pdf
from consult.core import clock
from consult.core.queue import Run, job
from consult.editions.actions import keep
from consult.editions.models import LARGE_PRINT
from consult.plan.checks.editions import document_of, source_of
from consult.plan.queries import consultation_by_id, current_version, held_consultation

SMALLEST_PRINT = 18  # points, on every line of a large print page


class EditionFailedError(Exception):
    """A made file did not pass its check, so it is not offered."""


class EditionOutdatedError(Exception):
    """The dates moved while the file was made; another try makes it with the new ones."""


@job("plan.large_print")
def make_large_print(run: Run) -> None:
    """Make the large print PDF of a consultation, check it with another library, keep it."""
    with run.reading(), force_locale("en"):
        consultation = consultation_by_id(run.subject_id)
        version = current_version(consultation.id)
        document = document_of(consultation, version.definition)
        source = source_of(consultation, version.sha256)
    body = large_print_pdf(document)
    problems = problems_in_pdf(
        body,
        minimum_points=SMALLEST_PRINT,
        language=document.language,
        source_text="\n".join(document_texts(document)),
    )
    if problems:
        raise EditionFailedError
    if source_of(held_consultation(run.subject_id), version.sha256) != source:
        raise EditionOutdatedError
    keep(
        run.subject_id,
        format=LARGE_PRINT,
        language=document.language,
        source=source,
        body=body,
        at=clock.now(),
    )
