"""A virtual screen reader, which speaks a page in a real browser as one would hear it.

It is `@guidepup/virtual-screen-reader`. It stands beside listening with a real one, not in its
place; and it does not say in which language it speaks.
"""

import base64
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from babel.dates import get_day_names, get_month_names
from playwright.sync_api import Page

MODULE = "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
FIRST, LAST = "document", "end of document"
END_OF_HEADER, START_OF_FOOTER = "end of banner", "contentinfo"
MOST_PHRASES = 1000
# A real one passes over where a paragraph starts and ends.
SILENT = {"paragraph", "end of paragraph"}

# Reading moves the focus, so that where it was is noted first.
READ = """async ([module, last, most]) => {
  const focused = document.activeElement;
  const { virtual } = await import(module);
  await virtual.start({ container: document.body });
  const spoken = [];
  let focus = '';
  while (spoken.at(-1) !== last && spoken.length < most) {
    if (spoken.length) await virtual.next();
    spoken.push(await virtual.lastSpokenPhrase());
    if (virtual.activeNode === focused) focus ||= spoken.at(-1);
  }
  await virtual.stop();
  return [focus, spoken];
}"""


@dataclass(frozen=True)
class Spoken:
    """What is heard of a page: its title, where the focus is, then phrase after phrase."""

    title: str
    focus: str
    phrases: tuple[str, ...]

    @property
    def own(self) -> str:
        """Return what only this page says, a phrase on each line."""
        start, end = self._frame()
        lines = [f"title: {self.title}", f"focus: {self.focus}", *self.phrases[start:end]]
        return "\n".join([*lines, ""])

    @property
    def around(self) -> str:
        """Return what is said before and after: the header and the footer."""
        start, end = self._frame()
        return "\n".join([*self.phrases[:start], "…", *self.phrases[end:], ""])

    def _frame(self) -> tuple[int, int]:
        return self.phrases.index(END_OF_HEADER) + 1, self.phrases.index(START_OF_FOOTER)


def read_aloud(page: Page) -> Spoken:
    """Speak the page from its start to its end.

    The page must be one that lets scripts run and passes over our content policy.
    """
    focus, phrases = page.evaluate(READ, [_module(), LAST, MOST_PHRASES])
    assert phrases[0] == FIRST
    assert phrases[-1] == LAST, f"the page has no end after {MOST_PHRASES} phrases"
    language = page.locator("html").get_attribute("lang") or ""
    spoken = [_steady(one, language) for one in phrases if one not in SILENT]
    return Spoken(page.title(), focus, tuple(spoken))


@cache
def _module() -> str:
    path = Path(__file__).parent / MODULE
    if not path.exists():
        pytest.fail("This test needs the virtual screen reader. Install it: make install-tests")
    return "data:text/javascript;base64," + base64.b64encode(path.read_bytes()).decode()


def _steady(phrase: str, language: str) -> str:
    """Put a word in the place of what is new in each run: dates, times and codes."""
    for name, pattern in _changing(language).items():
        phrase = pattern.sub(f"[{name}]", phrase)
    return phrase


@cache
def _changing(language: str) -> dict[str, re.Pattern[str]]:
    days = "|".join(get_day_names("wide", locale=language).values())
    months = "|".join(get_month_names("wide", locale=language).values())
    return {
        "date": re.compile(rf"(?:{days})[,،]? \d+ (?:{months})[,،]? \d{{4}}"),
        "time": re.compile(r"\b\d\d:\d\d\b"),
        "code": re.compile(r"\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){1,2}\b"),
    }
