"""H3: can people tell this page from every other by its title and its headings?"""

import re
from collections.abc import Iterator

from accessibility.house_rules.page import Found, NamedRule, Page, excerpt, words_of

_BETWEEN_PARTS = re.compile(r"\s+–(?=\s|$)")
_FEWEST_PARTS = 2
ERROR_SUMMARY = "[role=alert], .error-summary"


def _one_h1(page: Page) -> Iterator[Found]:
    """One h1, no more and no less."""
    count = len(page.all("h1"))
    if count != 1:
        yield Found(f"{count} h1 elements, expected 1")


def _heading_order(page: Page) -> Iterator[Found]:
    """No heading is empty or skips a level; a summary of errors may stand before the h1."""
    level = 1
    for heading in page.all("h1, h2, h3, h4, h5, h6"):
        previous, level = level, int((heading.tag or "h1")[1])
        if level > previous + 1:
            yield Found(f"h{level} comes after h{previous}", excerpt(heading))
        if not words_of(heading):
            yield Found("empty heading", excerpt(heading))


def _title_shape(page: Page) -> Iterator[Found]:
    """H3: the title reads “page – consultation – body”, each part with words in it."""
    parts = _BETWEEN_PARTS.split(page.title)
    if len(parts) < _FEWEST_PARTS or not all(part.strip() for part in parts):
        yield Found("title is not of the form “page – … – body”", page.title)


def _title_says_the_h1(page: Page) -> Iterator[Found]:
    """H3: the title’s first part and the h1 tell of the same page."""
    shown = _plain(_BETWEEN_PARTS.split(_without_prefix(page))[0])
    for heading in page.all("h1"):
        said = _plain(words_of(heading))
        if shown and said and shown not in said and said not in shown:
            yield Found(
                f"title does not name the page, whose h1 is {words_of(heading)!r}", page.title
            )


def _error_prefix(page: Page) -> Iterator[Found]:
    """H3: the title begins with the error word exactly when there is an error summary."""
    has_summary = bool(page.all(ERROR_SUMMARY))
    has_prefix = page.title.startswith(page.error_prefix)
    if has_summary and not has_prefix:
        yield Found(f"there is an error summary, but no {page.error_prefix!r}", page.title)
    if has_prefix and not has_summary:
        yield Found(f"{page.error_prefix!r}, but there is no error summary", page.title)


def _without_prefix(page: Page) -> str:
    return page.title.removeprefix(page.error_prefix)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


RULES = (
    NamedRule("one-h1", _one_h1),
    NamedRule("heading-order", _heading_order),
    NamedRule("H3", _title_shape),
    NamedRule("H3", _title_says_the_h1),
    NamedRule("H3", _error_prefix),
)
