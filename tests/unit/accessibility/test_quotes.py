"""Words in another language than the document: marked where letters are, replaced where not."""

import json

import pytest

from accessibility.document import (
    Document,
    Heading,
    Labels,
    Paragraph,
    document_texts,
    in_one_language,
)
from accessibility.document_json import DocumentProblem, document_from_json
from accessibility.formats import FORMATS
from accessibility.html_page import html_page

URDU = "“ہمیں مزید بنچ چاہئیں، 0113 496 0000 پر فون کریں”"
ENGLISH = "“More seats, call 0113 496 0000”"
TITLE = "پارک کیسے بدلے"
INSTEAD = "One person’s words in Urdu are left out here."


def document(language: str) -> Document:
    """Return a document with a quote in the other language."""
    if language == "en":
        quote, title = Paragraph(URDU, "ur", INSTEAD), "How should the park change?"
    else:
        quote, title = Paragraph(ENGLISH, "en", TITLE), TITLE
    return Document(
        title=title,
        language=language,
        direction="ltr" if language == "en" else "rtl",
        publisher=title,
        blocks=(Heading(2, title), Paragraph(title), quote),
        closing_note=title,
        labels=Labels(page="{page} / {pages}", not_proofread=title, computer_voice=title),
    )


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    "name",
    ["clear-print", "word", "open-document", "e-book", "plain-text", "braille-uncontracted"],
)
def test_each_format_passes_its_check_with_a_quote_in_another_language(
    name: str, language: str
) -> None:
    form, made_from = FORMATS[name], document(language)
    assert form.problems(form.make(made_from), made_from) == ()


def test_a_page_says_which_language_a_quote_is_in_and_which_way_it_runs() -> None:
    assert '<p><span lang="ur" dir="rtl">“ہمیں' in html_page(document("en"))
    assert '<p><span lang="en" dir="ltr">“More' in html_page(document("ur"))


def test_one_voice_and_one_braille_code_read_what_stands_instead() -> None:
    texts = document_texts(in_one_language(document("en")))
    assert INSTEAD in texts
    assert URDU not in texts
    braille = FORMATS["braille-uncontracted"].make(document("en")).decode()
    assert ",ONE PERSON'S" in braille


def test_a_document_in_json_may_hold_a_quote_with_its_language() -> None:
    quote = {"kind": "paragraph", "text": URDU, "language": "ur", "instead": INSTEAD}
    whole = {
        **dict.fromkeys(("title", "publisher", "closing_note"), "Park"),
        "language": "en",
        "labels": {"page": "{page} {pages}"},
    }
    read = document_from_json(json.dumps({**whole, "blocks": [quote]}))
    assert read.blocks == (Paragraph(URDU, "ur", INSTEAD),)
    with pytest.raises(DocumentProblem) as problem:
        document_from_json(json.dumps({**whole, "blocks": [{**quote, "language": "not one"}]}))
    assert problem.value.place == "blocks[0].language"
