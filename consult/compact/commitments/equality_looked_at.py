"""What a change means for different groups of people was looked at."""

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return facts.is_equality_noted


EQUALITY_LOOKED_AT = Commitment(
    code="equality-looked-at",
    promise=_l("We look at what a change means for different groups of people."),
    part="6",
    asks=_l("Treat people fairly, and think about those who may be left out."),
    question=_l("Nothing is said about different groups of people. Note it, or write why not."),
    steps=frozenset({Step.OPEN}),
    is_kept=_is_kept,
    may_depart=Permission.OPEN_CONSULTATION,
)
