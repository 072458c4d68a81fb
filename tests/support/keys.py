"""A person at a keyboard: no mouse, no script. Each control is reached with Tab."""

import re
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page

from tests.support.house_rules import problems_in_markup, problems_of_layout

MOST_TABS = 400
IS_FOCUSED = "one => one === document.activeElement"


@dataclass
class Keys:
    """Somebody who uses the keyboard alone."""

    page: Page
    address: str

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.address + path)
        self.looks_fit()

    def looks_fit(self) -> None:
        """Hold the page to the house rules."""
        found = problems_in_markup(self.page) + problems_of_layout(self.page)
        assert not found, f"{self.page.url}: " + "\n".join(found)

    def reach(self, control: Locator) -> None:
        """Press Tab until a control has the focus."""
        for _tab in range(MOST_TABS):
            if control.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {control} on {self.page.url}")

    def write(self, selector: str, text: str) -> None:
        """Write into a field, in place of what is there."""
        self.reach(self.page.locator(f"main {selector}"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def pick_day(self, selector: str, day: date) -> None:
        """Type a day into a date field, as its parts stand in English."""
        field = self.page.locator(f"main {selector}")
        self.reach(field)
        field.fill(day.isoformat())

    def tick(self, words: str) -> None:
        """Tick a box by its label."""
        self.reach(self.page.get_by_label(words, exact=True).first)
        self.page.keyboard.press("Space")

    def open_details(self, words: str) -> None:
        """Open what is folded away."""
        self.reach(self.page.locator("main summary", has_text=words).first)
        self.page.keyboard.press("Enter")

    def press(self, words: str) -> None:
        """Press a button by its name."""
        self._enter(self.page.get_by_role("button", name=_named(words)))

    def follow(self, words: str) -> None:
        """Follow a link by its name."""
        self._enter(self.page.get_by_role("link", name=_named(words)))

    def _enter(self, control: Locator) -> None:
        self.reach(control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.looks_fit()

    def focused(self) -> str:
        """Return the name of what has the focus."""
        found = self.page.evaluate("document.activeElement.innerText")
        return " ".join(str(found).split()).replace(" :", ":")

    def text(self) -> str:
        """Return what the page says."""
        return " ".join(self.page.locator("main").inner_text().split())


def _named(words: str) -> re.Pattern[str]:
    """Match a name, with or without a space before what only screen readers say."""
    return re.compile("^" + re.escape(words).replace(":", r"\s*:") + "$")
