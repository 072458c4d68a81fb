"""Word help: the right words, at their first mention, by the alphabet."""

import pytest

from consult.plan.rules.definition import Word
from consult.plan.rules.words import Piece, explained, in_alphabet, words_in

LIBRARY = Word("library", "A house of books.", ("libraries",))
MOBILE = Word("Mobile library", "A van with books.")
HOURS = Word("opening hours", "When a door is open.")
LIST = (MOBILE, HOURS, LIBRARY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nothing to explain.", ()),
        ("", ()),
        ("The library’s LIBRARY, or (library)?", (LIBRARY,)),
        ("Libraries are open.", (LIBRARY,)),
        ("A librarylike thing, and prelibrary.", ()),
        ("The mobile library comes.", (MOBILE,)),
        ("The mobile library and a library.", (LIBRARY, MOBILE)),
        ("Our opening\n hours in libraries", (LIBRARY, HOURS)),
        ("Openinghours", ()),
    ],
)
def test_whole_words_are_found_in_any_case_and_the_longest_counts(
    text: str, found: tuple[Word, ...]
) -> None:
    assert words_in([text], LIST) == found


def test_a_word_is_explained_at_its_first_mention_on_a_page_only() -> None:
    page = explained(
        {
            "about": ["Our libraries and the library."],
            "points": ["Opening hours", "The mobile library"],
            "next": ["Each library has opening hours."],
        },
        LIST,
    )
    assert page["about"].texts == (
        (Piece("Our "), Piece("libraries", LIBRARY), Piece(" and the library.")),
    )
    assert page["about"].words == (LIBRARY,)
    assert page["points"].texts == (
        (Piece("Opening hours", HOURS),),
        (Piece("The "), Piece("mobile library", MOBILE)),
    )
    assert page["points"].words == (MOBILE, HOURS)
    assert page["next"].texts == ((Piece("Each library has opening hours."),),)
    assert page["next"].words == ()


def test_without_a_word_list_a_text_stays_as_it_is() -> None:
    assert explained({"about": ["Our libraries."]}, ())["about"].texts == (
        (Piece("Our libraries."),),
    )


def test_signs_in_a_word_mean_nothing_but_themselves() -> None:
    word = Word("(a.b)*", "A sign.", ("C++", "lıne"))
    assert words_in(["We say (a.b)* here"], (word,)) == (word,)
    assert words_in(["aXb"], (word,)) == ()
    assert words_in(["Written in c++, LINE"], (word,)) == (word,)


def test_the_alphabet_counts_and_not_the_case() -> None:
    assert in_alphabet(LIST) == (LIBRARY, MOBILE, HOURS)


@pytest.mark.parametrize(
    ("term", "anchor"),
    [
        ("Opening hours", "word-opening-hours"),
        ("E-mail!", "word-e-mail"),
        ("اردو", "word-اردو"),
        ("+", "word-"),
    ],
)
def test_a_meaning_has_an_id_without_spaces(term: str, anchor: str) -> None:
    assert Word(term, "").anchor == anchor
