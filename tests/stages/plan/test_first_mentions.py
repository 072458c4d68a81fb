"""In its files as on its page, a consultation marks a word where it says it first."""

from flask import Flask

from accessibility.document import Document, Question, WordBox, document_texts, parted
from tests.factories import document, opened, question
from tests.support.editions import document_at

WORDS = [
    {"term": "verge", "meaning": "The grass beside a road.", "variants": ["verges"]},
    {"term": "Levy", "meaning": "Money that a council asks for."},
    {"term": "street tree", "meaning": "A tree that stands on a verge."},
    {"term": "branch", "meaning": "A part of a tree."},
]


def whole(app: Flask) -> Document:
    asked = question("where", "single") | {"text": "Is a branch on your verge?"}
    parts = document(
        asked,
        summary="Verges are bare. Each verge needs care.",
        why="A levy could pay.",
        can_change=["How high the levy is", "Where a street tree stands"],
        ways=[{"how": "meeting", "text": "Walk along a verge.", "day": "2027-02-01"}],
        what_happens_next="The levy stays.",
        words=WORDS,
    )
    with app.app_context():
        return document_at(opened(app, parts))


def test_a_word_stands_out_where_it_is_said_first_and_only_there(app: Flask) -> None:
    bold = [
        piece for text in document_texts(whole(app)) for piece, is_bold in parted(text) if is_bold
    ]
    assert bold == ["Verges", "levy", "street tree"]


def test_a_question_stays_plain_below_the_box_of_its_words(app: Flask) -> None:
    blocks = whole(app).blocks
    place = next(place for place, one in enumerate(blocks) if isinstance(one, Question))
    box, asked = blocks[place - 1 : place + 1]
    assert isinstance(box, WordBox)
    assert [word.label for word in box.words] == ["branch"]
    assert isinstance(asked, Question)
    assert not any(is_bold for _piece, is_bold in parted(asked.text))
