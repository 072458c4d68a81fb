"""Markdown as far as a box of facts needs it: paragraphs, bold, lists and links.

What else Markdown knows, and all HTML, stands there as the letters that were typed: a heading
would break the order of headings on a page, and a picture has nobody to describe it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from accessibility.document import Bullets, Marked, Numbered, Paragraph
from accessibility.tokens import runs

SCHEMES = frozenset({"http", "https", "mailto"})
_LEADS = re.compile(
    r"https?://[a-z0-9.-]+(:\d+)?([/?#].*)?|mailto:[^\s?@]+@[^\s?@]+", re.IGNORECASE
)
_TAGS = {"p", "ul", "ol", "li", "b", "a", "br", "bdi"}
_ATTRIBUTES = {"a": {"href"}, "bdi": {"dir"}}
_HTML = {
    "paragraph": Markup("<p>{}</p>"),
    "bullet_list": Markup("<ul>{}</ul>"),
    "ordered_list": Markup("<ol>{}</ol>"),
}
_LETTERS = {"softbreak": " ", "hardbreak": "\n"}
_ITEM = Markup("<li>{}</li>")


@dataclass(frozen=True)
class _Piece:
    """Words that look alike and lead to the same place, if they lead anywhere."""

    text: str
    is_bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class _Part:
    """A paragraph, or a list with its points."""

    kind: str
    items: tuple[tuple[_Piece, ...], ...]


@lru_cache(maxsize=1024)
def markdown_html(text: str) -> Markup:
    """Return a text as HTML that is safe on any page, whoever wrote it."""
    made = Markup("\n").join(_html(part) for part in _parts(text))
    safe = nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES))
    return Markup(safe)  # noqa: S704 (cleaned in the line above)


def markdown_blocks(text: str) -> tuple[Paragraph | Bullets | Numbered, ...]:
    """Return the same as parts of a document; an address follows the words that lead there."""
    return tuple(map(_block, _parts(text)))


def markdown_texts(text: str) -> tuple[str, ...]:
    """Return the words alone: each paragraph and each point."""
    return tuple(
        "".join(piece.text for piece in item) for part in _parts(text) for item in part.items
    )


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library calls it so)
        """Let a link lead to another site or to a letter box, and nowhere else."""
        return _LEADS.fullmatch(url) is not None


_READER = _Reader("zero").enable(["list", "emphasis", "link", "escape", "newline"])
_READER.options["maxNesting"] = 100  # what lies deeper is left out; 20 is soon reached


def _parts(text: str) -> Iterator[_Part]:
    """Yield paragraphs and lists. A list in a list goes on with it: nobody counts levels."""
    depth, kind = 0, ""
    items: list[tuple[_Piece, ...]] = []
    for token in _READER.parse(text):
        if token.type.endswith("_list_open"):
            depth, kind = depth + 1, kind or token.type.removesuffix("_open")
        elif token.type == "inline":
            items.append(tuple(_pieces(token.children or [])))
        elif token.type.endswith("_list_close"):
            depth -= 1
        if items and not depth:
            yield _Part(kind or "paragraph", tuple(items))
            items, kind = [], ""


def _pieces(tokens: Sequence[Token]) -> Iterator[_Piece]:
    bold, link, words = 0, "", ""
    for token in tokens:
        if token.type == "link_open":
            link, words = str(token.attrs["href"]), ""
        elif token.type == "link_close":
            # A link without words is told by nobody: the address stands there instead.
            yield _Piece(words, bool(bold), link) if words.strip() else _Piece(link)
            link = ""
        elif token.nesting:
            bold += token.nesting
        elif link:
            words += _LETTERS.get(token.type, token.content)
        else:
            yield _Piece(_LETTERS.get(token.type, token.content), bool(bold))


def _html(part: _Part) -> Markup:
    items = [Markup().join(_said(item)) for item in part.items]
    is_list = part.kind != "paragraph"
    return _HTML[part.kind].format(Markup().join(map(_ITEM.format, items) if is_list else items))


def _said(pieces: Iterable[_Piece]) -> Iterator[Markup]:
    for piece in pieces:
        words = Markup().join(
            Markup('<bdi dir="ltr">{}</bdi>').format(run.text)
            if run.left_to_right
            else escape(run.text)
            for run in runs(piece.text)
        )
        words = words.replace("\n", Markup("<br>"))
        words = Markup("<b>{}</b>").format(words) if piece.is_bold else words
        yield Markup('<a href="{}">{}</a>').format(piece.link, words) if piece.link else words


def _block(part: _Part) -> Paragraph | Bullets | Numbered:
    texts = tuple(_text(tuple(_with_addresses(item))) for item in part.items)
    if part.kind == "paragraph":
        return Paragraph(texts[0])
    return Bullets(texts) if part.kind == "bullet_list" else Numbered(texts)


def _with_addresses(pieces: tuple[_Piece, ...]) -> Iterator[_Piece]:
    for piece in pieces:
        yield piece
        if piece.link:
            yield _Piece(f" ({piece.link.removeprefix('mailto:')})")


def _text(pieces: tuple[_Piece, ...]) -> str:
    """Return pieces as one text, with what is bold in it."""
    text = "".join(piece.text for piece in pieces)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    bold = [
        (end - len(piece.text), end)
        for piece, end in zip(pieces, ends, strict=True)
        if piece.is_bold and piece.text
    ]
    return Marked(text, bold) if bold else text
