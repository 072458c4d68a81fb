"""A document as one page of HTML: no script, no address of its own, one heading of level 1."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from accessibility.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Question,
    WordBox,
    parted,
)
from accessibility.scripts import direction_of
from accessibility.tokens import runs

# The little that a page needs: the reader’s own device chooses letters and colours.
STYLE = """\
html { font-family: sans-serif; line-height: 1.5 }
html:lang(ur) { line-height: 2.2 }
body { max-width: 38em; margin: 0 auto; padding: 1em; font-size: 1.125em }
h1, h2, h3 { line-height: 1.4; text-align: start }
dt { font-weight: bold }
dd { margin: 0 0 0.5em 0 }
aside, [role="note"] { border: 0.2em solid; padding: 0 1em; margin: 1.5em 0 }
"""
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="publisher" content="{publisher}"/>
<style>
{style}</style>
</head>
<body>
<main>
<h1 id="title">{shown_title}</h1>
{blocks}
</main>
</body>
</html>
""")
# What XML cannot hold, and what no reader shows: control characters and soft hyphens.
_NOT_TEXT = re.compile("[^\n\x20-\x7e\xa0-\xac\xae-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEW_LINE = re.compile("\r\n?")
_CHAPTER, _PART = 2, 3


class UntitledDocument(ValueError):  # noqa: N818 (it names what is wrong with the document)
    """A document without a title cannot be found or named by anyone."""


def html_page(document: Document) -> str:
    """Return a document as a page that is both HTML and well-formed XML.

    Raises UntitledDocument.
    """
    title = " ".join(shown(document.title).split())
    if not title:
        raise UntitledDocument("the title has no text")
    page = _PAGE.format(
        language=document.language,
        direction=document.direction,
        title=title,
        publisher=shown(document.publisher),
        style=Markup(STYLE),  # noqa: S704 (our own, above)
        shown_title=_say(title),
        blocks=Markup("\n").join(_blocks(document)),
    )
    return str(page)


def shown(text: str) -> str:
    """Return what a reader meets of a text: letters, signs, spaces and ends of lines."""
    return _kept(text).strip()


def _kept(text: str) -> str:
    return _NOT_TEXT.sub("", _NEW_LINE.sub("\n", text).replace("\t", " "))


def _blocks(document: Document) -> Iterator[Markup]:
    yield _paragraph(document.publisher)
    deepest = _CHAPTER  # no part without a chapter above it
    for place, block in enumerate(document.blocks, 1):
        if isinstance(block, Heading) and block.level == _CHAPTER:
            deepest = _PART
        yield from _block(block, f"part-{place}", deepest, document.labels.word_help)
    yield _paragraph(document.closing_note)


def _block(block: Block, name: str, deepest: int, word_help: str) -> Iterator[Markup]:
    match block:
        case Heading(level=level, text=text):
            yield _heading(min(level, deepest), name, text)
        case Paragraph(text=text, language=language):
            yield _quoted(text, language) if language else _paragraph(text)
        case Bullets(items=items):
            yield _list("ul", items)
        case Numbered(items=items):
            yield _list("ol", items)
        case Facts(items=facts):
            yield _facts(facts)
        case WordBox(words=words):
            yield _word_box(word_help, words)
        case question:
            yield _question(question, deepest, name)


def _question(question: Question, level: int, name: str) -> Markup:
    return Markup("<section>\n{}\n{}\n{}\n</section>").format(
        _heading(level, name, f"{question.number}. {question.text}"),
        _paragraph(question.hint),
        _list("ul", question.choices),
    )


def _word_box(word_help: str, words: tuple[Fact, ...]) -> Markup:
    if not word_help:
        return Markup("<aside>\n{}\n</aside>").format(_facts(words))
    return Markup('<aside aria-label="{}">\n<p><strong>{}</strong></p>\n{}\n</aside>').format(
        shown(word_help), _say(word_help), _facts(words)
    )


def _heading(level: int, name: str, text: str) -> Markup:
    return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, name, _say(text))


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(_say(text)) if shown(text) else Markup()


def _quoted(text: str, language: str) -> Markup:
    """Mark words in another language than the page, and which way they run."""
    quoted = Markup('<p><span lang="{}" dir="{}">{}</span></p>')
    return quoted.format(language, direction_of(language), _say(text))


def _list(tag: str, items: Iterable[str]) -> Markup:
    lines = Markup("\n").join(Markup("<li>{}</li>").format(_say(item)) for item in items)
    return Markup("<{0}>\n{1}\n</{0}>").format(tag, lines) if lines else Markup()


def _facts(facts: Iterable[Fact]) -> Markup:
    lines = Markup("\n").join(
        Markup("<dt>{}</dt>\n<dd>{}</dd>").format(_say(fact.label), _say(fact.value))
        for fact in facts
    )
    return Markup("<dl>\n{}\n</dl>").format(lines) if lines else Markup()


def _say(text: str) -> Markup:
    pieces = (_piece(piece, is_bold=is_bold) for piece, is_bold in parted(text))
    return Markup().join(pieces).strip().replace("\n", Markup("<br/>\n"))


def _piece(piece: str, *, is_bold: bool) -> Markup:
    said = Markup().join(
        Markup('<bdi dir="ltr">{}</bdi>').format(run.text)
        if run.left_to_right
        else escape(run.text)
        for run in runs(_kept(piece))
    )
    return Markup("<b>{}</b>").format(said) if is_bold else said
