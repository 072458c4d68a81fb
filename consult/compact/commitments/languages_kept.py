"""Languages that stay: who began in one can go on in it."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return not facts.stopped


def _said(facts: Facts) -> Mapping[str, object]:
    return {"language": facts.stopped}


LANGUAGES_KEPT = Commitment(
    code="languages-kept",
    promise=_l("A language that is offered stays."),
    part="6",
    asks=_l("Reach people who might be left out."),
    question=_l("A language is taken away. Write why, in a full sentence."),
    steps=frozenset({Step.STOP}),
    is_kept=_is_kept,
    may_depart=Permission.OFFER_LANGUAGE,
    said=_said,
)
