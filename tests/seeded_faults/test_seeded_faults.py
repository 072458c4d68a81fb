"""Our checker finds each of the thirty-six faults by its own rule, and nothing else in a page."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from accessibility.markup import problems_in_page
from accessibility.stylesheet import problems_in_stylesheet
from tests.seeded_faults.faults import SHOWN, WRITTEN, Fault
from tests.seeded_faults.pages import ENGLISH, STYLE, URDU
from tests.support.axe import problems_found_by_axe
from tests.support.house_rules import (
    problems_of_colours,
    problems_of_errors,
    problems_of_focus,
    problems_of_layout,
    problems_of_spacing,
)

pytestmark = pytest.mark.browser

ADDRESS = "http://127.0.0.1/en/trees"
Check = Callable[[str, str], list[str]]


@pytest.fixture
def problems_shown(page: Page) -> Check:
    """Give every check of ours that lays a page out and uses it, here on a phone."""
    page.set_viewport_size({"width": 320, "height": 640})

    def check(html: str, css: str) -> list[str]:
        serve(page, html, css)
        return [
            *problems_of_layout(page),
            *problems_of_spacing(page),
            *problems_of_colours(page),
            *problems_of_errors(page),
            *problems_of_focus(page),
        ]

    return check


def serve(page: Page, html: str, css: str) -> None:
    """Show a page and its stylesheet; whatever else it asks for is not there."""
    held = {"/en/trees": ("text/html", html), "/site.css": ("text/css", css)}

    def answer(route: Route) -> None:
        kind, body = held.get(urlsplit(route.request.url).path, ("text/plain", ""))
        route.fulfill(status=200 if body else 404, content_type=kind, body=body)

    page.route("**/*", answer)
    page.goto(ADDRESS)


def problems_written(html: str, css: str) -> list[str]:
    """Check what needs no browser, in the language that the site meant to serve."""
    urdu, english = ("ur", "rtl", "غلطی:"), ("en", "ltr", "Error:")
    language, direction, prefix = urdu if "درخت" in html else english
    of_page = problems_in_page(html, language=language, direction=direction, error_prefix=prefix)
    return [str(problem) for problem in (*of_page, *problems_in_stylesheet(css))]


def seeded(fault: Fault) -> tuple[str, str]:
    """Return the page and its stylesheet with one fault in one of them."""
    assert (fault.page + STYLE).count(fault.out) == 1
    return fault.page.replace(fault.out, fault.into), STYLE.replace(fault.out, fault.into)


def rules_of(problems: list[str]) -> set[str]:
    """Return the ids of the rules that were broken."""
    return {problem.split(":")[0] for problem in problems}


def test_the_faults_are_those_of_the_matrix() -> None:
    assert sorted(fault.number for fault in (*WRITTEN, *SHOWN)) == list(range(1, 37))


@pytest.mark.parametrize("html", [ENGLISH, URDU], ids=["English", "Urdu"])
def test_a_page_without_a_fault_breaks_no_rule(
    html: str, page: Page, problems_shown: Check
) -> None:
    assert problems_written(html, STYLE) == []
    assert problems_shown(html, STYLE) == []
    assert problems_found_by_axe(page) == []


@pytest.mark.parametrize("fault", WRITTEN, ids=str)
def test_a_fault_in_the_text_is_found_by_its_own_rule(fault: Fault) -> None:
    assert rules_of(problems_written(*seeded(fault))) == set(fault.rules.split())


@pytest.mark.parametrize("fault", SHOWN, ids=str)
def test_a_fault_that_only_shows_in_use_is_found(fault: Fault, problems_shown: Check) -> None:
    html, css = seeded(fault)

    assert problems_written(html, css) == []
    assert rules_of(problems_shown(html, css)) == set(fault.rules.split())
