"""H8, H18 and plain structure: does the page hold together for every tool?"""

import re
from collections import Counter
from collections.abc import Iterator

from accessibility.house_rules.page import (
    Found,
    NamedRule,
    Page,
    attribute,
    excerpt,
    words_of,
)

_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
_LOOKS_PRESSABLE = (
    "[role=button]:not(button), [role=link]:not(a), a:not([href]),"
    " :is(div, span, li, td, p):is(.button, [tabindex='0']:not([role=region]))"
)
_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*[0-4](?:\.|\s|,|$)")


def _unique_ids(page: Page) -> Iterator[Found]:
    """An id names one element."""
    counted = Counter(attribute(node, "id") for node in page.all("[id]"))
    for name, count in counted.items():
        if count > 1 or not name:
            yield Found(f"id used {count} times, or empty", f"id={name!r}")


def _references(page: Page) -> Iterator[Found]:
    """What an element points to is there."""
    for name in _REFERENCES:
        for node in page.all(f"[{name}]"):
            missing = [one for one in attribute(node, name).split() if one not in page.by_id]
            if missing:
                yield Found(f"{name} names what is not there: {missing}", excerpt(node))


def _tables(page: Page) -> Iterator[Found]:
    """A table has a caption, and header cells that say what they head."""
    for table in page.all("table"):
        headers = table.css("th")
        if not any(words_of(caption) for caption in table.css("caption")):
            yield Found("table without a caption", excerpt(table))
        if not headers or not all(attribute(header, "scope") for header in headers):
            yield Found("table without header cells with scope", excerpt(table))


def _tooltips(page: Page) -> Iterator[Found]:
    """H8: nothing is told by a tooltip, which touch and keyboard never show."""
    for node in page.all("body [title]:not(iframe)"):
        yield Found("title attribute", excerpt(node))


def _buttons(page: Page) -> Iterator[Found]:
    """H18: what acts is a button or a link, and says what it does."""
    for node in page.all(_LOOKS_PRESSABLE):
        yield Found("not a button or a link with href", excerpt(node))
    for node in page.all("button"):
        if not (words_of(node) or attribute(node, "aria-label")):
            yield Found("button without words", excerpt(node))


def _keys_and_pointers(page: Page) -> Iterator[Found]:
    """H18: no order of our own for Tab, no captured keys, nothing only to be dragged."""
    for node in page.all("[accesskey], [draggable=true]"):
        yield Found("accesskey or draggable", excerpt(node))
    for node in page.all("[tabindex]"):
        if attribute(node, "tabindex") not in {"0", "-1"}:
            yield Found("positive tabindex", excerpt(node))


def _zoom_and_refresh(page: Page) -> Iterator[Found]:
    """People may enlarge the page, and it waits for them."""
    for meta in page.all("meta[name=viewport]"):
        if _NO_ZOOM.search(attribute(meta, "content")):
            yield Found("zoom is switched off", excerpt(meta))
    for meta in page.all("meta[http-equiv=refresh i]"):
        yield Found("page reloads by itself", excerpt(meta))


def _nothing_inline(page: Page) -> Iterator[Found]:
    """Styles and scripts are in files, so themes reach everything and the CSP holds."""
    for node in page.all("[style], style, script:not([src])"):
        yield Found("inline style or script", excerpt(node))
    for node in page.all("*"):
        if any(name.startswith("on") for name in node.attributes):
            yield Found("script in an attribute", excerpt(node))


RULES = (
    NamedRule("unique-id", _unique_ids),
    NamedRule("reference", _references),
    NamedRule("table", _tables),
    NamedRule("H8", _tooltips),
    NamedRule("H18", _buttons),
    NamedRule("H18", _keys_and_pointers),
    NamedRule("zoom", _zoom_and_refresh),
    NamedRule("inline", _nothing_inline),
)
