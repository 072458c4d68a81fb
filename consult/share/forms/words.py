"""The words for what can be asked for, and for what is wrong with a request."""

from babel import Locale
from flask_babel import lazy_gettext as _l

from consult.core.languages import current_language
from consult.core.settings import LONGEST_OTHER
from consult.respond.forms.intake_words import OWN_NAMES
from consult.respond.forms.words import words_for
from consult.respond.rules.answers import problems_with_other
from consult.respond.rules.intake import SPOKEN
from consult.share.rules.formats import (
    BRITISH_SIGN_LANGUAGE,
    ENGLISH,
    TRANSLATION,
    UNKNOWN_LANGUAGE,
)

FORMAT_WORDS = {
    "easy-read": _l("Easy Read, with pictures"),
    "large-print-18": _l("Large print (18 points)"),
    "large-print-24": _l("Larger print (24 points)"),
    "giant-print-28": _l("Giant print (28 points)"),
    "other-size": _l("Print in another size"),
    "paper-form": _l("Paper form to fill in"),
    "audio-file": _l("Audio file"),
    "audio-cd": _l("Audio on a CD"),
    "braille-contracted": _l("Braille, contracted (grade 2)"),
    "braille-uncontracted": _l("Braille, uncontracted (grade 1)"),
    "word": _l("Word document"),
    "plain-text": _l("Plain text"),
    "e-book": _l("E-book"),
    "bsl": _l("British Sign Language video"),
    "translation": _l("Another language"),
    "phone-help": _l("Somebody to help you by phone"),
    "other": _l("Something else"),
}

PROBLEMS = {
    "nothing": _l("Tick what you need"),
    "no-size": _l("Say what you need"),
    "no-language": _l("Write the name of the language"),
    "no-words": _l("Say what you need"),
    "no-name": _l("Write your name"),
    "no-address": _l("Write your address"),
    "no-email": _l("Write your e-mail address"),
    "no-phone": _l("Write your phone number"),
    "no-way": _l("Fill in one of these: address, e-mail or phone"),
    "not-an-email": _l("Write an address like name@example.org"),
    "not-a-phone": _l("Write a phone number in digits"),
    "no-choice": _l("Choose one answer"),
    "no-code": _l("Write the reference that you were given"),
    "no-such-code": _l("We find no request with this reference. Check each letter."),
    "too-many": _l("Too many codes were tried from here. Please wait an hour, or call us."),
}


def problems_of_length(typed: str | None) -> list[str]:
    """Return what to say of a text that is too long to keep."""
    found = problems_with_other({"": typed or ""}, longest=LONGEST_OTHER)
    return [words_for(one) for one in found]


def language_named(name: str) -> str:
    """Return the ISO 639 code of a language by its name: in English, the page’s, or its own."""
    wanted = " ".join(name.split()).casefold()
    for ours in ("en", current_language().babel):
        for code, known in Locale.parse(ours).languages.items():
            if known.casefold() == wanted:
                return str(code)
    own = (one for one in SPOKEN if one in Locale.parse("en").languages)
    named = (code for code in own if _own_name(code).casefold() == wanted)
    return next(named, UNKNOWN_LANGUAGE)


def _own_name(code: str) -> str:
    return Locale.parse(code).languages.get(code, "") if code != UNKNOWN_LANGUAGE else ""


def words_of(format_: str, language: str) -> str:
    """Return what somebody asked for, in the page’s language: “Audio file – Somali”."""
    words = str(FORMAT_WORDS[format_])
    is_said = (UNKNOWN_LANGUAGE,) if format_ == TRANSLATION else (ENGLISH, BRITISH_SIGN_LANGUAGE)
    return words if language in is_said else f"{words} – {language_words(language)}"


def language_words(language: str) -> str:
    """Return the name of a language in the page’s language."""
    names = Locale.parse(current_language().babel).languages
    return str(OWN_NAMES.get(language) or names.get(language, language))
