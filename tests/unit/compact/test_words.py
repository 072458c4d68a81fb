"""The words of the Compact keep to what we ask of every word list."""

from accessibility.readability import Entry, problems_in_word_list
from consult.compact.queries import words_of_the_compact


def test_our_own_word_list_has_no_faults() -> None:
    entries = [
        Entry(one["term"], one["meaning"], tuple(one.get("variants", ())))
        for one in words_of_the_compact()
    ]
    assert problems_in_word_list(entries, language="en") == ()
    assert len(entries) > 20


def test_what_the_compact_never_explained_is_explained() -> None:
    forms = {
        form for one in words_of_the_compact() for form in (one["term"], *one.get("variants", ()))
    }
    assert {"Compact", "PQASSO", "accessible", "equality", "funder"} <= forms
