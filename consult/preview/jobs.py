"""What was typed in a preview is deleted with the address that led to it."""

from consult.core import clock
from consult.core.daily import daily
from consult.core.queue import Run
from consult.preview.actions import tidy


@daily("preview.tidy")
def tidy_up(_run: Run) -> None:
    """Delete the previews whose time is over."""
    tidy(at=clock.now())
