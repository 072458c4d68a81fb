"""Text as it should be spoken: a computer voice reads 020 8708 2324 as eight thousand and so on.

What stands between the numbers comes from `speech_words.json`, a row for each language.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from textwrap import wrap

from accessibility.scripts import primary_language
from accessibility.tokens import runs


@dataclass(frozen=True)
class _Words:
    """What one language says; the patterns hold "{n}", or "{day}", "{month}" and "{year}"."""

    pace: int  # what espeak-ng calls words a minute, and is in no language
    to: str
    or_: str
    and_: tuple[str, ...]
    percent: str
    section: str
    am: str
    pm: str
    decimal: str  # the sign between 1 and 2 in 1.2
    date: str
    sums: dict[str, str]
    scales: dict[str, str]  # how the language writes them: "mln" is "million"
    short: dict[str, str]  # short forms that the voice does not know
    signs: dict[str, str]
    months: tuple[str, ...]


_TABLE = json.loads(Path(__file__).with_name("speech_words.json").read_text(encoding="utf-8"))
SPOKEN_LANGUAGES = frozenset(_TABLE)
_ENGLISH_SCALES = _TABLE["en"]["scales"]

_LONGEST_WORD = 60  # letters; espeak-ng 1.52 cuts a clause of a few hundred letters anywhere
_NEVER_SPOKEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_JOINERS = "\u200c\u200d"  # part of how Urdu and Bengali words are written

_AMOUNT = r"\d+(?:[.,]\d+)*"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s(\d[A-Z]{2})")
_PHONE = re.compile(r"\+[\d\s]+|0\d+(?:[\s-]\d{3,4})+|116\s\d{3}")
_GROUPED = re.compile(r"\d{1,3}(?:\s\d{3})+")
_BARE_PHONE = re.compile(r"(?<![\w,.])(?:0\d{4,}(?: \d{3,})*|\d{9,})(?!\w)")
_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[.:](\d{2}))?\s?([ap])(?:\.m\.|m)(?!\w)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_BETWEEN_NUMBERS = re.compile(r"\s?[-–]\s?")


def speakable(text: str) -> str:
    """Return a text on one line, without the signs that only machines read."""
    kept = (
        character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace()
        or character in _JOINERS
        or unicodedata.category(character) not in _NEVER_SPOKEN
    )
    return " ".join("".join(kept).split())


def spoken(text: str, language: str) -> str:
    """Return a text as a voice should say it in a language (a tag such as "ur" or "en-GB").

    Raises KeyError for a language that is not one of SPOKEN_LANGUAGES.
    """
    words = _words(primary_language(language))
    plain = "".join(map(_western_digit, speakable(text)))
    plain = re.sub(r"\((0\d+)\)", r"\1", plain)
    said = " ".join("".join(_parts(plain, words)).split())
    return re.sub(rf"(\S{{{_LONGEST_WORD}}})(?=\S)", r"\1 ", said)


def pace(language: str) -> int:
    """Return the speed at which espeak-ng sounds like 140 English words a minute."""
    return _words(primary_language(language)).pace


@lru_cache
def _words(language: str) -> _Words:
    row = dict(_TABLE[language])
    scales = _ENGLISH_SCALES | row.pop("scales")
    return _Words(or_=row.pop("or"), and_=tuple(row.pop("and")), scales=scales, **row)


def _western_digit(character: str) -> str:
    """Turn ۵ and ৫ into 5: a voice of another script is silent at them."""
    return str(unicodedata.decimal(character, character))


def _parts(text: str, words: _Words) -> Iterator[str]:
    """Say the sums, then the tokens between them, then what is left, and nothing twice."""
    place = 0
    for match in _sum_pattern(words).finditer(text):
        yield from _tokens(text[place : match.start()], words)
        yield _sums(match, words)
        place = match.end()
    yield from _tokens(text[place:], words)


def _tokens(text: str, words: _Words) -> Iterator[str]:
    for run in runs(text):
        yield _token(run.text, words) if run.left_to_right else _prose(run.text, words)


def _sum_pattern(words: _Words) -> re.Pattern[str]:
    scales = "|".join(map(re.escape, sorted(words.scales, key=len, reverse=True)))
    amount = rf"({_AMOUNT})(?:\s?({scales})(?!\w))?"
    return re.compile(rf"£\s?{amount}(?:(?:[-–]|\s[-–]\s(?=£))£?{amount})?")


def _sums(match: re.Match[str], words: _Words) -> str:
    least, scale, most, end_scale = match.groups()
    first = _sum(least, scale or (end_scale if most else None), words)
    return f"{first} {words.to} {_sum(most, end_scale, words)}" if most else first


def _sum(amount: str, scale: str | None, words: _Words) -> str:
    if scale:
        number = amount.replace(".", words.decimal)
        return words.sums[words.scales[scale]].replace("{n}", number)
    pounds, pence = amount, "00"
    if re.fullmatch(r".*\d[.,]\d\d", amount):
        pounds, pence = amount[:-3], amount[-2:]
    kind = "pound" if pounds == "1" else "pounds"
    said = words.sums[kind].replace("{n}", _number(pounds, words))
    if pence == "00":
        return said
    return _coins(pence, words) if pounds == "0" else f"{said} {_coins(pence, words)}"


def _coins(pence: str, words: _Words) -> str:
    number = pence.lstrip("0") or "0"
    return words.sums["penny" if number == "1" else "pence"].replace("{n}", number)


def _number(number: str, words: _Words) -> str:
    """Write 10,000 and 1.2 as the language’s voice reads them rightly."""
    number = re.sub(r",(?=\d{3}(?!\d))", "", number)
    if words.decimal == ".":
        return number
    return re.sub(r"\.(?=\d{3}(?!\d))", "", number).replace(".", words.decimal)


def _token(token: str, words: _Words) -> str:
    """Say one piece that `tokens` found: an address, a date, a postcode, a phone and so on."""
    if "@" in token or token.startswith(("http", "www.")):
        return _address(token, words)
    if _DATE.fullmatch(token):
        return _DATE.sub(lambda match: _date(match, words), token)
    if postcode := _POSTCODE.fullmatch(token):
        return f"{_letters(postcode[1])}, {_letters(postcode[2])}"
    if _PHONE.fullmatch(token):
        return _digits(token, words)
    if token[0].isdigit():
        return _numbers(token, words)
    return _letters("".join(_signed(sign, words) for sign in token))


def _numbers(token: str, words: _Words) -> str:
    if _GROUPED.fullmatch(token):
        return "".join(token.split())
    # Tells the half past nine of “9.30–11am” from a number.
    told = token.replace(".", ":") if token.endswith("m") else token
    return _prose(_BETWEEN_NUMBERS.sub(f" {words.to} ", told), words)


def _address(address: str, words: _Words) -> str:
    bare = re.sub(r"^https?://", "", address)
    parts = "".join(_signed(sign, words) for sign in bare)
    return re.sub(r"\bwww\b", "w w w", parts)


def _signed(sign: str, words: _Words) -> str:
    return f" {words.signs[sign]} " if sign in words.signs else sign


def _letters(piece: str) -> str:
    """Part each capital and digit from the next; “A” alone would be said as in “a park”."""
    return re.sub(r"(?<=[A-Z\d])(?=[A-Z\d])", " ", piece).replace("A ", "A, ")


def _digits(phone: str, words: _Words) -> str:
    groups = [
        piece
        for group in re.findall(r"\d+", phone)
        for piece in (wrap(group, 3) if len(group) > 5 else [group])  # noqa: PLR2004 (a long breath)
    ]
    said = ", ".join(" ".join(group) for group in groups)
    return f"{words.signs['+']} {said}" if phone.startswith("+") else said


def _date(match: re.Match[str], words: _Words) -> str:
    year, month, day = (
        (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    )
    if not 1 <= int(month) <= len(words.months):
        return " ".join(re.findall(r"\d+", match[0]))
    # Of two digits, 26 is 2026.
    return words.date.format(
        day=int(day), month=words.months[int(month) - 1], year=f"20{year}"[-4:]
    )


def _prose(text: str, words: _Words) -> str:
    """Say what stands between tokens."""
    text = re.sub(r"(?<![\w.,])(\d+)p(?!\w)", lambda match: _coins(match[1], words), text)
    text = _TIME.sub(lambda match: _time(match, words), text)
    text = _CLOCK.sub(r"\1 \2", text)
    text = re.sub(rf"(?<!\d)(?:{_DATE.pattern})(?!\d)", lambda match: _date(match, words), text)
    text = _BARE_PHONE.sub(lambda match: _digits(match[0], words), text)
    text = re.sub(_AMOUNT, lambda match: _number(match[0], words), text)
    text = re.sub(r"(?<=\d)\s?%", f" {words.percent}", text)
    text = re.sub(r"§+\s?", f"{words.section} ", text)
    text = _short_forms(text, words)
    text = re.sub(r"(?<=[,;:!?])(?=[^\W\d_])", " ", text)
    text = re.sub(r"\b([^\W\d_])\.(?=[^\W\d_]\b)", r"\1 ", text)  # B.S.L.
    text = re.sub(r"(?<=[a-z]{2})\.(?=[a-z]{2})", f" {words.signs['.']} ", text)  # example.org
    text = _choices(text, words)
    return re.sub(r"(?<=\S)–(?=\S)", f" {words.to} ", text)


def _time(match: re.Match[str], words: _Words) -> str:
    hour, minutes, half = match.groups()
    exact = "" if minutes in {None, "00"} else f" {minutes}"
    return f"{hour}{exact} {words.am if half == 'a' else words.pm}"


def _short_forms(text: str, words: _Words) -> str:
    for short, long in words.short.items():
        text = re.sub(rf"(?<!\S){re.escape(short)}(?!\w)", long, text)
    return text


def _choices(text: str, words: _Words) -> str:
    both = "|".join(words.and_)
    text = re.sub(rf"(?<!\S)(?:{both}|and)/(?:{words.or_}|or)(?!\w)", words.or_, text)
    return re.sub(r"(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})", f" {words.or_} ", text)
