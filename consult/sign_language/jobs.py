"""Every day: video files that nothing shows any more are deleted."""

from consult.core import clock
from consult.core.daily import daily
from consult.core.queue import Run
from consult.sign_language.actions import tidy


@daily("sign_language.tidy")
def tidy_up(_run: Run) -> None:
    """Delete replaced video files a day after."""
    tidy(at=clock.now())
