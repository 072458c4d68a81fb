"""Questions stay: what people were asked does not change while they answer."""

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    """Whoever changes the questions of an open consultation does not keep it."""
    return facts.step is not Step.QUESTIONS


QUESTIONS_KEPT = Commitment(
    code="questions-kept",
    promise=_l("Questions stay as they are while people answer."),
    part="5.2",
    asks=_l("Be open about what is asked, and say so when it changes."),
    question=_l("The questions change while people answer. Write why, in a full sentence."),
    steps=frozenset({Step.QUESTIONS}),
    is_kept=_is_kept,
    may_depart=Permission.OPEN_CONSULTATION,
)
