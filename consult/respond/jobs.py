"""Work of every day: what people did not send is deleted when its time is over."""

from consult.core import clock
from consult.core.daily import daily
from consult.core.queue import Run
from consult.respond.actions.drafts import tidy


@daily("respond.tidy")
def tidy_up(_run: Run) -> None:
    """Delete old drafts, and forget the networks that responses came from."""
    tidy(at=clock.now())
