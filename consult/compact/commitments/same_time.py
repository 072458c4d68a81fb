"""The same time for everybody, in whatever language or format they read."""

from flask_babel import lazy_gettext as _l

from consult.accounts.permissions import Permission
from consult.compact.rules import Commitment, Facts, Step


def _is_kept(facts: Facts) -> bool:
    return facts.days_late == 0


SAME_TIME = Commitment(
    code="same-time",
    promise=_l("Everybody has the same time, in every language and format."),
    part="6",
    asks=_l("Make things fair, and take in everybody on the same terms."),
    question=_l(
        "This comes later than the rest. Choose what you do about it, and write why it is late, "
        "in a full sentence."
    ),
    steps=frozenset({Step.OFFER}),
    is_kept=_is_kept,
    may_depart=Permission.OFFER_LANGUAGE,
)
