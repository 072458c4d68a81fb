"""A document as a PDF in clear, large or giant print, for screen readers too (PDF/UA-1)."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

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
    document_texts,
    parted,
)
from accessibility.scripts import (
    direction_of,
    letters_by_script,
    primary_language,
    script_of_language,
    script_of_letter,
)
from accessibility.tokens import runs

_TEMPLATE = Path(__file__).with_name("large_print.typ")
_LATIN_FAMILY = "Noto Sans"
_LATIN_PACKAGE = "fontpkg-noto-sans"
_DEBIAN_PACKAGE = "fonts-noto-core"
FONT_FOLDERS = (
    Path(str(files("fontpkg_noto_sans") / "files")),
    Path("/usr/share/fonts/truetype/noto"),
)
# Naskh, not Nastaliq: it is the cut whose letters a screen reader gets back whole.
_FAMILIES = {
    "ARABIC": ("Noto Naskh Arabic", _DEBIAN_PACKAGE),
    "BENGALI": ("Noto Sans Bengali", _DEBIAN_PACKAGE),
    "CYRILLIC": (_LATIN_FAMILY, _LATIN_PACKAGE),
    "DEVANAGARI": ("Noto Sans Devanagari", _DEBIAN_PACKAGE),
    "ETHIOPIC": ("Noto Sans Ethiopic", _DEBIAN_PACKAGE),
    "GREEK": (_LATIN_FAMILY, _LATIN_PACKAGE),
    "GUJARATI": ("Noto Sans Gujarati", _DEBIAN_PACKAGE),
    "GURMUKHI": ("Noto Sans Gurmukhi", _DEBIAN_PACKAGE),
    "LATIN": (_LATIN_FAMILY, _LATIN_PACKAGE),
    "SINHALA": ("Noto Sans Sinhala", _DEBIAN_PACKAGE),
    "TAMIL": ("Noto Sans Tamil", _DEBIAN_PACKAGE),
}
_NO_KNOWN_FONT = ("", "")

CLEAR_PRINT, EASY_PRINT, LARGE_PRINT, GIANT_PRINT = 14, 16, 18, 28  # points of running text
# UKAAF G003 and RNIB: nothing is smaller than the running text. Points; margins in mm.
_SIZES = {
    CLEAR_PRINT: {"body": 14, "part": 16, "chapter": 18, "title": 22, "margin": 22},
    EASY_PRINT: {"body": 16, "part": 18, "chapter": 22, "title": 28, "margin": 20},
    LARGE_PRINT: {"body": 18, "part": 20, "chapter": 24, "title": 28, "margin": 22},
    GIANT_PRINT: {"body": 28, "part": 30, "chapter": 34, "title": 38, "margin": 18},
}
_CHAPTER = 2
# Up to the arrows and pictures, the fonts hold the signs of every script above.
_FIRST_PICTURE = 0x2190
_NOT_HELD = "[…]"

Json = dict[str, Any]


class MissingFont(Exception):  # noqa: N818 (it names what is missing, not a fault of ours)
    """No font here can set this text; `needed_package` is "" where we know of none."""

    def __init__(self, language: str, needed_package: str) -> None:
        super().__init__(f"no font for {language}: install {needed_package or 'one by hand'}")
        self.language = language
        self.needed_package = needed_package


class UnprintableText(ValueError):  # noqa: N818 (the same)
    """The text holds a character that no font here can set."""


def large_print_pdf(
    document: Document,
    *,
    points: int = LARGE_PRINT,
    font_folders: tuple[Path, ...] = FONT_FOLDERS,
) -> bytes:
    """Set a document on A4 in one of three sizes, tagged, with title, language and bookmarks.

    Raises MissingFont or UnprintableText rather than make a file with letters missing.
    """
    return typeset(document, as_json(document), _TEMPLATE, points=points, font_folders=font_folders)


def typeset(
    document: Document,
    data: Json,
    template: Path,
    *,
    points: int = LARGE_PRINT,
    font_folders: tuple[Path, ...] = FONT_FOLDERS,
) -> bytes:
    """Set what `as_json` made of a document, and may have been added to, by a template.

    Raises as large_print_pdf does.
    """
    fonts = _fonts(font_folders)
    data = data | {"fonts": _families(document, fonts), "sizes": _SIZES[points]}
    try:
        return _compiled(data, template, fonts)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise UnprintableText(error.message) from error


def spelled_out(text: str) -> str:
    """Return what a person typed in letters that our fonts hold, for a copy that must be made.

    “🙂” becomes its name, “[slightly smiling face]”; other letters leave a mark, “[…]”.
    """
    spelled = "".join(_spelled(character) for character in text)
    while _NOT_HELD * 2 in spelled:
        spelled = spelled.replace(_NOT_HELD * 2, _NOT_HELD)
    return spelled


def _spelled(character: str) -> str:
    if _is_held(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return spelled_out(plain)
    kind = unicodedata.category(character)
    if kind in {"Cf", "Mn"}:  # joins and colours the sign beside it
        return ""
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name and kind[0] in "SPN" else _NOT_HELD


def _is_held(character: str) -> bool:
    if script := script_of_letter(character):
        return script in _FAMILIES
    if unicodedata.category(character)[0] == "M":
        return unicodedata.name(character, "").split(" ")[0] in {"COMBINING", *_FAMILIES}
    return ord(character) < _FIRST_PICTURE


def _compiled(data: Json, template: Path, fonts: typst.Fonts) -> bytes:
    """Hand the document over as data, so that nothing in it can act as markup."""
    pdf = typst.compile(
        str(template),
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    return bytes(pdf)


@lru_cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[folder for folder in folders if folder.is_dir()],
    )


def _families(document: Document, fonts: typst.Fonts) -> list[str]:
    """Name the font of each script in the document, that of its own language first."""
    own = script_of_language(document.language)
    present = set(fonts.families())
    families = []
    for script in (own, *letters_by_script("".join(document_texts(document))), "LATIN"):
        family, package = _FAMILIES.get(script, _NO_KNOWN_FONT)
        if family not in present:
            raise MissingFont(document.language, package)
        families.append(family)
    return list(dict.fromkeys(families))


def parts_of(block: Block) -> Iterator[Json]:
    """Part a block into the few kinds the template knows."""
    match block:
        case Heading():
            yield _heading(block.level, block.text)
        case Paragraph():
            yield _paragraph(block.text) | _marks(block.language)
        case Bullets():
            yield _list("bullets", block.items)
        case Numbered():
            yield _list("numbered", block.items)
        case Facts():
            for fact in block.items:
                yield {"kind": "fact", **_fact(fact)}
        case WordBox():
            yield {"kind": "words", "items": [_fact(word) for word in block.words]}
        case question:
            yield from _question(question)


def _question(question: Question) -> Iterator[Json]:
    yield _heading(3, f"{question.number}. {question.text}")
    if question.hint:
        yield _paragraph(question.hint)
    if question.choices:
        yield _list("bullets", question.choices)


def _fact(fact: Fact) -> Json:
    return {"label": say(fact.label), "value": say(fact.value)}


def _heading(level: int, text: str) -> Json:
    return {"kind": "heading", "level": level, "text": say(text)}


def _paragraph(text: str) -> Json:
    return {"kind": "paragraph", "text": say(text)}


def _marks(language: str) -> Json:
    if not language:
        return {}
    return {"language": primary_language(language), "direction": direction_of(language)}


def _list(kind: str, items: tuple[str, ...]) -> Json:
    return {"kind": kind, "items": [say(item) for item in items]}


def say(text: str) -> list[Json]:
    """Part a text into the runs that keep their order on a page; a tab has no width there."""
    return [
        run._asdict() | {"bold": is_bold}
        for piece, is_bold in parted(text)
        for run in runs(piece.replace("\t", " "))
    ]


def as_json(document: Document, parts: Callable[[Block], Iterable[Json]] = parts_of) -> Json:
    """Return a document as its template reads it; `parts` may set blocks in its own way."""
    blocks = [part for block in document.blocks for part in parts(block)]
    return {
        "title": document.title,
        "language": primary_language(document.language),
        "direction": document.direction,
        "publisher": document.publisher,
        "page_label": document.labels.page,
        "contents_label": document.labels.contents,
        "shown_title": say(document.title),
        "shown_publisher": say(document.publisher),
        "has_contents": bool(document.labels.contents) and _count_chapters(blocks) > 1,
        "word_help": document.labels.word_help,
        "blocks": [*blocks, _paragraph(document.closing_note)],
    }


def _count_chapters(blocks: list[Json]) -> int:
    return sum(block.get("level") == _CHAPTER for block in blocks)
