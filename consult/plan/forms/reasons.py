"""Stated reasons: their length, and one box for each promise that is not kept."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from consult.compact.commitments.questions_kept import QUESTIONS_KEPT
from consult.compact.rules import LONGEST_REASON, Commitment
from consult.core.letters import cleaned
from consult.plan.checks.readiness import Readiness

REASON_FITS = Length(
    max=LONGEST_REASON,
    message=_l("Make it %(limit)s characters or fewer. We kept all of it here.")
    % {"limit": LONGEST_REASON},
)
_BOX = "reason_"


class ReasonsForm(FlaskForm):
    """A box for each promise that is not kept; `reasons_form` adds them."""

    def reasons(self) -> dict[str, str]:
        """Return what was written, by the code of its promise."""
        boxes = (field for field in self if field.short_name.startswith(_BOX))
        return {_code(field.short_name): field.data or "" for field in boxes}

    def ask_for(self, promises: Iterable[Commitment]) -> None:
        """Say at each box without a reason what is missing."""
        for one in promises:
            box = self._fields.get(_box(one.code))
            if box is None:
                self.form_errors.append(one.question)
            else:
                box.errors = [one.question]


def reasons_form(found: Readiness, *, is_change: bool) -> ReasonsForm:
    """Return a form with a box for all that needs a reason now."""
    promises = [one.commitment for one in found.unkept if one.commitment]
    if is_change:
        promises.insert(0, QUESTIONS_KEPT)
    boxes = {_box(one.code): _reason_box(one) for one in promises}
    form: type[ReasonsForm] = type("FilledReasonsForm", (ReasonsForm,), dict(boxes))
    return form()


def _reason_box(promise: Commitment) -> TextAreaField:
    return TextAreaField(
        promise.question,
        description=_l("Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )


def _box(code: str) -> str:
    return _BOX + code.replace("-", "_")


def _code(box: str) -> str:
    return box.removeprefix(_BOX).replace("_", "-")
