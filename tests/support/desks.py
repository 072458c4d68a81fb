"""An officer at a desk, in a real browser."""

import json
from typing import Any

from playwright.sync_api import Page

from tests.support.house_rules import (
    problems_in_markup,
    problems_of_errors,
    problems_of_layout,
)


class Officer:
    """An officer at a desk, in a browser."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.address = f"{site}/en/officer/"

    def open(self) -> None:
        """Open the desk."""
        self.page.goto(self.address)
        self.looks_fit()

    def press(self, words: str) -> None:
        """Press the button or the link with these words; the first, where some lead there."""
        with self.page.expect_navigation():
            self.page.locator("main").locator(
                f"button:text-is('{words}'), a:text-is('{words}')"
            ).first.click()
        self.looks_fit()

    def looks_fit(self) -> None:
        """Fail when the page breaks a house rule."""
        page = self.page
        found = problems_in_markup(page) + problems_of_layout(page) + problems_of_errors(page)
        assert not found, "\n".join([page.url, *found])

    def problems(self) -> str:
        """Return what the box of problems says."""
        assert self.page.title().startswith("Error: ")
        return self.page.locator(".problem").inner_text()

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("main").inner_text()


def attach(page: Page, document: dict[str, Any]) -> None:
    """Choose a file in the form."""
    file = {
        "name": "bus-stop.json",
        "mimeType": "application/json",
        "buffer": json.dumps(document).encode(),
    }
    page.set_input_files("[name=file]", file)  # type: ignore[arg-type]  # since: a plain dict
