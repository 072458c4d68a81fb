"""Words that many people do not know are found; names, numbers and explained words are not."""

from pathlib import Path

import pytest

from accessibility.readability import HardWord, hard_words, plainer_words


def hard(text: str, *explained: str) -> list[str]:
    found = hard_words(text, language="en", explained=explained)
    assert found is not None
    return [one.word for one in found]


def test_the_most_frequent_hard_word_comes_first_and_plurals_count_with_it() -> None:
    text = "A trustee helps us. Trustees and funders meet.\nThe trustees decide."
    assert hard_words(text, language="en-GB") == (HardWord("trustees", 3), HardWord("funders", 1))


@pytest.mark.parametrize(
    "text",
    [
        "We can’t stop the biggest, happiest and funniest buses from running.",
        "The library’s website is unfair and unhelpful; they’re carefully reading it… we won't.",
        "We asked Cholmondeley about Mpumalanga. Cholmondeley said yes.",
        "Cholmondeley Mpumalanga said yes.",
        "By 30 June 2026 at 6.30pm we had £1.2 million, the 12th time. It is 8am.",
        "Write to epistemology@ontology.example or see https://hermeneutics.example/exegesis.",
        "The NHS in the UK is on TV. Call us by phone, e-mail or online.",
        "OPEN YOUR BOOKS",
    ],
)
def test_easy_words_names_and_numbers_are_not_hard(text: str) -> None:
    assert hard(text) == []


def test_initials_are_hard_until_they_are_explained() -> None:
    text = "Ask the CVS about PQASSO. The CVS knows."
    assert hard(text) == ["CVS", "PQASSO"]
    assert hard(text, "PQASSO") == ["CVS"]


def test_a_name_that_is_a_word_too_is_hard_where_it_is_the_word() -> None:
    assert hard("We met Levy there. A levy is money.") == ["levy"]


@pytest.mark.parametrize(
    ("explained", "left"),
    [
        ((), ["funders", "trustee", "voluntary"]),
        (("funding",), ["trustee", "voluntary"]),
        (("Fund", "trustees"), ["voluntary"]),
        (("voluntary organisation", "trustee", "funders"), []),
        (("voluntary work",), ["funders", "trustee", "voluntary"]),
    ],
)
def test_a_word_list_explains_words_in_every_form(
    explained: tuple[str, ...], left: list[str]
) -> None:
    text = "Voluntary organisations have a trustee and rich funders."
    assert hard(text, *explained) == left


def test_a_word_with_a_hyphen_is_explained_as_a_whole() -> None:
    assert hard("Co-production is good.") == []
    assert hard("Co-commissioning is good.") == ["commissioning"]
    assert hard("Co-commissioning is good.", "co-commissioning") == []


@pytest.mark.parametrize("language", ["ur", "cy", "pl"])
def test_a_language_without_a_list_of_easy_words_gets_no_answer(language: str) -> None:
    assert hard_words("Powiedz nam.", language=language) is None
    assert plainer_words("Powiedz nam.", language=language) is None


def test_an_empty_text_has_no_hard_words() -> None:
    assert hard_words("", language="en") == ()
    assert plainer_words(" \n ", language="en") == ()


@pytest.mark.parametrize(
    ("text", "found", "instead"),
    [
        ("Works commence in May.", "commence", "start"),
        ("Works are Commencing in May.", "Commencing", "start"),
        ("We utilised it.", "utilised", "use"),
        ("Write to us in respect of this.", "in respect of", "about"),
        ("They did so Pursuant\nto the law.", "Pursuant\nto", "under"),
        ("Ask the stakeholders’ group.", "stakeholders’", "person or group with an interest"),
    ],
)
def test_official_words_are_found_with_their_place(text: str, found: str, instead: str) -> None:
    (word,) = plainer_words(text, language="en") or ()
    assert (word.found, word.instead) == (found.strip("’"), instead)
    assert text[word.start : word.end] == word.found


def test_the_longest_phrase_counts_and_they_come_in_the_order_of_the_text() -> None:
    text = "Prior to this, and in the event that it is required, subsequently tell us."
    assert [(one.found, one.instead) for one in plainer_words(text, language="en") or ()] == [
        ("Prior to", "before"),
        ("in the event that", "if"),
        ("required", "need"),
        ("subsequently", "later"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The process has concerns of a particular kind.",
        "Follow the path forward. I regard it as a via.",
        "In respect, of which we have much, we lack nothing. Prior went to bed.",
    ],
)
def test_words_that_only_look_alike_are_left_alone(text: str) -> None:
    found = [one.found for one in plainer_words(text, language="en") or ()]
    assert [one for one in found if one != "via"] == []


@pytest.mark.realdata
def test_the_compact_uses_words_that_its_list_does_not_hold(shared_data: Path) -> None:
    text = (shared_data / "consultations" / "redbridge-compact-easy-read.txt").read_text("utf-8")
    body, listed = text.replace("**", "").split("\nWord\tMeaning\n")
    terms = [
        term for row in listed.splitlines() if "\t" in row for term in row.split("\t")[0].split("/")
    ]
    found = hard_words(body, language="en", explained=terms) or ()
    named = {"PQASSO", "CVS", "funder", "unfunded", "agendas", "trustworthy", "inclusive"}
    named |= {"advisor", "provision", "accessible", "equality", "timetable"}
    assert named <= {one.word for one in found}
    assert not {"commissioning", "barriers", "monitor", "DBS"} & {one.word for one in found}
    assert len(found) < 40
