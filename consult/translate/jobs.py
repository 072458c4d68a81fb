"""Background work: a consultation in every format and every language it is offered in."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from accessibility.document import Document
from accessibility.formats import formats_in
from consult.core import clock
from consult.core.languages import LANGUAGES, speaking
from consult.core.queue import Run, job
from consult.editions.actions import keep
from consult.editions.checks import made_in
from consult.editions.models import CONSULTATION, MAKE_COPIES
from consult.plan.checks.editions import document_of, source_of
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_by_id, current_version, held_consultation
from consult.translate.queries import said_in, texts_in
from consult.translate.rules.states import due_for_copies


class EditionFailedError(Exception):
    """No file that was made passed its check, so none is offered."""


class EditionOutdatedError(Exception):
    """The dates or words moved while the files were made; another try makes them anew."""


@dataclass(frozen=True)
class _Source:
    """What the editions of one language are made of."""

    document: Document
    sha256: str


@job(MAKE_COPIES)
def make_editions(run: Run) -> None:
    """Make a consultation in each format, check each with another library, keep what passes."""
    with run.reading():
        consultation = consultation_by_id(run.subject_id)
        version = current_version(consultation.id)
        sources = _sources(consultation, version)
    wanted = [(code, one) for code in sources for one in formats_in(code)]
    made = []
    for done, (code, form) in enumerate(wanted):
        run.progress(done, len(wanted), leases=4)
        source = sources[code]
        made.append(made_in(form, source.document, about=CONSULTATION, source=source.sha256))
    if all(one.problem for one in made):
        raise EditionFailedError
    held = held_consultation(run.subject_id)
    now = {code: source_of(held, version.sha256, code) for code in sources}
    if now != {code: one.sha256 for code, one in sources.items()}:
        raise EditionOutdatedError
    for one in made:
        keep(run.subject_id, one, at=clock.now())


def _sources(consultation: Consultation, version: Version) -> Mapping[str, _Source]:
    """Return what is said in each language that is whole: no copy mixes two of them."""
    found = {}
    for code in ("en", *consultation.offered_in):
        if code != "en" and due_for_copies(texts_in(consultation, code)):
            continue
        said = said_in(version, consultation, code)
        with speaking(LANGUAGES[code]):
            document = document_of(
                consultation, said, organisation=current_app.config["ORGANISATION"]
            )
        found[code] = _Source(document, source_of(consultation, version.sha256, code))
    return found
