"""A sample of pages in every look that people can choose, at every width.

Together with test_every_page, which sees each page in each language on a phone, this is the
covering set of pages, languages, themes and widths.
"""

from collections.abc import Callable

import pytest

from tests.support.every_state import KINDS, PAGES_OF_KINDS
from tests.support.house_rules import WIDTHS, problems_of_focus, problems_of_layout, show_at
from tests.support.residents import follow
from tests.support.visitors import LANGUAGES, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("filled")]

THEMES = ("standard", "cream", "dark", "yellow")

# Each page is seen in each theme; each theme, and each page, at each width.
SAMPLE = (
    "",
    f"consultations/{KINDS}",
    "consultations/mill-lane-park",
    "reading",
    f"consultations/{KINDS}/questions",
    "officer/sign-in",
)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_for_everybody_at_every_width(
    theme: str, visit: Callable[[str], Visitor]
) -> None:
    visitor = visit(LANGUAGES[THEMES.index(theme) % 2])
    visitor.wear(f"100.{theme}.normal")
    for place, path in enumerate(SAMPLE):
        show_at(visitor.page, WIDTHS[(place + THEMES.index(theme)) % len(WIDTHS)])
        visitor.at(path)
        visitor.note(problems_of_focus(visitor.page))

    assert not visitor.found, "\n".join(visitor.found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_three_times_as_large_still_fit(
    language: str, visit: Callable[[str], Visitor]
) -> None:
    visitor = visit(language)
    # Lines as long as can be, and no movement: neither may take room that is not there.
    visitor.wear("300.standard.wide.75..off")
    for path in (*SAMPLE, "words"):
        for width in WIDTHS:
            show_at(visitor.page, width)
            visitor.go(path)
            visitor.note(problems_of_layout(visitor.page))
    visitor.go(f"consultations/{KINDS}")
    follow(visitor.page, "main form button")
    for name in PAGES_OF_KINDS:
        visitor.go(f"consultations/{KINDS}/answer/{name}")
        visitor.note(problems_of_layout(visitor.page))

    assert not visitor.found, "\n".join(visitor.found)


def test_lines_are_as_long_as_people_chose(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("en")
    show_at(visitor.page, 1280)
    lengths = []
    for line in ("45", "", "75"):
        visitor.wear(f"100.standard.normal.{line}")
        visitor.at("consultations/mill-lane-park")
        width = (
            "one => one.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize)"
        )
        lengths.append(max(visitor.page.locator("main p").evaluate_all(f"all => all.map({width})")))
    assert lengths[0] * 1.3 < lengths[1] < lengths[2] * 0.9
    assert not visitor.found, "\n".join(visitor.found)


def test_without_pictures_the_words_and_the_numbers_stay(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("en")
    pictures = visitor.page.locator("img:visible, .dial:visible, .chart:visible")
    visitor.go("consultations/mill-lane-park")
    assert pictures.count() > 0
    tables = visitor.page.locator("main td:visible").count()
    visitor.wear("100.standard.normal..off")
    visitor.at("consultations/mill-lane-park")
    assert pictures.count() == 0
    assert visitor.page.locator("main td:visible").count() == tables > 0
    assert not visitor.found, "\n".join(visitor.found)


def test_without_movement_nothing_changes_slowly(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("en")
    slow = "() => getComputedStyle(document.querySelector('.button')).transitionDuration"
    visitor.go("reading")
    assert visitor.page.evaluate(slow) != "0s"
    visitor.wear("100.standard.normal...off")
    visitor.go("reading")
    assert visitor.page.evaluate(slow) == "0s"


def test_forced_colours_and_paper_still_show_the_page(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("en")
    for path in SAMPLE:
        visitor.page.emulate_media(media="screen", forced_colors="active")
        visitor.go(path)
        visitor.note(problems_of_focus(visitor.page))
        visitor.page.emulate_media(media="print", forced_colors="none")
        visitor.note(problems_of_layout(visitor.page))
        assert visitor.page.locator("h1").is_visible()
        assert not visitor.page.locator("header .tools").is_visible()

    assert not visitor.found, "\n".join(visitor.found)
