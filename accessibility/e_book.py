"""A document as an EPUB 3 e-book that says how it can be read."""

import re
import uuid
from collections.abc import Sequence

from markupsafe import escape

from accessibility.document import Document
from accessibility.html_page import STYLE, html_page, shown
from accessibility.pandoc import mended, packed

# Known of every document here: text only, in order, under real headings, in relative sizes.
_READING_FEATURES = (
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)

_DATE = re.compile(r"\s*<dc:date.*?</dc:date>")
_CLAIM = """\
    <meta property="dcterms:conformsTo" id="claim">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
    <meta property="a11y:certifiedBy" refines="#claim">{}</meta>
  </metadata>"""


def epub(document: Document) -> bytes:
    """Return a document as an EPUB 3 e-book. Raises NotMade or UntitledDocument.

    With an accessibility summary in its labels it also claims, in the publisher's name,
    to conform to EPUB Accessibility 1.1 at WCAG 2.2 level AA.
    """
    page = _for_book(html_page(document))
    package = packed("epub3", page, *_book_options(document, page))
    return mended(
        package,
        {
            "EPUB/content.opf": lambda xml: _book_facts(xml, document),
            "EPUB/nav.xhtml": lambda xml: _with_direction(xml, document),
            "EPUB/text/ch001.xhtml": lambda xml: _with_direction(xml, document),
            "EPUB/styles/stylesheet1.css": lambda _: STYLE,
        },
    )


def _for_book(page: str) -> str:
    """Say the same with the elements that pandoc keeps."""
    page = page.replace('<bdi dir="ltr">', '<span dir="ltr">').replace("</bdi>", "</span>")
    return page.replace("<aside", '<div role="note"').replace("</aside>", "</div>")


def _book_options(document: Document, page: str) -> Sequence[str]:
    told = {
        "identifier": uuid.uuid5(uuid.NAMESPACE_OID, page).urn,
        "toc-title": shown(document.labels.contents),
        "accessibilitySummary": shown(document.labels.accessibility_summary),
        "page-progression-direction": document.direction,
    }
    return (
        "--split-level=1",
        "--epub-title-page=false",
        *(f"--metadata={name}={value}" for name, value in told.items() if value),
        *(f"--metadata=accessibilityFeatures={feature}" for feature in _READING_FEATURES),
    )


def _book_facts(xml: str, document: Document) -> str:
    xml = _DATE.sub("", xml).replace("<package ", f'<package dir="{document.direction}" ', 1)
    if not document.labels.accessibility_summary:
        return xml
    return xml.replace("  </metadata>", _CLAIM.format(escape(shown(document.publisher))))


def _with_direction(xml: str, document: Document) -> str:
    title = f"<title>{escape(shown(document.title))}</title>"
    return xml.replace("<html ", f'<html dir="{document.direction}" ', 1).replace(
        "<title>ch001.xhtml</title>", title
    )
