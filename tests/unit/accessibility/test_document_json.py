"""A document in JSON is read whole, or the place that is wrong is named."""

import copy
import json
from typing import Any

import pytest

from accessibility.document import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labels,
    Numbered,
    Paragraph,
    Question,
    WordBox,
)
from accessibility.document_json import DocumentProblem, document_from_json

GOOD: dict[str, Any] = {
    "title": "Trees",
    "language": "en-GB",
    "publisher": "Example Council",
    "labels": {"page": "Page {page} of {pages}", "contents": "Contents"},
    "blocks": [
        {"kind": "heading", "level": 2, "text": "Where"},
        {"kind": "heading", "level": 3, "text": "Which street"},
        {"kind": "paragraph", "text": "We plant trees."},
        {"kind": "bullets", "items": ["Ash", "Elm"]},
        {"kind": "numbered", "items": ["Read", "Answer"]},
        {"kind": "facts", "items": [{"label": "Ends", "value": "30 June"}]},
        {"kind": "question", "number": "1", "text": "Where?"},
        {"kind": "question", "number": "2", "text": "When?", "hint": "One.", "options": ["Now"]},
        {"kind": "words", "words": [{"label": "Levy", "value": "Money."}]},
    ],
    "closing_note": "Ring us.",
}


def test_every_kind_of_block_is_read() -> None:
    assert document_from_json(json.dumps(GOOD)) == Document(
        title="Trees",
        language="en-GB",
        direction="ltr",
        publisher="Example Council",
        blocks=(
            Heading(2, "Where"),
            Heading(3, "Which street"),
            Paragraph("We plant trees."),
            Bullets(("Ash", "Elm")),
            Numbered(("Read", "Answer")),
            Facts((Fact("Ends", "30 June"),)),
            Question("1", "Where?"),
            Question("2", "When?", "One.", ("Now",), answer="one"),
            WordBox((Fact("Levy", "Money."),)),
        ),
        closing_note="Ring us.",
        labels=Labels(page="Page {page} of {pages}", contents="Contents"),
    )


@pytest.mark.parametrize(
    ("said", "direction"),
    [({}, "rtl"), ({"direction": "ltr"}, "ltr"), ({"direction": "rtl"}, "rtl")],
)
def test_the_direction_is_that_of_the_language_unless_told(
    said: dict[str, str], direction: str
) -> None:
    document = document_from_json(json.dumps({**GOOD, "language": "ur", **said}))

    assert document.direction == direction


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("title",), " ", "title"),
        (("title",), None, "title"),
        (("closing_note",), 3, "closing_note"),
        (("language",), "English words", "language"),
        (("direction",), "up", "direction"),
        (("author",), "x", "author"),
        (("blocks",), [], "blocks"),
        (("blocks",), "x", "blocks"),
        (("blocks", 0), "x", "blocks[0]"),
        (("blocks", 0, "kind"), "table", "blocks[0]"),
        (("blocks", 0, "kind"), ["heading"], "blocks[0]"),
        (("blocks", 0, "level"), 1, "blocks[0].level"),
        (("blocks", 0, "level"), "2", "blocks[0].level"),
        (("blocks", 2, "colour"), "red", "blocks[2].colour"),
        (("blocks", 2, "text"), "a\0b", "blocks[2].text"),
        (("blocks", 2, "text"), "\ud800", "blocks[2].text"),
        (("blocks", 3, "items"), [], "blocks[3].items"),
        (("blocks", 3, "items", 1), 5, "blocks[3].items[1]"),
        (("blocks", 5, "items", 0), "x", "blocks[5].items[0]"),
        (("blocks", 5, "items", 0, "value"), "", "blocks[5].items[0].value"),
        (("blocks", 7, "options"), "Now", "blocks[7].options"),
        (("labels",), None, "labels"),
        (("labels", "page"), "Page {page}", "labels.page"),
        (("labels", "question"), "Question {number}", "labels.question"),
        (("labels", "colour"), "x", "labels.colour"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(
    path: tuple[str | int, ...], value: object, place: str
) -> None:
    spoilt = copy.deepcopy(GOOD)
    inner: Any = spoilt
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    with pytest.raises(DocumentProblem) as told:
        document_from_json(json.dumps(spoilt))

    assert told.value.place == place
    assert str(told.value).startswith(f"{place}: ")


@pytest.mark.parametrize("text", ["", "[", "NaN", "9" * 9_000, "[]", '"x"', "{" * 5])
def test_what_is_no_object_in_json_is_refused(text: str) -> None:
    with pytest.raises(DocumentProblem):
        document_from_json(text)
