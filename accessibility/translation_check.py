"""What a machine can find wrong with a translation. Whether it is good, only readers can say."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from accessibility.scripts import letters_by_script, script_of_language
from accessibility.tokens import left_to_right_tokens, runs

MOST_MARKS = 4  # on one letter; more is noise piled on text (“zalgo”)
LONGEST_WORD = 100  # letters
# A translation of a long text that is this much shorter or longer has lost or added something.
SHORTEST_RATIO, LONGEST_RATIO, LEAST_LETTERS = 0.25, 4.0, 40

# Of a placeholder such as %(count)s or {name}, its name.
_PLACEHOLDER = re.compile(r"(?:%\(|\{)(\w*)(?:\)[sd]|\})")
_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f]\d+)*")
# Sums, times and ranges are worded anew in each language; their numbers stay.
_FIXED = re.compile(r"@|://|www\.|^\+?\d[\d \u00a0\u202f/-]{5,}$|^[A-Z]+[-/\d][A-Z\d/ -]*$")
# Marks that turn text round from here on, and what no text can hold.
_TURNING = re.compile("[\u202a-\u202e]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]|[\ud800-\udfff]")


class TranslationFault(StrEnum):
    """What can be wrong, for the site to put into words."""

    EMPTY = "empty"
    CONTROL = "control"
    NOISE = "noise"
    LONG_WORD = "long-word"
    SCRIPT = "script"
    DIGITS = "digits"
    PLACEHOLDERS = "placeholders"
    TOKENS = "tokens"
    NUMBERS = "numbers"
    LENGTH = "length"


@dataclass(frozen=True)
class TranslationProblem:
    """One thing that does not fit; `detail` is what is missing or too much."""

    fault: TranslationFault
    detail: str = ""


def problems_in_translation(
    source: str, text: str, *, language: str
) -> tuple[TranslationProblem, ...]:
    """Compare a translation with its English source: letters, placeholders, numbers, length."""
    if not text.strip():
        return (TranslationProblem(TranslationFault.EMPTY),)
    return (*_problems_with_letters(source, text, language), *_differences(source, text))


def _problems_with_letters(source: str, text: str, language: str) -> Iterator[TranslationProblem]:
    if _CONTROL.search(text) or _TURNING.search(text):
        yield TranslationProblem(TranslationFault.CONTROL)
    if _most_marks(text) > MOST_MARKS:
        yield TranslationProblem(TranslationFault.NOISE)
    longest = max(text.split(), key=len)
    if len(longest) > max(LONGEST_WORD, *map(len, source.split() or [""])):
        yield TranslationProblem(TranslationFault.LONG_WORD, longest[:20])
    if _is_in_other_script(source, text, language):
        yield TranslationProblem(TranslationFault.SCRIPT)
    digits = sorted(
        one for one in set(text) if unicodedata.category(one) == "Nd" and not one.isascii()
    )
    if digits:
        yield TranslationProblem(TranslationFault.DIGITS, " ".join(digits))


def _most_marks(text: str) -> int:
    most = run = 0
    for character in unicodedata.normalize("NFC", text):
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        most = max(most, run)
    return most


def _is_in_other_script(source: str, text: str, language: str) -> bool:
    """Say whether most letters are of another script; names such as “BSL” stay as they are."""
    if not any(word.islower() for word in source.split()):
        return False
    letters = letters_by_script("".join(run.text for run in runs(text) if not run.left_to_right))
    return letters[script_of_language(language)] * 2 < letters.total()


def _differences(source: str, text: str) -> Iterator[TranslationProblem]:
    """Find the first kind of thing that is in one and not in the other."""
    for fault, found in (
        (TranslationFault.PLACEHOLDERS, _PLACEHOLDER.findall),
        (TranslationFault.TOKENS, _fixed_tokens),
        (TranslationFault.NUMBERS, _numbers),
    ):
        wanted, got = Counter(found(source)), Counter(found(text))
        differing = [*(wanted - got), *(got - wanted)]
        if differing:
            yield TranslationProblem(fault, ", ".join(differing))
            return
    ratio = len(text) / len(source)
    if len(source) >= LEAST_LETTERS and not SHORTEST_RATIO <= ratio <= LONGEST_RATIO:
        yield TranslationProblem(TranslationFault.LENGTH, f"{ratio:.1f}")


def _fixed_tokens(text: str) -> list[str]:
    """Return what is the same in every language: phones, links, addresses, postcodes, dates."""
    return [one for one in left_to_right_tokens(text) if _FIXED.search(one)]


def _numbers(text: str) -> list[str]:
    """Return the numbers as their digits alone: 10,000 is 10.000 elsewhere."""
    return [re.sub(r"\D", "", one) for one in _NUMBER.findall(_PLACEHOLDER.sub("", text))]
