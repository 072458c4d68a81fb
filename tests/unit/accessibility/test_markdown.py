"""Markdown in boxes of facts: the little it may say, and nothing else does anything."""

import pytest

from accessibility.document import Bullets, Marked, Numbered, Paragraph
from accessibility.markdown import markdown_blocks, markdown_html, markdown_texts

EVERYTHING = """\
We have **90 trees**, and *some* are old.
They stand [in 12 streets](https://trees.example.org/map?a=1&b=2).

- Lime
- Plane
  - London plane

1. Count them
2. Call 020 7946 0123
"""


def test_paragraphs_lists_bold_and_links_are_html() -> None:
    assert markdown_html(EVERYTHING) == (
        "<p>We have <b>90 trees</b>, and <b>some</b> are old. They stand "
        '<a href="https://trees.example.org/map?a=1&amp;b=2" rel="noopener noreferrer">'
        "in 12 streets</a>.</p>\n"
        "<ul><li>Lime</li><li>Plane</li><li>London plane</li></ul>\n"
        '<ol><li>Count them</li><li>Call <bdi dir="ltr">020 7946 0123</bdi></li></ol>'
    )


def test_copies_say_the_same_with_addresses_in_brackets() -> None:
    first, second, third = markdown_blocks(EVERYTHING)
    assert isinstance(first, Paragraph)
    assert first.text == (
        "We have 90 trees, and some are old. They stand in 12 streets "
        "(https://trees.example.org/map?a=1&b=2)."
    )
    assert isinstance(first.text, Marked)
    assert [first.text[start:end] for start, end in first.text.bold] == ["90 trees", "some"]
    assert second == Bullets(("Lime", "Plane", "London plane"))
    assert third == Numbered(("Count them", "Call 020 7946 0123"))


def test_the_words_alone_are_for_measures_and_the_word_list() -> None:
    assert markdown_texts("**Old** [limes](https://a.example)\n\n- One") == ("Old limes", "One")


def test_a_line_may_end_where_the_writer_wants() -> None:
    assert markdown_html("One\\\ntwo") == "<p>One<br>two</p>"
    assert markdown_blocks("One\\\ntwo") == (Paragraph("One\ntwo"),)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "<!-- hidden -->",
        "# A heading",
        "> a quote",
        "`code`",
        "{{7 * 7}} ${7 * 7} %s",
        "<https://auto.example.org>",
        "[click](javascript:alert(1))",
        "[click](JAVASCRIPT:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "[click](//evil.example)",
        "[click](/en/officer/)",
        "[click](vbscript:x)",
        "[click](file:///etc/passwd)",
        "[click](https://)",
        "[click](mailto:a@b.example?cc=c@d.example)",
        "[click][1]",
        "&lt;b&gt;",
    ],
)
def test_all_else_stands_there_as_letters(text: str) -> None:
    assert markdown_texts(text) == (text,)
    shown = markdown_html(text)
    assert "<" not in shown.removeprefix("<p>").removesuffix("</p>").replace(
        '<bdi dir="ltr">', ""
    ).replace("</bdi>", "")


def test_a_picture_is_a_link_at_most() -> None:
    assert "<img" not in markdown_html("![A tree](https://trees.example.org/a.png)")


@pytest.mark.parametrize("text", ["[](https://a.example)", "[ ](https://a.example)"])
def test_a_link_without_words_is_its_address(text: str) -> None:
    assert markdown_html(text) == '<p><bdi dir="ltr">https://a.example</bdi></p>'


def test_a_mail_address_is_told_without_its_scheme() -> None:
    (block,) = markdown_blocks("[Write to us](mailto:trees@example.org)")
    assert block == Paragraph("Write to us (trees@example.org)")


def test_quotes_cannot_leave_an_address() -> None:
    shown = markdown_html('[x](https://a.example/"onmouseover="alert(1))')
    assert shown.count('"') == 4  # of href and of rel
    assert "onmouseover=" not in shown.replace("%22onmouseover=", "")


def test_lists_may_lie_deep_and_nothing_may_be_there() -> None:
    assert markdown_texts("- " * 40 + "deep") == ("deep",)
    assert markdown_html("") == ""
    assert markdown_blocks(" \n ") == ()
