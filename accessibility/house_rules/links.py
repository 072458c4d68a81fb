"""H9: does every link say where it leads, and in which language?"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from accessibility.house_rules.page import (
    Found,
    NamedRule,
    Page,
    ancestor,
    attribute,
    excerpt,
    words_of,
)

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]|\U0001f3f4\U000e0067")
_SAYS_NOTHING = frozenset(
    {
        "click",
        "click here",
        "find out more",
        "here",
        "learn more",
        "link",
        "more",
        "read more",
        "this link",
        "مزید",
        "مزید پڑھیں",
        "یہاں",
        "یہاں کلک کریں",
    }
)
_LANGUAGE_MARKS = ("lang", "dir", "hreflang")


def _flags(page: Page) -> Iterator[Found]:
    """H9: a flag is a country, not a language."""
    for link in _links(page):
        if _FLAG.search(_name(page, link)):
            yield Found("flag in a link", excerpt(link))


def _link_words(page: Page) -> Iterator[Found]:
    """H9: a link’s words mean something when they are read alone."""
    for link in _links(page):
        name = _name(page, link).strip(" .…›»→").casefold()
        if not name:
            yield Found("link without words", excerpt(link))
        if name in _SAYS_NOTHING:
            yield Found("link words say nothing", excerpt(link))


def _same_words_same_place(page: Page) -> Iterator[Found]:
    """H9: links with the same words lead to the same place."""
    seen: dict[str, str] = {}
    for link in _links(page):
        name, target = _name(page, link).casefold(), attribute(link, "href")
        if name and seen.setdefault(name, target) != target:
            yield Found(f"same words lead to {seen[name]} too", excerpt(link))


def _links_within(page: Page) -> Iterator[Found]:
    """A link within the page, such as the skip link, leads somewhere."""
    for link in page.all("a[href^='#']"):
        if attribute(link, "href")[1:] not in page.by_id:
            yield Found("link within the page leads nowhere", excerpt(link))


def _language_switcher(page: Page) -> Iterator[Found]:
    """Each link to another language says, in marks, which one and how it runs."""
    for link in page.all("nav a"):
        nav = ancestor(link, "nav")
        marked = [name for name in _LANGUAGE_MARKS if attribute(link, name)]
        if nav and nav.css("a[hreflang], a[lang]") and len(marked) < len(_LANGUAGE_MARKS):
            yield Found("language link without lang, dir and hreflang", excerpt(link))


def _links(page: Page) -> list[LexborNode]:
    return page.all("a[href]")


def _name(page: Page, link: LexborNode) -> str:
    labelled = page.words_of_ids(link.attributes.get("aria-labelledby"))
    pictures = " ".join(attribute(image, "alt") for image in link.css("img"))
    return labelled or attribute(link, "aria-label") or f"{words_of(link)} {pictures}".strip()


RULES = (
    NamedRule("H9", _flags),
    NamedRule("H9", _link_words),
    NamedRule("H9", _same_words_same_place),
    NamedRule("in-page-link", _links_within),
    NamedRule("switcher", _language_switcher),
)
