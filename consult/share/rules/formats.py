"""What people can ask for, how long it takes us, and how it can reach them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

ENGLISH, BRITISH_SIGN_LANGUAGE, UNKNOWN_LANGUAGE = "en", "bfi", "und"

TRANSLATION = "translation"
TRANSLATION_DAYS = 10  # working days


class Way(StrEnum):
    """How something can reach a person."""

    POST = "post"
    EMAIL = "email"
    PHONE = "phone"


ANY_WAY = frozenset(Way)


@dataclass(frozen=True)
class Askable:
    """One thing that people can ask for."""

    name: str
    # Working days in which it is sent; 0 is the same day.
    days: int
    # It can go any one of these ways.
    ways: frozenset[Way]
    # The text itself in another shape: in another language, it has to be translated first.
    is_text: bool = True
    # Nothing is made and checked first: somebody helps, and that is it.
    is_help: bool = False


def _by(way: Way, days: int, *names: str) -> Iterable[Askable]:
    return (Askable(name, days, frozenset({way})) for name in names)


# What each takes: the default promises of NHS and council practice as our handbook has them.
# It names none for a call, a working day, and for other things, as long as Easy Read.
ASKABLE = {
    one.name: one
    for one in (
        Askable("easy-read", 10, ANY_WAY),
        *_by(Way.POST, 0, "large-print-18", "large-print-24", "giant-print-28"),
        *_by(Way.POST, 0, "other-size", "paper-form", "audio-cd"),
        *_by(Way.EMAIL, 0, "audio-file", "word", "plain-text", "e-book"),
        *_by(Way.POST, 5, "braille-contracted", "braille-uncontracted"),
        Askable("bsl", 15, ANY_WAY, is_text=False),
        Askable(TRANSLATION, TRANSLATION_DAYS, ANY_WAY, is_text=False),
        Askable("phone-help", 1, frozenset({Way.PHONE}), is_text=False, is_help=True),
        Askable("other", 10, ANY_WAY, is_text=False),
    )
}


@dataclass(frozen=True)
class Item:
    """One format in one language."""

    format: str
    language: str

    @property
    def days(self) -> int:
        """Return the working days in which it is sent."""
        asked = ASKABLE[self.format]
        is_translated = asked.is_text and self.language != ENGLISH
        return asked.days + (TRANSLATION_DAYS if is_translated else 0)


def items_of(ticked: Collection[str], *, language: str = ENGLISH) -> tuple[Item, ...]:
    """Return what somebody wants who ticked these and named a language.

    Large print and Somali is one thing, large print in Somali. Councils write in English.
    """
    wants = [one for name, one in ASKABLE.items() if name in ticked]
    spoken = language if TRANSLATION in ticked else ENGLISH
    has_text = any(one.is_text for one in wants)
    return tuple(
        Item(one.name, _language_of(one, spoken))
        for one in wants
        if not (one.name == TRANSLATION and has_text)
    )


def _language_of(asked: Askable, spoken: str) -> str:
    if asked.name == "bsl":
        return BRITISH_SIGN_LANGUAGE
    return spoken if asked.is_text or asked.name == TRANSLATION else ENGLISH


@dataclass(frozen=True)
class Needs:
    """What we have to know of a person to send them what they asked for."""

    # The ways of which each is needed; where there is none, any one way will do.
    each: frozenset[Way]

    @property
    def asked(self) -> frozenset[Way]:
        """Return the ways that the page asks about."""
        return self.each or ANY_WAY


def needs_of(items: Iterable[Item]) -> Needs:
    """Return what has to be known. What can go any way goes one that is needed anyway."""
    ways = [ASKABLE[one.format].ways for one in items]
    return Needs(frozenset().union(*(way for way in ways if way != ANY_WAY)))
