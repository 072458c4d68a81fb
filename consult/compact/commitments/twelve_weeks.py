"""Twelve weeks: shorter and longer both need a reason."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import FULL_PERIOD, Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    """Say whether people have 84 days, or had them on the day the dates were set.

    Days before a consultation was let open were nobody’s to answer on, so they do not
    count. What was not 84 days when its dates were set is stated already at opening.
    """
    was_in_time = facts.approved is None or facts.approved <= facts.opens
    is_stated = facts.step is Step.OPEN and was_in_time
    stays = facts.step is Step.DATES and facts.before == (facts.opens, facts.closes)
    return is_stated or stays or facts.days == FULL_PERIOD


def _said(facts: Facts) -> Mapping[str, object]:
    return {"days": facts.days}


TWELVE_WEEKS = Commitment(
    code="twelve-weeks",
    promise=_l("A consultation is open for 12 weeks (84 days)."),
    part="5.2",
    asks=_l("Give people enough time to reply: 12 weeks as a rule. If not, explain why."),
    question=_l("The period is not 84 days. Write why, in a full sentence."),
    steps=frozenset({Step.DATES, Step.OPEN}),
    is_kept=_is_kept,
    may_depart=Permission.IMPORT_CONSULTATION,
    said=_said,
)
