"""H1, H2, H16: is the page in one language, and is every other one marked?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from accessibility.house_rules.page import Found, NamedRule, Page, Place, Text, attribute, shortened
from accessibility.scripts import (
    LATIN,
    RIGHT_TO_LEFT,
    main_script,
    primary_language,
    script_of_language,
)
from accessibility.tokens import runs

# Names of file kinds and of things that have no other name.
_KNOWN_EVERYWHERE = re.compile(
    "AAC|BRF|BSL|CD|CSV|DOCX|EPUB|GB|HTML|HTTP|JPEG|JSON|KB|kB|MB|MP3|NRCPD|ODS|ODT|PDF|PNG|PO|QR"
    "|SMS|SVG|URL|WebVTT|XLIFF|XLSX|XML"
)
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z’]+")
# Words that English has and the other languages we serve do not.
_ENGLISH = re.compile(
    r"\b(?:about|and|been|from|have|how|our|should|that|the|their|there|these|they|this|what"
    r"|when|which|with|would|you|your)\b",
    re.IGNORECASE,
)
_ENGLISH_WORDS_THAT_TELL = 2


def _page_language(page: Page) -> Iterator[Found]:
    """H1: the html element says the language and direction that were served."""
    for name, expected in (("lang", page.language), ("dir", page.direction)):
        told = attribute(page.root, name)
        if told != expected:
            yield Found(f"html[{name}] is {told!r}, expected {expected!r}", f"<html {name}={told}>")


def _main_script(page: Page) -> Iterator[Found]:
    """H1: what main says in its own language is in that language’s letters."""
    own = " ".join(
        _without_names(page, text)
        for text in _unmarked(page)
        if text.place.in_main and text.is_ours
    )
    found, expected = main_script(own), script_of_language(page.language)
    if found not in {None, expected}:
        yield Found(f"main is in {found} letters, expected {expected}", shortened(own))


def _parts_in_other_letters(page: Page) -> Iterator[Found]:
    """H2: text in other letters than the page’s says its own language and direction."""
    own = script_of_language(page.language)
    for text in page.texts:
        if not (text.is_ours and text.place.language):
            continue
        script = main_script(_without_names(page, text))
        told = script_of_language(text.place.language)
        if not script:
            continue
        if script != told:
            yield Found(
                f"{script} letters where lang is {text.place.language!r}", shortened(text.content)
            )
        elif script != own and not _has_own_direction(text, script):
            yield Found(f"{script} letters without their own dir", shortened(text.content))


def _has_own_direction(text: Text, script: str) -> bool:
    right = "rtl" if script in RIGHT_TO_LEFT else "ltr"
    return text.place.direction_marked and text.place.direction in {right, "auto"}


def _hidden_english(page: Page) -> Iterator[Found]:
    """H16: a page in another language shows English only where it says so."""
    if primary_language(page.language) == "en":
        return
    find = _english_words if script_of_language(page.language) == LATIN else _latin_words
    for text in (*_unmarked(page), _title(page)):
        if text.is_ours and (words := find(page, text)):
            yield Found(f"hidden English: {' '.join(words)}", shortened(text.content))


def _latin_words(page: Page, text: Text) -> list[str]:
    return _not_marked(page, text, _LATIN_WORD.findall(_without_names(page, text)))


def _english_words(page: Page, text: Text) -> list[str]:
    english = _not_marked(page, text, _ENGLISH.findall(text.content))
    return english if len(english) >= _ENGLISH_WORDS_THAT_TELL else []


def _not_marked(page: Page, text: Text, words: list[str]) -> list[str]:
    """Leave out what an attribute, which can say no language, repeats from marked words."""
    marked = _marked_words(page) if text.attribute else frozenset()
    return [word for word in words if word not in marked]


def _without_names(page: Page, text: Text) -> str:
    return _words_alone(text.content, text.place.direction, page.allowed_words)


# Two rules ask this of every text, and pages share most of theirs: menus, labels, notes.
@lru_cache(maxsize=4096)
def _words_alone(content: str, direction: str, names: frozenset[str]) -> str:
    """Leave out addresses, references and names that are the same in every language."""
    prose = " ".join(run.text for run in runs(content) if not run.left_to_right)

    def is_name(word: str) -> bool:
        """Tell names and codes from words; a code stands apart from right-to-left text."""
        is_code = direction != "rtl" and word.isupper()
        return is_code or word in names or bool(_KNOWN_EVERYWHERE.fullmatch(word))

    return _LATIN_WORD.sub(lambda match: "" if is_name(match[0]) else match[0], prose)


def _unmarked(page: Page) -> tuple[Text, ...]:
    return tuple(text for text in page.texts if not _is_foreign(page, text))


def _title(page: Page) -> Text:
    """Take the title for an attribute: no part of it can be marked as another language."""
    return Text(page.title, Place(page.language, page.direction), "title")


def _marked_words(page: Page) -> frozenset[str]:
    marked = (text.content for text in page.texts if _is_foreign(page, text))
    return frozenset(_LATIN_WORD.findall(" ".join(marked)))


def _is_foreign(page: Page, text: Text) -> bool:
    return primary_language(text.place.language) != primary_language(page.language)


RULES = (
    NamedRule("H1", _page_language),
    NamedRule("H1", _main_script),
    NamedRule("H2", _parts_in_other_letters),
    NamedRule("H16", _hidden_english),
)
