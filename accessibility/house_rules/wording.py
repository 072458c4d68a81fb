"""H13, H16: are the words whole, well set and in the right order?"""

import re
from collections.abc import Iterator

from accessibility.house_rules.page import Found, NamedRule, Page, shortened
from accessibility.tokens import left_to_right_tokens, runs

_LEFT_OVER = re.compile(r"%\(|\{\{|\}\}|\{%|\bmsgid\b|\bTODO\b")
# A name from the code, such as closing_date or error.too_long: no sentence is written so.
_NAME_IN_CODE = re.compile(r"\b[a-z]\w*\.?[a-z0-9]+_[a-z0-9_]*[a-z0-9]\b", re.ASCII)
# UTF-8 that was read as Windows-1252, and what stands for a letter that was lost.
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf\u0152-\u2122]|â€|Â[\u00a0-\u00bf]|\ufffd")
_STRAIGHT_QUOTE = re.compile("[\"']")


def _order_of_tokens(page: Page) -> Iterator[Found]:
    """H13: in right-to-left text, phones, sums and the like are kept left to right."""
    for text in page.texts:
        if text.place.direction == "rtl" and not text.attribute:
            for token in left_to_right_tokens(text.content):
                yield Found(f"{token!r} is not inside bdi or dir=ltr", shortened(text.content))


def _left_overs(page: Page) -> Iterator[Found]:
    """H16: nothing meant for the machine reaches people, and no letter is broken."""
    ours = [text.content for text in page.texts if text.is_ours]
    for content in (page.title, *ours):
        if _LEFT_OVER.search(content) or _MOJIBAKE.search(content):
            yield Found("placeholder or broken letters", shortened(content))
        prose = " ".join(run.text for run in runs(content) if not run.left_to_right)
        if _NAME_IN_CODE.search(prose):
            yield Found("name of a message or of a field", shortened(content))


def _straight_quotes(page: Page) -> Iterator[Found]:
    """Quotes are curly, for that is how print looks and screen readers pause."""
    ours = [text.content for text in page.texts if text.is_ours and not text.attribute]
    for content in (page.title, *ours):
        if _STRAIGHT_QUOTE.search(content):
            yield Found("straight quote", shortened(content))


RULES = (
    NamedRule("H13", _order_of_tokens),
    NamedRule("H16", _left_overs),
    NamedRule("quotes", _straight_quotes),
)
