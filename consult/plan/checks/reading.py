"""How easy the consultation’s own words are to read. Residents’ words are never graded."""

from collections import Counter
from dataclasses import dataclass, replace

from accessibility.markdown import markdown_texts
from accessibility.readability import (
    Entry,
    HardWord,
    Reading,
    WordListProblem,
    WordListProblemKind,
    hard_words,
    measure,
    plainer_words,
    problems_in_word_list,
)
from consult.core.languages import Translated, current_language
from consult.plan.rules.definition import Definition, Word
from consult.plan.rules.words import in_alphabet

LANGUAGE = "en"
_SEEN_TO = (WordListProblemKind.OUT_OF_ORDER, WordListProblemKind.LONG_MEANING)
MOST_SHOWN = 10  # words of a kind: a longer list is not gone through


@dataclass(frozen=True)
class Swap:
    """Official words, what to say instead, and how often they stand in the text."""

    found: str
    instead: str
    count: int


@dataclass(frozen=True)
class Wording:
    """The words worth a second look, the most frequent first, at most ten of a kind."""

    hard: tuple[HardWord, ...] = ()
    swaps: tuple[Swap, ...] = ()
    list_problems: tuple[WordListProblem, ...] = ()


def reading_of(definition: Definition) -> Reading:
    """Return the measures of everything a consultation says to people, in its language."""
    return measure(text_of(definition), language=_language_of(definition))


def wording_of(definition: Definition) -> Wording:
    """Return hard words that the word list does not explain, and words with a plainer one.

    None in a translation: we have lists of English words only.
    """
    if _language_of(definition) != LANGUAGE:
        return Wording()
    found = wording_in(text_of(definition), definition.words)
    return replace(found, list_problems=_problems_in_words(definition)[:MOST_SHOWN])


def _language_of(definition: Definition) -> str:
    """Tell English from a translation, which is in the language of the page."""
    is_translated = isinstance(definition.title, Translated)
    return current_language().code if is_translated else LANGUAGE


def wording_in(text: str, words: tuple[Word, ...]) -> Wording:
    """Return hard words of a text that none of these explains, and words with a plainer one."""
    explained = [form for word in words for form in (word.term, *word.variants)]
    hard = hard_words(text, language=LANGUAGE, explained=explained) or ()
    found = plainer_words(text, language=LANGUAGE) or ()
    swaps = Counter((one.found.casefold(), one.instead) for one in found)
    # What has a plainer word is told once.
    plainer = {one.found.casefold() for one in found}
    return Wording(
        hard=tuple(one for one in hard if one.word not in plainer)[:MOST_SHOWN],
        swaps=tuple(Swap(*pair, count) for pair, count in swaps.most_common(MOST_SHOWN)),
    )


def _problems_in_words(definition: Definition) -> tuple[WordListProblem, ...]:
    """Look the word list over. Pages order it, and no file with long meanings gets here."""
    words = in_alphabet(definition.words)
    entries = [Entry(word.term, word.meaning, word.variants) for word in words]
    found = problems_in_word_list(entries, language=LANGUAGE)
    return tuple(one for one in found if one.kind not in _SEEN_TO)


def text_of(definition: Definition) -> str:
    """Return the words of a consultation, a sentence, heading or point on each line."""
    lines = [definition.title, definition.summary, definition.why, definition.what_happens_next]
    lines += [definition.who_is_affected, *(way.text for way in definition.ways)]
    told = definition.set_up
    lines += [told.equality_impact, told.equality_impact_not_needed, told.privacy]
    lines += [f"- {point}" for point in (*definition.can_change, *definition.cannot_change)]
    lines += [f"- {word.meaning}" for word in definition.words]
    for section in definition.sections:
        lines += [section.title, *markdown_texts(section.text)]
        for fact in section.facts:
            lines += [fact.title, *markdown_texts(fact.text)]
    for question in definition.questions:
        # The equality questions are a published standard: their words are not ours.
        if not question.is_equality:
            lines += [question.text, question.hint]
            lines += [f"- {one.label}" for one in (*question.rows, *question.options)]
    return "\n".join(line for line in lines if line)
