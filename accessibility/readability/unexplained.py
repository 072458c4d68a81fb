"""Words that many people do not know, and that nothing explains. English only.

Rare is what is in no list of easy words: that of Dale and Chall (1948, shipped with
textstat) and our own of words that came into daily use since. A word can be in the list and
still be hard where it is used, and the other way round: only readers can tell.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from accessibility.readability.english import Phrases, Token, is_easy, singular, tokens
from accessibility.readability.sentences import sentences_of
from accessibility.scripts import primary_language

_SHORTEST = 3  # letters; initials may be shorter


@dataclass(frozen=True)
class HardWord:
    """A word as it mostly stands in the text, and how often it does, plurals too."""

    word: str
    count: int


def hard_words(
    text: str, *, language: str, explained: Collection[str] = ()
) -> tuple[HardWord, ...] | None:
    """Return the hard words that `explained` does not hold, most frequent first.

    `explained` are terms of a word list, names and other words that readers know, in any form.
    Names (capitals within a sentence) and numbers are not hard; initials are. Returns
    None for a language whose easy words we do not have, which is not “none found”.
    """
    if primary_language(language) != "en":
        return None
    known = Phrases(explained, any_form=True)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    written = [tuple(tokens(one.text)) for one in sentences_of(text, language)]
    names = _names(written)
    for words in written:
        for word in _unexplained(words, known):
            if _is_hard(word) and word not in names:
                forms[singular(word)][word if _is_initials(word) else word.casefold()] += 1
    found = (HardWord(form.most_common(1)[0][0], form.total()) for form in forms.values())
    return tuple(sorted(found, key=lambda one: (-one.count, one.word.casefold())))


def _unexplained(words: tuple[Token, ...], known: Phrases) -> Iterator[str]:
    explained = {at for start, end, _phrase in known.found_in(words) for at in range(start, end)}
    yield from (word.text for at, word in enumerate(words) if at not in explained)


def _names(written: list[tuple[Token, ...]]) -> frozenset[str]:
    """Return the words with a capital inside a sentence that never stand without one.

    A first word is a name too if a word with a capital comes straight after it: “Edith Road”.
    """
    inside = {word.text for words in written for word in words[1:]}
    first = {words[0].text for words in written if len(words) > 1 and words[1].text.istitle()}
    plain = {word for word in inside if word.islower()}
    return frozenset(
        word
        for word in inside | first
        if word[0].isupper() and not _is_initials(word) and word.casefold() not in plain
    )


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _is_hard(word: str) -> bool:
    if not _is_initials(word) and (len(word) < _SHORTEST or not word.replace("’", "").isalpha()):
        return False
    return not is_easy(word)
