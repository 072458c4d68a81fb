"""Plain words: as far as a formula can tell."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return facts.is_easy


def _said(facts: Facts) -> Mapping[str, object]:
    return {"score": facts.score, "longest": facts.longest}


PLAIN_WORDS = Commitment(
    code="plain-words",
    promise=_l("A consultation is written in words that are easy to read."),
    part="5.2",
    asks=_l("A consultation is for everybody to read, in the form they need."),
    question=_l("The text is hard to read. Make it easier, or write why not, in a full sentence."),
    steps=frozenset({Step.OPEN}),
    is_kept=_is_kept,
    may_depart=Permission.OPEN_CONSULTATION,
    said=_said,
)
