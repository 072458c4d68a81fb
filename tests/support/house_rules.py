"""The house rules that need a real browser: what only shows when a page is laid out and used.

The ids are those of the rules in ``accessibility.house_rules``, which read the markup alone.
"""

from pathlib import Path
from urllib.parse import urlsplit

from babel.support import Translations
from playwright.sync_api import Page

from accessibility.markup import problems_in_page
from consult.core.languages import ENGLISH, LANGUAGES
from consult.core.settings import ROOT
from tests.checking_client import NAMES

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")

# What the title of a page with errors starts with, by language.
ERROR_PREFIXES = {"en": "Error:", "ur": "غلطی:"}
LEAST_TO_PRESS = 44  # CSS px
LEAST_CONTRAST = 7  # to one, of words
MOST_STOPS = 400
# A phone, a tablet, a desktop. 1280 at 400 % zoom is laid out like 320.
WIDTHS = (320, 768, 1280)


def error_prefix(language: str) -> str:
    """Return what titles of pages with errors start with, from the catalogue of a language."""
    words: str = Translations.load(ROOT / "translations", [language]).gettext("Error: ")
    return words.strip()


def problems_in_markup(page: Page) -> list[str]:
    """Return the rules that the markup breaks, as the browser has it now."""
    language = LANGUAGES.get(urlsplit(page.url).path.split("/")[1], ENGLISH)
    found = problems_in_page(
        page.content(),
        language=language.code,
        direction=language.direction,
        error_prefix=ERROR_PREFIXES.get(language.code) or error_prefix(language.code),
        allowed_words=NAMES,
    )
    return [str(problem) for problem in found]


def problems_of_layout(page: Page) -> list[str]:
    """Return what is too wide (H6), cut off (H7) or too small to press (H17) in this window."""
    page.evaluate(SCRIPT)
    found: list[str] = page.evaluate("least => houseRules.layout(least)", LEAST_TO_PRESS)
    return found


def problems_of_spacing(page: Page) -> list[str]:
    """Return what is cut off when people set lines, letters and words further apart (H7)."""
    page.evaluate(SCRIPT)
    found: list[str] = page.evaluate("() => houseRules.spaced()")
    return found


def problems_of_colours(page: Page) -> list[str]:
    """Return words too pale for the ground they stand on, in the theme as it is now (H20)."""
    page.evaluate(SCRIPT)
    found: list[str] = page.evaluate("least => houseRules.colours(least)", LEAST_CONTRAST)
    return found


def problems_of_errors(page: Page) -> list[str]:
    """Return why somebody may miss that there are errors: the summary holds the focus (H4)."""
    if page.locator(".problem").count() == 0 or page.locator(".problem:focus").count():
        return []
    return ["H4: the error summary does not have the focus"]


def problems_of_focus(page: Page) -> list[str]:
    """Tab through the page and return where focus does not show, hides or jumps (H5)."""
    page.evaluate(SCRIPT)
    page.evaluate("() => houseRules.beginTabbing()")
    found: list[str] = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        problems = page.evaluate("() => houseRules.stop()")
        if problems is None:
            return found
        found += problems
    return [*found, f"H5: Tab does not leave the page after {MOST_STOPS} stops"]


def show_at(page: Page, width: int) -> None:
    """Show the page in a window of another width."""
    page.set_viewport_size({"width": width, "height": 800})
