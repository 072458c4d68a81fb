"""Old drafts are deleted every day; who asked to hear what was decided is told."""

from consult.core import clock
from consult.core.daily import daily
from consult.core.queue import Run, job
from consult.respond.actions.letters import tell_outcome
from consult.respond.actions.tidying import tidy


@daily("respond.tidy")
def tidy_up(_run: Run) -> None:
    """Delete old drafts, and forget the networks that responses came from."""
    tidy(at=clock.now())


@job("respond.tell_outcome")
def tell(run: Run) -> None:
    """Write to the people who asked to hear what became of a consultation."""
    tell_outcome(run.subject_id)
