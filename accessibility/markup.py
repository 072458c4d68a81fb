"""Is this page fit to be served? Checks on rendered HTML that need no browser."""

from dataclasses import dataclass

from accessibility.house_rules import RULES
from accessibility.house_rules.page import Page


@dataclass(frozen=True)
class Problem:
    """A house rule that a page breaks, told to developers."""

    rule: str
    message: str
    excerpt: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.message} | {self.excerpt}"


def problems_in_page(
    html: str,
    *,
    language: str,
    direction: str,
    error_prefix: str,
    allowed_words: frozenset[str] = frozenset(),
) -> tuple[Problem, ...]:
    """Return each house rule that a page breaks, in the order of the rules.

    `error_prefix` is what its title begins with when there are errors; `allowed_words`
    are names written in Latin letters in every language.
    """
    page = Page(html, language, direction, error_prefix, allowed_words)
    return tuple(Problem(rule.id, *found) for rule in RULES for found in rule.find(page))
