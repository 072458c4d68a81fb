"""A document as a Word file and as an OpenDocument text, in clear print.

Pandoc packs them; what it leaves out for readers of any language is put in after.
"""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from string import Template

from markupsafe import escape

from accessibility.document import Document
from accessibility.html_page import html_page, shown
from accessibility.pandoc import mended, packed

_FOLDER = Path(__file__).parent
# Office programs ask for a country before they offer spelling or a voice.
_COUNTRY = {
    "ar": "SA",
    "bn": "BD",
    "cy": "GB",
    "en": "GB",
    "fa": "IR",
    "gu": "IN",
    "lt": "LT",
    "pa": "IN",
    "pl": "PL",
    "ps": "AF",
    "ro": "RO",
    "so": "SO",
    "ta": "IN",
    "ur": "PK",
}
_LETTERS_OF_A_COUNTRY = 2
_BETWEEN_TAGS = re.compile(">([^<]+)<")
# Stretches that run against the document: from a letter to the last one before a turn, with
# digits and signs between, and with any mark that a letter carries.
_TURNING = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_MARKS = rf"[^\s!-/:-@\[-`{{-~\u00a0-\u00bf\u2000-\u206f{_TURNING}]*"
_AGAINST = {
    "ltr": ("rtl", re.compile(rf"([{_TURNING}](?:[{_TURNING}\W\d_]*[{_TURNING}])?)")),
    "rtl": (
        "ltr",
        re.compile(rf"((?![{_TURNING}])[^\W\d_](?:[^{_TURNING}]*(?![{_TURNING}])[^\W_])?{_MARKS})"),
    ),
}
# Which way a quote runs is told of each stretch of it below; here only its language.
_QUOTED = re.compile('(<span lang="[^"]*") dir="..."')
_SECTION = re.compile(r"<w:sectPr>.*?</w:sectPr>", re.DOTALL)
_PROPERTY = re.compile("<property .*?</property>", re.DOTALL)
_WORD_FACTS = Template("""\
<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">\
<dc:title>$title</dc:title><dc:creator>$publisher</dc:creator>\
<dc:language>$language</dc:language></cp:coreProperties>
""")
_ODT_FACTS = Template("""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>\
<dc:title>$title</dc:title><dc:creator>$publisher</dc:creator>\
<dc:language>$language</dc:language></office:meta></office:document-meta>
""")


def word_docx(document: Document) -> bytes:
    """Return a document for Word in clear print. Raises NotMade or UntitledDocument."""
    package = packed("docx", _for_office(document), *_office_options(document))
    return mended(
        package,
        {
            "word/document.xml": lambda xml: _SECTION.sub(_word_page(document), xml),
            "word/styles.xml": lambda _: _filled("word_styles.xml", document),
            "docProps/core.xml": lambda _: _told(_WORD_FACTS, document),
            "docProps/custom.xml": lambda xml: _PROPERTY.sub("", xml),
        },
    )


def open_document_odt(document: Document) -> bytes:
    """Return a document for LibreOffice in clear print. Raises NotMade or UntitledDocument."""
    package = packed("odt", _for_office(document), *_office_options(document))
    return mended(
        package,
        {
            "content.xml": lambda xml: xml.replace('text-align="right"', 'text-align="start"'),
            "styles.xml": lambda _: _filled("open_document_styles.xml", document),
            "meta.xml": lambda _: _told(_ODT_FACTS, document),
        },
    )


def _for_office(document: Document) -> str:
    """Keep the order of phones and sums by signs too: not every program heeds a run's own."""
    first, last = ("\u2066", "\u2069") if document.direction == "rtl" else ("", "")
    page = html_page(document).replace('<bdi dir="ltr">', f'<span dir="ltr">{first}')
    page = _QUOTED.sub(r"\1", page.replace("</bdi>", f"{last}</span>"))
    return _BETWEEN_TAGS.sub(lambda text: _apart(text[1], document), page)


def _apart(text: str, document: Document) -> str:
    """Part words that run the other way: Word breaks their order in a run of the wrong one."""
    direction, stretches = _AGAINST[document.direction]
    pieces = [
        f'<span dir="{direction}">{escape(piece)}</span>' if place % 2 else escape(piece)
        for place, piece in enumerate(stretches.split(unescape(text)))
    ]
    return f">{''.join(pieces)}<"


def _office_options(document: Document) -> Sequence[str]:
    # With no title for pandoc, the page's own heading is not shown twice.
    return ("--metadata=title=", f"--metadata=dir={document.direction}")


def _word_page(document: Document) -> str:
    """Return A4 with margins of 22 mm, in twentieths of a point."""
    sides = " ".join(f'w:{side}="1247"' for side in ("top", "right", "bottom", "left"))
    bidi = "<w:bidi/>" if document.direction == "rtl" else ""
    return (
        f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {sides} w:header="0" w:footer="0" '
        f'w:gutter="0"/>{bidi}</w:sectPr>'
    )


def _filled(name: str, document: Document) -> str:
    language, _, country = _locale(document).partition("-")
    return Template((_FOLDER / name).read_text()).substitute(
        language=_locale(document) if name == "word_styles.xml" else language,
        country=country if len(country) == _LETTERS_OF_A_COUNTRY else "none",
        writing_mode="rl-tb" if document.direction == "rtl" else "lr-tb",
    )


def _told(facts: Template, document: Document) -> str:
    return facts.substitute(
        title=escape(shown(document.title)),
        publisher=escape(shown(document.publisher)),
        language=escape(document.language),
    )


def _locale(document: Document) -> str:
    country = _COUNTRY.get(document.language)
    return f"{document.language}-{country}" if country else document.language
