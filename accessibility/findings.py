"""What the checks say about a text, a page or a stylesheet, in lines for a person at a terminal."""

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from accessibility.markup import problems_in_page
from accessibility.readability import (
    MOST_WORDS,
    TARGET_MEAN_WORDS,
    TARGET_SCORE,
    NoScore,
    Reading,
    ReadingProblem,
    ReadingProblemKind,
    measure,
    problems_with_reading,
)
from accessibility.scripts import RIGHT_TO_LEFT, script_of_language
from accessibility.stylesheet import problems_in_stylesheet

_WHY_NO_SCORE = {
    NoScore.NO_FORMULA: "none; we know of no formula that is true for “{language}”",
    NoScore.NO_TEXT: "none; there is no sentence in it",
}
_PROBLEMS = {
    ReadingProblemKind.SCORE_TOO_LOW: "The score is {value:.1f}, under {limit:g}.",
    ReadingProblemKind.SENTENCES_TOO_LONG: (
        "Sentences have {value:.1f} words on average, over {limit:g}."
    ),
    ReadingProblemKind.SENTENCE_TOO_LONG: "A sentence has {value:g} words, over {limit:g}.",
}


class Findings(NamedTuple):
    """Lines to show, and how many problems they tell of."""

    lines: tuple[str, ...]
    problems: int


def findings_in_text(text: str, language: str) -> Findings:
    """Say how hard a text is to read, what we aim at, and which sentences are the hardest."""
    reading = measure(text, language=language)
    found = problems_with_reading(reading)
    lines = (
        f"Language: {language}",
        f"Score: {_score(reading)}",
        f"Words: {reading.words} in {reading.sentences} sentences",
        f"Words in a sentence: {reading.mean_words:.1f} (aim: {TARGET_MEAN_WORDS:g} or fewer)",
        f"Longest sentence: {reading.longest_words} words (aim: {MOST_WORDS} or fewer)",
        *(_letters(reading) if reading.reason is NoScore.NO_FORMULA else ()),
        "The longest sentences:",
        *(f"  {one.words}: {one.text}" for one in reading.hardest),
        *(_problem(one) for one in found),
    )
    return Findings(lines, len(found))


def findings_in_page(html: str, language: str, error_prefix: str) -> Findings:
    """List the house rules that a page breaks; "" takes the language from the page."""
    root = LexborHTMLParser(html).css_first("html")
    told = (root.attributes.get("lang") if root else "") or ""
    language = language or told or "en"
    direction = "rtl" if script_of_language(language) in RIGHT_TO_LEFT else "ltr"
    found = problems_in_page(
        html, language=language, direction=direction, error_prefix=error_prefix
    )
    head = f"Language: {language}, which runs {direction}"
    return Findings((head, *map(str, found)), len(found))


def findings_in_stylesheet(css: str) -> Findings:
    """List the house rules that a stylesheet breaks."""
    found = problems_in_stylesheet(css)
    return Findings(tuple(map(str, found)), len(found))


def _score(reading: Reading) -> str:
    if reading.reason:
        return _WHY_NO_SCORE[reading.reason].format(language=reading.language)
    return f"{reading.score:.1f} by {reading.formula} (aim: {TARGET_SCORE:g} or more)"


def _letters(reading: Reading) -> tuple[str, ...]:
    """Say what can be counted where no formula is true, to compare texts of one language."""
    return (
        f"Letters in a word: {reading.mean_letters:.1f}",
        f"Words of over six letters: {100 * reading.long_words:.0f} in 100",
        "Compare letters with other texts in this language only.",
    )


def _problem(one: ReadingProblem) -> str:
    words = _PROBLEMS[one.kind].format(value=one.value, limit=one.limit)
    return f"{words} {one.sentence.text}" if one.sentence else words
