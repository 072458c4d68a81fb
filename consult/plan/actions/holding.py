"""What every change of a consultation begins and ends with."""

from datetime import date

from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import after_commit
from consult.editions.models import MAKE_COPIES
from consult.plan import queries
from consult.plan.models import Consultation


def hold(consultation: Consultation) -> None:
    """Keep two officers who press at the same moment from passing each other."""
    db.session.flush()  # a refresh forgets what is not written yet
    queries.stand_in_line(consultation.id, alone=True)
    # Not for its key: people may begin to answer meanwhile.
    db.session.refresh(consultation, with_for_update={"key_share": True})


def make_copies_anew(consultation: Consultation) -> None:
    """Have everything that is made of a consultation made of its words and dates of now."""
    after_commit(MAKE_COPIES, consultation.id)
    if consultation.outcome:
        after_commit("report.editions", consultation.id)
    if consultation.has_easy_read:
        after_commit("easy_read.editions", consultation.id)


def approved_on(consultation: Consultation) -> date | None:
    """Return the day on which it was let open; None for a draft."""
    return day_of(consultation.approved_at) if consultation.approved_at else None
