"""Every day: how to reach people is forgotten when they have long had what they asked for."""

from consult.core import clock
from consult.core.daily import daily
from consult.core.queue import Run
from consult.share.actions import erase_contacts


@daily("share.tidy")
def tidy_up(_run: Run) -> None:
    """Erase contact details whose time is over."""
    erase_contacts(at=clock.now())
