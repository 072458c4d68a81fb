"""Building the report: counts in a long read, then one short write; and its copies."""

from accessibility.formats import formats_in
from consult.analyse.queries import counts, quotable, theme_counts
from consult.analyse.rules.disclosure import shown_number
from consult.analyse.rules.figures import channels_shown, figures_of, themes_shown
from consult.core import clock
from consult.core.languages import ENGLISH, speaking
from consult.core.queue import Run, job
from consult.editions.actions import keep
from consult.editions.checks import made_in
from consult.editions.models import OUTCOME
from consult.plan.queries import current_version
from consult.report.actions import keep_draft
from consult.report.checks import document_of_outcome
from consult.report.queries import BUILD, published
from consult.report.rules import Figures
from consult.respond.queries import count_by_channel


@job(BUILD)
def build(run: Run) -> None:
    """Count a closed consultation and keep a draft report. The subject is the consultation.

    What could point to single people is left behind here: only protected numbers are kept.
    """
    with run.reading():
        cut_off = clock.now()
        version = current_version(run.subject_id)
        tallies = counts(run.subject_id, version.definition, progress=run.progress)
        channels = count_by_channel(run.subject_id)
        questions = figures_of(version.definition, tallies)
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


@job("report.editions")
def make_editions(run: Run) -> None:
    """Make the published outcome in each format, check each, keep what passes."""
    with run.reading():
        outcome = published(run.subject_id)
    if outcome is None:
        return
    with speaking(ENGLISH):
        document = document_of_outcome(outcome.outcome)
    wanted = [one for one in formats_in("en") if one.name not in _ASKING]
    made = []
    for done, form in enumerate(wanted):
        run.progress(done, len(wanted), leases=4)
        made.append(made_in(form, document, about=OUTCOME, source=outcome.sha256))
    for one in made:
        keep(run.subject_id, one, at=clock.now())
