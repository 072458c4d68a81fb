"""Somebody who comes to see pages, and notes what is wrong with them."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.support.axe import problems_found_by_axe
from tests.support.house_rules import (
    problems_in_markup,
    problems_of_colours,
    problems_of_errors,
    problems_of_layout,
    problems_of_spacing,
)
from tests.support.residents import follow

LANGUAGES = ("en", "ur")


@dataclass
class Visitor:
    """A person with a browser and with eyes for every rule."""

    page: Page
    site: str
    language: str
    found: list[str] = field(default_factory=list)
    looks: int = 0

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(f"{self.site}/{self.language}/{path}")

    def at(self, path: str) -> None:
        """Open a page and look at it."""
        self.go(path)
        self.look()

    def press(self, what: str = "main form:last-of-type button") -> None:
        """Press a button or a link, and look at the page that comes."""
        follow(self.page, what)
        self.look()

    def look(self) -> None:
        """Hold the page to every rule: to axe, which is slow, in each language by turns."""
        problems = [
            *problems_in_markup(self.page),
            *problems_of_errors(self.page),
            *problems_of_layout(self.page),
            *problems_of_spacing(self.page),
            *problems_of_colours(self.page),
        ]
        self.looks += 1
        if self.looks % len(LANGUAGES) == LANGUAGES.index(self.language):
            problems += problems_found_by_axe(self.page)
        self.note(problems)

    def note(self, problems: list[str]) -> None:
        """Remember what is wrong with the page."""
        here = self.page.url.removeprefix(self.site)
        self.found += [f"{here} {self.page.title()!r} {problem}" for problem in problems]

    def forget(self) -> None:
        """Lose the cookies, as a browser on a shared computer does."""
        self.page.context.clear_cookies()

    def wear(self, choices: str) -> None:
        """Choose how pages look, as the cookie keeps it: size, theme, spacing and so on."""
        cookie = {"name": "reading", "value": choices, "url": self.site}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]  # since: a plain dict
