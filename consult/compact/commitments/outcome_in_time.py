"""The outcome in time: what was decided, and how people’s views were used."""

from collections.abc import Mapping
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step

WITHIN = timedelta(weeks=12)


def _is_kept(facts: Facts) -> bool:
    return facts.outcome_due is None or facts.outcome_due <= facts.closes + WITHIN


def _said(facts: Facts) -> Mapping[str, object]:
    due = facts.outcome_due
    return {"outcome_due": due.isoformat()} if due else {}


OUTCOME_IN_TIME = Commitment(
    code="outcome-in-time",
    promise=_l("People hear what was decided within 12 weeks of the last day."),
    part="5.2",
    asks=_l("Tell people how their views were used, and make the results public."),
    question=_l("The outcome comes more than 12 weeks after the last day. Write why."),
    steps=frozenset({Step.OUTCOME, Step.DATES}),
    is_kept=_is_kept,
    may_depart=Permission.CHANGE_DATES,
    said=_said,
)
