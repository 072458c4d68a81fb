"""What a second reader asks of any file made from a document, whatever its format."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped] # it has no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped] # it has no types

from accessibility.document import Document, Paragraph, document_texts
from accessibility.html_page import shown
from accessibility.scripts import primary_language
from accessibility.tokens import left_to_right_tokens

_ISOLATES = re.compile("[\u2066-\u2069]")
_ISOLATED = re.compile("\u2066([^\u2069]*)\u2069")
_DC = "{http://purl.org/dc/elements/1.1/}"
_LARGEST_PART = 50_000_000  # bytes unpacked: no file of ours is near it


@dataclass
class Found:
    """What a file says of itself and to its readers, each time that it says it."""

    titles: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    directions: set[str] = field(default_factory=set)
    headings: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""
    kept_left_to_right: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Package:
    """A file of many parts in a zip. Raises zipfile.BadZipFile when it is damaged."""

    def __init__(self, body: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(body))
        for part in self._zip.infolist():
            if part.file_size > _LARGEST_PART:
                raise zipfile.BadZipFile(f"{part.filename} is too large")
        if damaged := self._zip.testzip():
            raise zipfile.BadZipFile(f"{damaged} is damaged")

    def xml(self, name: str) -> Element:
        """Return a part as XML. Raises KeyError without it, ParseError when it is none."""
        return xml(self._zip.read(name))


def xml(source: bytes | str) -> Element:
    """Read XML that may come from anyone."""
    root: Element = fromstring(source)
    return root


def facts_of(facts: Element) -> Found:
    """Begin with the titles and languages in the facts about a file."""
    return Found(
        titles={one.text or "" for one in facts.iter(f"{_DC}title")},
        languages={one.text or "" for one in facts.iter(f"{_DC}language")},
    )


def isolated(text: str) -> list[str]:
    """Return each piece that signs keep left to right."""
    return _ISOLATED.findall(text)


def flat(text: str) -> str:
    """Return a text as one line, without the signs that only steer its direction."""
    return " ".join(_ISOLATES.sub("", shown(text)).split())


def judged(read: Callable[[], Found], document: Document) -> tuple[str, ...]:
    """Read a file and return each reason not to hand it to people."""
    try:
        return tuple(_problems(read(), document))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        return (f"cannot be opened: {error}",)
    except (ParseError, DefusedXmlException) as error:
        return (f"a part cannot be read: {error}",)
    except KeyError as error:
        return (f"a part is missing: {error}",)


def _problems(found: Found, document: Document) -> Iterator[str]:
    quoted = {one.language for one in document.blocks if isinstance(one, Paragraph)}
    said = {primary_language(one) for one in found.languages - quoted}
    if said != {primary_language(document.language)}:
        yield f"language is {sorted(found.languages)}, not {document.language!r}"
    if found.directions != {document.direction}:
        yield f"direction is {sorted(found.directions)}, not {document.direction!r}"
    if set(map(flat, found.titles)) != {flat(document.title)}:
        yield f"title is {sorted(found.titles)}"
    yield from _problems_with_headings(found.headings, document)
    yield from _lost(document_texts(document), found.text)
    if document.direction == "rtl":
        yield from _turned(found.kept_left_to_right, document)
    yield from found.faults


def _problems_with_headings(headings: list[tuple[int, str]], document: Document) -> Iterator[str]:
    if [flat(text) for level, text in headings if level == 1] != [flat(document.title)]:
        yield "the title is not the one heading of level 1"
    last = 0
    for level, text in headings:
        if not flat(text):
            yield f"an empty heading of level {level}"
        if level > last + 1:
            yield f"from heading level {last} to {level}: {text[:40]!r}"
        last = level


def _lost(wanted: tuple[str, ...], found: str) -> Iterator[str]:
    """Look for each text after the one before it, so that order counts and so do repeats."""
    whole, place = flat(found), 0
    for text in filter(None, map(flat, wanted)):
        at = whole.find(text, place)
        if at < 0:
            yield f"lost, or out of order: {text[:40]!r}"
        else:
            place = at + len(text)


def _turned(kept: list[str], document: Document) -> Iterator[str]:
    whole = "\n".join(map(shown, document_texts(document)))
    held = set(map(flat, kept))
    for token in dict.fromkeys(left_to_right_tokens(whole)):
        if flat(token) not in held:
            yield f"not kept left to right: {token!r}"
