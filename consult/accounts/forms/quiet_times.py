"""When an organisation expects few answers: August, the weeks before an election."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import Length, Optional

from consult.core.letters import cleaned

MOST = 12  # periods
_ROOM = 2
NOT_WHOLE = _l("Give both days and a name.")
CROSSED = _l("The last day is before the first day.")


class QuietTimesForm(FlaskForm):
    """A line for each period; `quiet_times_form` adds them."""

    def periods(self) -> list[dict[str, str]]:
        """Return the periods as they are kept. A line with nothing in it is left out.

        What is wrong with a line is told at its last day.
        """
        made = []
        count = sum(name.startswith("name_") for name in self._fields)
        for at in range(count):
            first, last, name = (self[f"{part}_{at}"].data for part in ("first", "last", "name"))
            if not (first or last or (name or "").strip()):
                continue
            if not (first and last and (name or "").strip()):
                self[f"last_{at}"].errors = [NOT_WHOLE]
            elif last < first:
                self[f"last_{at}"].errors = [CROSSED]
            else:
                period = {"from": first.isoformat(), "to": last.isoformat()}
                made.append({**period, "name": name.strip()})
        return made


def quiet_times_form(kept: Sequence[Mapping[str, str]]) -> QuietTimesForm:
    """Return a form with the periods that are kept, and room for more."""
    made: dict[str, object] = {}
    for at in range(min(len(kept) + _ROOM, MOST)):
        number = {"number": at + 1}
        made[f"name_{at}"] = StringField(
            _l("Quiet time %(number)s") % number, filters=[cleaned], validators=[Length(max=100)]
        )
        made[f"first_{at}"] = DateField(_l("First day"), validators=[Optional()])
        made[f"last_{at}"] = DateField(_l("Last day"), validators=[Optional()])
    form: type[QuietTimesForm] = type("FilledQuietTimesForm", (QuietTimesForm,), made)
    filled = form()
    if not filled.is_submitted():
        for at, one in enumerate(kept[:MOST]):
            filled[f"name_{at}"].data = one["name"]
            filled[f"first_{at}"].process_data(date.fromisoformat(one["from"]))
            filled[f"last_{at}"].process_data(date.fromisoformat(one["to"]))
    return filled
