"""Dates that stay: people plan by them, of a draft too."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return not facts.has_moved


def _said(facts: Facts) -> Mapping[str, object]:
    return {"days": facts.days}


DATES_KEPT = Commitment(
    code="dates-kept",
    promise=_l("Dates stay as they were announced."),
    part="3",
    asks=_l("Be open with people, and do not surprise them."),
    question=_l("The dates change. Write why, in a full sentence."),
    steps=frozenset({Step.DATES}),
    is_kept=_is_kept,
    may_depart=Permission.CHANGE_DATES,
    said=_said,
)
