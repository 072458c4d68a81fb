"""A second opinion of Word and OpenDocument files, by another library than made them."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from accessibility.document import Document
from accessibility.scripts import RIGHT_TO_LEFT, letters_by_script
from accessibility.second_reader import Found, Package, facts_of, isolated, judged
from accessibility.tokens import left_to_right_tokens

_LEAST_POINTS = 14.0
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_WORD_SIGNS = {f"{_W}br": "\n", f"{_W}tab": " "}
_ODT_DIRECTIONS = {"lr-tb": "ltr", "rl-tb": "rtl"}


def problems_in_docx(body: bytes, document: Document) -> tuple[str, ...]:
    """Return each reason not to hand out this Word file."""
    return judged(lambda: _docx(Package(body)), document)


def problems_in_odt(body: bytes, document: Document) -> tuple[str, ...]:
    """Return each reason not to hand out this OpenDocument text."""
    return judged(lambda: _odt(Package(body)), document)


# --- Word


def _docx(package: Package) -> Found:
    styles, body = package.xml("word/styles.xml"), package.xml("word/document.xml")
    found = facts_of(package.xml("docProps/core.xml"))
    for lang in styles.iter(f"{_W}lang"):
        found.languages |= {lang.get(f"{_W}val", ""), lang.get(f"{_W}bidi", "")}
    levels = {
        style.get(f"{_W}styleId"): int(level.get(f"{_W}val", "")) + 1
        for style in styles.iter(f"{_W}style")
        for level in style.iter(f"{_W}outlineLvl")
    }
    for paragraph in body.iter(f"{_W}p"):
        _read_word_paragraph(paragraph, levels, found)
    found.faults += _word_faults(styles, body)
    return found


def _read_word_paragraph(paragraph: Element, levels: dict[str | None, int], found: Found) -> None:
    text = "".join(_word_text(paragraph))
    found.text += text + "\n"
    found.kept_left_to_right += isolated(text)
    found.directions.add("ltr" if paragraph.find(f"{_W}pPr/{_W}bidi") is None else "rtl")
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and (level := levels.get(style.get(f"{_W}val"))):
        found.headings.append((level, text))
    for run in paragraph.iter(f"{_W}r"):
        turned = run.find(f"{_W}rPr/{_W}rtl") is not None
        if text := _wrongly_run("".join(_word_text(run)), turned=turned):
            found.faults.append(f"a run in the wrong direction: {text[:40]!r}")


def _word_text(part: Element) -> Iterator[str]:
    for one in part.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        else:
            yield _WORD_SIGNS.get(one.tag, "")


def _wrongly_run(text: str, *, turned: bool) -> str:
    """Return a text that is told to run against its own letters or numbers."""
    scripts = set(letters_by_script(text))
    if turned:
        return text if scripts - RIGHT_TO_LEFT or left_to_right_tokens(text) else ""
    return text if scripts & RIGHT_TO_LEFT else ""


def _word_faults(styles: Element, body: Element) -> Iterator[str]:
    sizes = [one for tag in ("sz", "szCs") for one in styles.iter(f"{_W}{tag}")]
    yield from _small([float(one.get(f"{_W}val", "0")) / 2 for one in sizes])
    for part in (styles, body):
        yield from _aligned({one.get(f"{_W}val", "") for one in part.iter(f"{_W}jc")})
    if any(not one.get("descr") for one in body.iter(f"{_DRAWING}docPr")):
        yield "a picture without words"
    if next(body.iter(f"{_W}txbxContent"), None) is not None:
        yield "a text box"


# --- OpenDocument


def _odt(package: Package) -> Found:
    styles, content = package.xml("styles.xml"), package.xml("content.xml")
    found = facts_of(package.xml("meta.xml"))
    for part in (styles, content):
        for one in part.iter():
            _read_odt_style(one, found)
            if one.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                _read_odt_paragraph(one, found)
    found.faults += _odt_faults(styles, content)
    return found


def _read_odt_style(one: Element, found: Found) -> None:
    if mode := one.get(f"{_STYLE}writing-mode"):
        found.directions.add(_ODT_DIRECTIONS.get(mode, mode))
    for name in (f"{_FO}language", f"{_STYLE}language-complex"):
        if language := one.get(name):
            found.languages.add(language)


def _read_odt_paragraph(paragraph: Element, found: Found) -> None:
    text = "".join(_odt_text(paragraph))
    found.text += text + "\n"
    found.kept_left_to_right += isolated(text)
    if paragraph.tag == f"{_TEXT}h":
        found.headings.append((int(paragraph.get(f"{_TEXT}outline-level", "0")), text))


def _odt_text(part: Element) -> Iterator[str]:
    for one in part.iter():
        yield "\n" if one.tag in {f"{_TEXT}line-break", f"{_TEXT}tab"} else ""
        yield " " if one.tag == f"{_TEXT}s" else ""
        yield one.text or ""
        yield (one.tail or "") if one is not part else ""


def _odt_faults(styles: Element, content: Element) -> Iterator[str]:
    every = [*styles.iter(), *content.iter()]
    sizes = (
        one.get(name) for one in every for name in (f"{_FO}font-size", f"{_STYLE}font-size-complex")
    )
    yield from _small([float(size[:-2]) for size in sizes if size and size.endswith("pt")])
    yield from _aligned({one.get(f"{_FO}text-align", "start") for one in every})
    for frame in content.iter(f"{_DRAW}frame"):
        if not frame.findtext(f"{_SVG}title") and not frame.findtext(f"{_SVG}desc"):
            yield "a picture without words"
    if next(content.iter(f"{_DRAW}text-box"), None) is not None:
        yield "a text box"


def _small(sizes: list[float]) -> Iterator[str]:
    if min(sizes, default=0.0) < _LEAST_POINTS:
        yield f"text of {min(sizes, default=0.0):g} points, under {_LEAST_POINTS:g}"


def _aligned(ways: set[str]) -> Iterator[str]:
    if odd := ways - {"start"}:
        yield f"aligned {sorted(odd)}, not at the start"
