"""Languages: which are live, which way they run, and how dates and numbers look in them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import SupportsIndex
from urllib.parse import quote

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, force_locale
from markupsafe import Markup, escape
from werkzeug.routing import BaseConverter, ValidationError

from accessibility.markdown import markdown_html
from accessibility.tokens import runs
from consult.core.days import LONDON, day_of
from consult.core.settings import ROOT


@dataclass(frozen=True)
class Language:
    """A language people can read the site in. Name and switch text are in that language."""

    code: str
    name: str
    direction: str
    switch_text: str
    babel: str
    english_name: str
    # Officers’ pages too; else officers see those in English.
    for_officers: bool = False
    # Who speaks it and has read all its texts; while this is empty, pages say so.
    read_by: str = ""

    @property
    def is_unread(self) -> bool:
        """Say whether nobody has read the translation yet. English is what we write in."""
        return self.code != "en" and not self.read_by


# Dates and phone numbers keep western digits in every language: they match bills,
# buses and phone pads.
LANGUAGES = {
    language.code: language
    for language in (
        Language(
            *("en", "English", "ltr", "Change the language to English", "en_GB", "English"),
            for_officers=True,
        ),
        Language(
            *("ur", "اردو", "rtl", "زبان بدل کر اردو کریں", "ur", "Urdu"),
            for_officers=True,
        ),
        Language("pa", "ਪੰਜਾਬੀ", "ltr", "ਭਾਸ਼ਾ ਬਦਲ ਕੇ ਪੰਜਾਬੀ ਕਰੋ", "pa", "Punjabi"),
        Language("bn", "বাংলা", "ltr", "ভাষা বদলে বাংলা করুন", "bn", "Bengali"),
        Language("gu", "ગુજરાતી", "ltr", "ભાષા બદલીને ગુજરાતી કરો", "gu", "Gujarati"),
        Language("ta", "தமிழ்", "ltr", "மொழியைத் தமிழுக்கு மாற்றவும்", "ta", "Tamil"),
        Language("ro", "Română", "ltr", "Schimbați limba în română", "ro", "Romanian"),
        Language("pl", "Polski", "ltr", "Zmień język na polski", "pl", "Polish"),
        Language("lt", "Lietuvių", "ltr", "Pakeisti kalbą į lietuvių", "lt", "Lithuanian"),
        Language("ar", "العربية", "rtl", "تغيير اللغة إلى العربية", "ar", "Arabic"),
        Language("cy", "Cymraeg", "ltr", "Newid yr iaith i’r Gymraeg", "cy", "Welsh"),
    )
}
ENGLISH = LANGUAGES["en"]

# At the head of a page; the others are one press away. These are spoken most where we began.
MOST_SHOWN = 4
MOST_ASKED = tuple(LANGUAGES)[:MOST_SHOWN]


class Translated(str):
    """What a council says, in the language of the page. All else it says is in English."""

    __slots__ = ()

    def __getitem__(self, place: SupportsIndex | slice) -> "Translated":
        """Keep a piece of a translation one."""
        return Translated(super().__getitem__(place))


class LanguageConverter(BaseConverter):
    """Matches the first part of an address when it is a language we have."""

    part_isolating = True

    def to_python(self, value: str) -> Language:
        """Return the language, or let the address be unknown."""
        if value not in LANGUAGES:
            raise ValidationError
        return LANGUAGES[value]

    def to_url(self, value: Language) -> str:
        """Return the part of the address."""
        return value.code


def current_language() -> Language:
    """Return the language of this page; English where the address names none."""
    found: Language = g.get("language", ENGLISH)
    return found


def content_language() -> Language | None:
    """Return the language of what councils write, where it differs from the page’s.

    Consultations are written in English so far; on other pages their words say so.
    """
    return None if current_language() == ENGLISH else ENGLISH


def languages_shown(offered: Iterable[str] | None = None) -> list[Language]:
    """Return the languages at the head of a page: those asked for most, and its own.

    On the pages of a consultation, those that all of it is in: `offered`, by code.
    """
    own = current_language()
    codes = ("en", *offered) if offered is not None else MOST_ASKED
    shown = [LANGUAGES[code] for code in codes][:MOST_SHOWN]
    return [*shown, *([own] if own not in shown else [])]


def other_language_url(language: Language) -> str:
    """Return the address of this same page in another language.

    A page that shows problems after a POST has the address of the page it was sent from,
    so the answers, which are saved, are there in the other language too.
    """
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return request.script_root + in_language(language, f"{quote(request.path)}{query}")


def in_language(language: Language, path: str) -> str:
    """Return a path of this site in another language; the list where it has no language."""
    _nothing, code, *rest = path.split("/", 2)
    return f"/{language.code}/{''.join(rest) if code in LANGUAGES else ''}"


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while, as a job does for people who read it."""
    before = current_language()
    g.language = language
    try:
        with force_locale(language.babel.replace("en_GB", "en")):
            yield
    finally:
        g.language = before


def offered_language() -> Language | None:
    """Return a language the browser asks for and this page is not in. We only offer it."""
    best = request.accept_languages.best_match(list(LANGUAGES))
    found = LANGUAGES.get(best or "")
    return found if found and found != current_language() else None


def day_in_words(day: date | datetime | str) -> str:
    """Return a day as people say it: “Sunday 5 April 2026”, in the page’s language.

    A moment is the day it is then in London; a text is a date as 2026-04-05.
    """
    return _in_words(day, english="EEEE d MMMM y", others="full")


def date_in_words(day: date | datetime | str) -> str:
    """Return the same without the day of the week, for tables: “5 April 2026”."""
    return _in_words(day, english="d MMMM y", others="long")


def _in_words(day: date | datetime | str, *, english: str, others: str) -> str:
    if isinstance(day, str):
        day = date.fromisoformat(day)
    if isinstance(day, datetime):
        day = day_of(day)
    language = current_language()
    return _formatted(day, english if language.code == "en" else others, language.babel)


# A table holds the same few hundred days again and again.
@lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def time_in_words(moment: datetime) -> str:
    """Return the London time of a moment: “14:05”."""
    return format_time(
        moment.astimezone(LONDON), "HH:mm", tzinfo=LONDON, locale=current_language().babel
    )


def number(value: float) -> str:
    """Return a number with the marks of the page’s language, in western digits."""
    return format_decimal(value, locale=current_language().babel)


def ltr(text: object) -> Markup:
    """Keep a phone number, code, sum or range in order inside right-to-left text."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(escape(text))


def in_order(text: object) -> Markup:
    """Do the same for every phone number, date and address within somebody’s own words."""
    parts = (ltr(run.text) if run.left_to_right else escape(run.text) for run in runs(str(text)))
    return Markup("").join(parts)


def ordered(text: object) -> object:
    """Do so for a translation only: English words run left to right on every page."""
    return in_order(text) if isinstance(text, Translated) else text


def init_app(app: Flask) -> None:
    """Give the app its languages: in addresses, in templates and in gettext."""
    app.url_map.converters["language"] = LanguageConverter
    # Flask-Babel looks beside the package and shows English in silence; name the place.
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    Babel(app, locale_selector=lambda: current_language().babel.replace("en_GB", "en"))
    # A page asks some thirty times; Flask-Babel looks for its context anew each time.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # since: from an extension
        gettext=lambda text: _catalogue(current_language().code).gettext(text),
        ngettext=lambda one, many, n: _catalogue(current_language().code).ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.tests["translated"] = lambda text: isinstance(text, Translated)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.jinja_env.filters.update(
        ltr=ltr,
        in_order=in_order,
        markdown=markdown_html,
        ordered=ordered,
        day=day_in_words,
        date=date_in_words,
        clock=time_in_words,
        number=number,
    )
    app.context_processor(
        lambda: {
            "language": current_language(),
            "languages_shown": languages_shown,
            "content_lang": content_language(),
            "other_language_url": other_language_url,
            "offered_language": offered_language,
        }
    )


@cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(str(ROOT / "translations"), [code])


def _take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    if values and isinstance(values.get("lang"), Language):
        g.language = values.pop("lang")
    else:
        # An address that is not ours still gets its error in the person's language.
        g.language = LANGUAGES.get(request.path.split("/")[1], ENGLISH)


def _give_language(endpoint: str, values: dict[str, object]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()
