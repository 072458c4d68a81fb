"""What an officer looks for on the desk, and the words for where something stands."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    Form,
    HiddenField,
    SelectField,
    StringField,
)

from consult.home.rules import LAST_FIRST, LONGEST_WORDS, SORTS, Stands, Wanted

STANDS_WORDS = {
    Stands.DRAFT: _l("Draft"),
    Stands.UPCOMING: _l("Opens soon"),
    Stands.OPEN: _l("Open"),
    Stands.PAUSED: _l("Paused"),
    Stands.CLOSED: _l("Closed"),
    Stands.OUTCOME: _l("Outcome published"),
}


class FilterForm(Form):
    """Which consultations to list. It changes nothing, so its fields stand in the address."""

    words = StringField(_l("Words in the title"))
    state = SelectField(_l("Where it stands"), validate_choice=False)
    by = SelectField(_l("Who edited it last"), validate_choice=False)
    sort = HiddenField()

    def offer(self, editors: Sequence[str]) -> None:
        """Offer what there is to choose from, with who is looked for and edits nothing now."""
        chosen = {self.by.data} - {"", *editors}
        self.state.choices = [("", _l("All")), *STANDS_WORDS.items()]
        self.by.choices = [("", _l("Everybody")), *((one, one) for one in (*editors, *chosen))]


def wanted_in(said: Mapping[str, str]) -> Wanted:
    """Return what an address asks for; what makes no sense in it is left out."""
    usual = Wanted()
    page, sort = said.get("page", ""), said.get("sort", "")
    is_number = page.isascii() and page.isdecimal() and len(page) < len("1" * 10)
    return Wanted(
        words=_clean(said.get("words", "")),
        state=state if (state := said.get("state", "")) in set(Stands) else "",
        by=_clean(said.get("by", "")),
        sort=sort if sort.removeprefix(LAST_FIRST) in SORTS else usual.sort,
        page=int(page) if is_number else usual.page,
    )


def _clean(typed: str) -> str:
    # No database holds what is taken out.
    return typed.replace("\0", "").strip()[:LONGEST_WORDS]
