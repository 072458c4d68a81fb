"""A box for each answer in another language: what it says in English, and who says so."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length

from consult.core.letters import cleaned
from consult.core.settings import LONGEST_TEXT
from consult.respond.rules.own_words import OwnWords, Place, State, Written
from consult.translate.rules.states import COMPUTER, PERSON

SEEN = "seen_"
TOO_LONG = _l("Make it %(limit)s characters or fewer. We kept all of it here.") % {
    "limit": LONGEST_TEXT
}


def words_form(rows: Iterable[OwnWords]) -> FlaskForm:
    """Return a form with a box for each answer, and what is there of it so far."""
    fields: dict[str, object] = {}
    for one in rows:
        is_old = one.state is State.OLDER
        fields |= {
            f"text_{one.name}": TextAreaField(
                _l("In English"),
                default=one.made.text if one.made and not is_old else "",
                filters=[lambda typed: cleaned(typed or "").strip()],
                validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
            ),
            f"computer_{one.name}": BooleanField(
                _l("A computer made this. It is never published."),
                default=one.state is State.GIST,
            ),
            f"{SEEN}{one.name}": HiddenField(default=one.seen),
        }
    form: type[FlaskForm] = type("WordsForm", (FlaskForm,), fields)
    return form()


def see(form: FlaskForm, rows: Iterable[OwnWords]) -> None:
    """Say in the form what stands there now, so that saving again keeps what was typed."""
    for one in rows:
        form[f"{SEEN}{one.name}"].data = one.seen


def written_on(form: FlaskForm, rows: Sequence[OwnWords]) -> dict[Place, Written]:
    """Return what was typed for each answer."""
    return {
        one.place: Written(
            text=form[f"text_{one.name}"].data,
            method=COMPUTER if form[f"computer_{one.name}"].data else PERSON,
            seen=form[f"{SEEN}{one.name}"].data or "",
        )
        for one in rows
    }
