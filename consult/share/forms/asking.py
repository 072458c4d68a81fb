"""What a resident fills in: what they need, then only how to reach them."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    EmailField,
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from consult.core.letters import cleaned
from consult.respond.forms.returning import CodeForm
from consult.share.forms.words import FORMAT_WORDS, PROBLEMS, language_named, problems_of_length
from consult.share.rules.formats import ENGLISH, TRANSLATION, Item, Way, items_of, needs_of

FEWEST_DIGITS = 5  # of a phone number that somebody outside could call

# What stands together on the page, by the name of its field.
GROUPS = {
    "to_read": (
        *("easy-read", "large-print-18", "large-print-24", "giant-print-28"),
        *("other-size", "paper-form"),
    ),
    "to_hear": ("audio-file", "audio-cd", "braille-contracted", "braille-uncontracted"),
    "on_device": ("word", "plain-text", "e-book"),
    "in_language": ("bsl", TRANSLATION),
    "in_person": ("phone-help", "other"),
}
# The box beside what needs one, and what we say when it is empty.
BOXES = {
    "other-size": ("size", "no-size"),
    TRANSLATION: ("language", "no-language"),
    "other": ("words", "no-words"),
}
# What we ask of a person for each way of reaching them.
WAY_FIELDS = {
    Way.POST: ("name", "address"),
    Way.EMAIL: ("email",),
    Way.PHONE: ("phone", "phone_by"),
}
# Without which a way leads nowhere. A name alone does not say that they want post.
LEADS_TO = {Way.POST: "address", Way.EMAIL: "email", Way.PHONE: "phone"}

CALL = "call"
PHONE_BY = {
    CALL: _l("Call me"),
    "text": _l("Send a text message"),
    "relay": _l("Call me through Relay UK"),
}


def _ticks(label: Any, group: str) -> Field:
    return SelectMultipleField(
        label,
        choices=[SelectChoice(name, FORMAT_WORDS[name]) for name in GROUPS[group]],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _line(label: Any, kind: type[Field] = StringField) -> Field:
    return kind(label, filters=[lambda typed: cleaned(typed or "").strip()])


class AskForm(Form):
    """Both pages of a request: each carries what was typed on the other."""

    # Chance: the same form pressed twice is one request.
    key = HiddenField()
    # Which page it was sent from: empty or REACH.
    page = HiddenField()
    to_read = _ticks(_l("To read on paper"), "to_read")
    to_hear = _ticks(_l("To hear or to feel"), "to_hear")
    on_device = _ticks(_l("To read on a phone or a computer"), "on_device")
    in_language = _ticks(_l("In another language"), "in_language")
    in_person = _ticks(_l("Another way"), "in_person")
    size = _line(_l("Which size?"))
    language = _line(_l("Which language?"))
    words = _line(_l("What do you need?"))
    name = _line(_l("Your name"))
    address = _line(_l("Your address, with the postcode"), TextAreaField)
    email = _line(_l("Your e-mail address"), EmailField)
    phone = _line(_l("Your phone number"), TelField)
    phone_by = RadioField(
        _l("How should we use it?"),
        choices=[SelectChoice(name, words) for name, words in PHONE_BY.items()],
        default=CALL,
        validate_choice=False,
    )
    helper = _line(_l("Should we speak to somebody who helps you? Write their name."))

    @property
    def ticked(self) -> set[str]:
        """Return what is ticked."""
        return {one for group in GROUPS for one in self[group].data or () if one in GROUPS[group]}

    @property
    def items(self) -> tuple[Item, ...]:
        """Return what the person wants."""
        spoken = self.language.data
        return items_of(self.ticked, language=language_named(spoken) if spoken else ENGLISH)

    @property
    def first_page(self) -> tuple[Field, ...]:
        """Return the fields of what they need."""
        names = (*GROUPS, *(box for box, _problem in BOXES.values()))
        return tuple(self[name] for name in names)

    @property
    def second_page(self) -> tuple[Field, ...]:
        """Return the fields of how to reach them."""
        names = (name for names in WAY_FIELDS.values() for name in names)
        return tuple(self[name] for name in (*names, "helper"))

    def is_clear(self) -> bool:
        """Say whether we know what they need; if not, the page says what is missing."""
        if not self.ticked:
            _show(self.to_read, "nothing")
        for name, (box, problem) in BOXES.items():
            if name in self.ticked and not self[box].data:
                _show(self[box], problem)
        return self._all_fit(self.first_page)

    def can_be_reached(self) -> bool:
        """Say whether we can reach them; if not, the page says what is missing."""
        needs = needs_of(self.items)
        given = {way for way in needs.asked if self[LEADS_TO[way]].data}
        if not needs.each and not given:
            _show(self.address, "no-way")
        for way in needs.each or given:
            self._require(way)
        return self._all_fit([self[name] for name in self._asked])

    @property
    def _asked(self) -> list[str]:
        """Return the names of the fields on the second page of this request."""
        asked = needs_of(self.items).asked
        return [*(name for way in Way if way in asked for name in WAY_FIELDS[way]), "helper"]

    def _require(self, way: Way) -> None:
        for name in WAY_FIELDS[way]:
            if not self[name].data and name != "phone_by":
                _show(self[name], f"no-{name}")
        if way is Way.EMAIL and self.email.data and not _is_email(self.email.data):
            _show(self.email, "not-an-email")
        if way is Way.PHONE and self.phone.data and not _is_phone(self.phone.data):
            _show(self.phone, "not-a-phone")

    def _all_fit(self, fields: Iterable[Field]) -> bool:
        for field in fields:
            if isinstance(field.data, str):
                field.errors = problems_of_length(field.data) or field.errors
        return not self.errors

    def contact(self) -> Mapping[str, str]:
        """Return how to reach them and their own words: only what this request needs."""
        boxes = [box for one, (box, _problem) in BOXES.items() if one in self.ticked]
        kept = {name: self[name].data for name in (*self._asked, *boxes) if self[name].data}
        how = kept.pop("phone_by", CALL)
        if "phone" in kept:
            kept["phone_by"] = how if how in PHONE_BY else CALL
        return kept


def _show(field: Field, problem: str) -> None:
    field.errors = [PROBLEMS[problem]]


def _is_email(typed: str) -> bool:
    try:
        validate_email(typed, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_phone(typed: str) -> bool:
    """Say whether it has the digits of a phone number, of any language."""
    plain = unicodedata.normalize("NFKC", typed)
    return sum(letter.isdecimal() for letter in plain) >= FEWEST_DIGITS


class ReferenceForm(CodeForm):
    """The reference of a request."""

    code = StringField(_l("Your reference"))

    def problem(self, name: str) -> None:
        """Say what is wrong with the reference."""
        self.code.errors = [PROBLEMS[name]]


class ReplyForm(Form):
    """Did it work for you?"""

    worked = RadioField(
        _l("Did it work for you?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validate_choice=False,
    )
    words = _line(_l("What should we know about it?"), TextAreaField)

    def is_clear(self) -> bool:
        """Say whether they chose; if not, the page asks again."""
        if self.worked.data not in ("yes", "no"):
            _show(self.worked, "no-choice")
        self.words.errors = problems_of_length(self.words.data)
        return not self.errors
