"""Building the report: counts in a long read, then one short write; and its copies."""

from accessibility.document import Document
from accessibility.formats import formats_in
from consult.analyse.queries import counts, quotable, theme_counts
from consult.analyse.rules.disclosure import shown_number
from consult.analyse.rules.figures import channels_shown, figures_of, themes_shown
from consult.core import clock
from consult.core.languages import LANGUAGES, speaking
from consult.core.queue import Run, job
from consult.editions.actions import keep
from consult.editions.checks import made_in
from consult.editions.models import OUTCOME
from consult.editions.queries import editions_of
from consult.plan.checks.editions import outcome_source_of
from consult.plan.queries import consultation_by_id, current_version, held_consultation
from consult.plan.queries.versions import all_that_was_asked
from consult.report.actions import keep_draft
from consult.report.checks import document_of_outcome, in_language_spoken
from consult.report.queries import BUILD, published
from consult.report.rules import Figures
from consult.report.rules.languages import is_whole
from consult.respond.queries import count_by_channel


@job(BUILD, is_watched=True)
def build(run: Run) -> None:
    """Count a closed consultation and keep a draft report. The subject is the consultation.

    What could point to single people is left behind here: only protected numbers are kept.
    """
    with run.reading():
        cut_off = clock.now()
        version = current_version(run.subject_id)
        asked = all_that_was_asked(run.subject_id)
        tallies = counts(run.subject_id, asked, progress=run.progress)
        channels = count_by_channel(run.subject_id)
        questions = figures_of(asked, tallies)
        themes = themes_shown(
            theme_counts(run.subject_id), tallies, quotable(run.subject_id), figures=questions
        )
    figures = Figures(
        responses=shown_number(sum(channels.values())),
        channels=channels_shown(channels),
        questions=questions,
        themes=themes,
    )
    keep_draft(run.subject_id, figures, version_id=version.id, cut_off=cut_off, at=clock.now())


# Nobody answers an outcome.
_ASKING = frozenset({"paper-form", "phone-script"})


class OutcomeChangedError(Exception):
    """Its words in a language changed while the files were made; another try makes them anew."""


@job("report.editions")
def make_editions(run: Run) -> None:
    """Make the published outcome in each format and each language that all of it is in.

    What is there already stays, and so does the name of who signed for it.
    """
    with run.reading():
        documents = _documents(run.subject_id)
        sources = [(document.language, source) for document, source in documents]
        kept = editions_of(run.subject_id, sources)
        there = {(one.language, one.format) for one in kept if not one.problem}
    wanted = [
        (document, source, form)
        for document, source in documents
        for form in formats_in(document.language)
        if form.name not in _ASKING and (document.language, form.name) not in there
    ]
    made = []
    for done, (document, source, form) in enumerate(wanted):
        run.progress(done, len(wanted), leases=4)
        made.append(made_in(form, document, about=OUTCOME, source=source))
    held = held_consultation(run.subject_id)
    if any(outcome_source_of(held, one.language) != source for one, source in documents):
        raise OutcomeChangedError
    for one in made:
        keep(run.subject_id, one, at=clock.now())


def _documents(consultation_id: int) -> list[tuple[Document, str]]:
    """Return the outcome in each language that is whole, with the hash of what stands in it."""
    outcome, consultation = published(consultation_id), consultation_by_id(consultation_id)
    if outcome is None:
        return []
    found = []
    for code in ("en", *consultation.offered_in):
        with speaking(LANGUAGES[code]):
            said = in_language_spoken(outcome, consultation)
            if code == "en" or is_whole(said):
                document = document_of_outcome(said)
                found.append((document, outcome_source_of(consultation, code)))
    return found
