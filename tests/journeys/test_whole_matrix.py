"""Every page in every state, in every language, theme and width, by axe and by every house rule.

It takes an hour and more, so only ``make matrix`` runs it; the other journeys see a covering
part of it.
LANGUAGES, THEMES and WIDTHS name what to look at, parted by commas; all is the default.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from consult.core.languages import LANGUAGES
from tests.journeys import test_every_page as tour
from tests.support import every_state
from tests.support.axe import problems_found_by_axe
from tests.support.browsers import OpenPage
from tests.support.house_rules import (
    WIDTHS,
    problems_in_markup,
    problems_of_colours,
    problems_of_errors,
    problems_of_focus,
    problems_of_layout,
    problems_of_spacing,
    show_at,
)
from tests.support.visitors import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.timeout(0)]

THEMES = ("standard", "cream", "dark", "yellow")
TURN = """theme => { const worn = document.documentElement.classList;
  worn.remove(...[...worn].filter(name => name.startsWith('theme-')));
  worn.add(`theme-${theme}`); }"""


def asked(name: str, every: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the environment asks for, or everything."""
    chosen = tuple(one for one in os.environ.get(name, "").split(",") if one)
    assert set(chosen) <= set(every), f"{name} can be {every}"
    return chosen or every


@dataclass
class Inspector(Visitor):
    """Somebody who looks at each page in every theme and at every width, and says how it goes."""

    seen: int = 0
    begun: float = 0

    def look(self) -> None:
        """Hold the page, as it stands, to every rule in each look that was asked for."""
        self.looks += 1
        known = len(self.found)
        self.note(problems_in_markup(self.page) + problems_of_errors(self.page))
        for theme in asked("THEMES", THEMES):
            self.page.evaluate(TURN, theme)
            for width in asked("WIDTHS", tuple(map(str, WIDTHS))):
                show_at(self.page, int(width))
                self._look_once(f"{theme} {width}")
            self.note([f"{theme}: {problem}" for problem in problems_of_focus(self.page)])
        self._tell(self.found[known:])

    def _look_once(self, worn: str) -> None:
        self.seen += 1
        problems = [
            *problems_of_layout(self.page),
            *problems_of_spacing(self.page),
            *problems_of_colours(self.page),
            *problems_found_by_axe(self.page),
        ]
        self.note([f"{worn}: {problem}" for problem in problems])

    def _tell(self, problems: list[str]) -> None:
        each = (time.monotonic() - self.begun) / self.seen
        path = self.page.url.removeprefix(self.site)
        say(f"{self.looks:4} {path:60} {each:5.2f} s a look, {len(problems)} problems")
        for problem in problems:
            say(f"     {problem}")


def say(words: str) -> None:
    """Tell whoever waits: this takes long."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@pytest.fixture
def inspector(language: str, site: str, open_page: OpenPage) -> Iterator[Inspector]:
    """Give somebody who inspects the site, and sums up at the end."""
    # Without motion: a colour on its way to another theme would be taken for the theme’s.
    page = open_page(java_script_enabled=True, reduced_motion="reduce")
    one = Inspector(page, site, language, begun=time.monotonic())
    yield one
    minutes = (time.monotonic() - one.begun) / 60
    say(f"{language}: {one.looks} pages, {one.seen} looks, {minutes:.1f} minutes")


TOURS = [
    pytest.param(
        language, for_officers, id=f"{language}-{'officers' if for_officers else 'residents'}"
    )
    for language in asked("LANGUAGES", tuple(LANGUAGES))
    for for_officers in (False, True)
    if LANGUAGES[language].for_officers or not for_officers
]


@pytest.mark.parametrize(("language", "for_officers"), TOURS)
def test_every_page_is_for_everybody_in_every_look(
    app: Flask, inspector: Inspector, rendered: set[str], *, for_officers: bool
) -> None:
    inspector.at("")  # nothing to list yet
    every_state.fill(app)
    if for_officers:
        tour.see_all_for_officers(app, inspector)
    else:
        every_state.publish(app)
        tour.see_all_for_residents(app, inspector)

    tour.nothing_is_wrong(inspector, rendered, for_officers=for_officers)
