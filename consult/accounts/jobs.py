"""What is done about accounts with nobody waiting."""

from consult.accounts.actions import lost_passwords
from consult.core.queue import Run, job


@job(lost_passwords.LOOK_UP)
def look_up(run: Run) -> None:
    """Post the letter for a lost password, if there is such an account."""
    lost_passwords.look_up(run.subject_id)
