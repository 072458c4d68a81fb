"""Building the report: counts in a long read, then one short write."""

from consult.analyse.queries import counts, quotable, theme_counts
from consult.analyse.rules.disclosure import shown_number
from consult.analyse.rules.figures import channels_shown, figures_of, themes_shown
from consult.core import clock
from consult.core.queue import Run, job
from consult.plan.queries import current_version
from consult.report.actions import keep_draft
from consult.report.queries import BUILD
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
