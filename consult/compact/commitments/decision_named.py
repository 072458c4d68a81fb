"""Who decides, and when: so that people know whom their words reach."""

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return facts.is_decision_named


DECISION_NAMED = Commitment(
    code="decision-named",
    promise=_l("We say who decides, and on which day."),
    part="5.2",
    asks=_l("Tell people why you ask, and how their views will be used."),
    question=_l("Nobody is named who decides, or no day. Name them, or write why not."),
    steps=frozenset({Step.OPEN}),
    is_kept=_is_kept,
    may_depart=Permission.OPEN_CONSULTATION,
)
