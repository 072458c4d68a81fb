"""Everything that was promised is there on the first day: languages and formats."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return not facts.not_ready


def _said(facts: Facts) -> Mapping[str, object]:
    return {"not_ready": list(facts.not_ready)}


EVERYTHING_PROMISED = Commitment(
    code="everything-promised",
    promise=_l("Every language and format we promise is there on the first day."),
    part="5.2",
    asks=_l("Give information in the form that people need."),
    question=_l("Something you promised is not ready. Finish it, or write why it comes later."),
    steps=frozenset({Step.OPEN}),
    is_kept=_is_kept,
    may_depart=Permission.OPEN_CONSULTATION,
    said=_said,
)
