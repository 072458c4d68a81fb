"""Dates that stay: people plan by them, of a draft too."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    is_new_outcome = facts.outcome_due != facts.outcome_before
    return not (facts.has_moved or is_new_outcome or facts.step is Step.PAUSE)


def _said(facts: Facts) -> Mapping[str, object]:
    is_of_outcome = facts.outcome_due != facts.outcome_before
    if is_of_outcome and facts.outcome_due and facts.outcome_before:
        return {
            "outcome_due": facts.outcome_due.isoformat(),
            "outcome_before": facts.outcome_before.isoformat(),
        }
    return {"days": facts.days}


DATES_KEPT = Commitment(
    code="dates-kept",
    promise=_l("Dates stay as they were announced."),
    part="3",
    asks=_l("Be open with people, and do not surprise them."),
    question=_l("The dates change. Write why, in a full sentence."),
    steps=frozenset({Step.DATES, Step.PAUSE, Step.OUTCOME}),
    is_kept=_is_kept,
    may_depart=Permission.CHANGE_DATES,
    said=_said,
)
