"""The rules for a real browser find the faults that we put into pages, and pass a good one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import problems_found_by_axe
from tests.support.browsers import OpenPage
from tests.support.house_rules import (
    problems_of_colours,
    problems_of_errors,
    problems_of_focus,
    problems_of_layout,
    problems_of_spacing,
)
from tests.support.watching import Watch

pytestmark = pytest.mark.browser

GOOD = """<!doctype html><html lang="en"><head><title>Trees – Consult</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:focus-visible { outline: 3px solid #14211d }
a, button, .input { display: inline-block; min-height: 44px; min-width: 44px; font-size: 18px }
.scroll { overflow: auto }
</style></head><body><main><h1>Trees</h1><p>We want to plant trees.</p>
<p><a href="/more">More about trees</a></p>
<div class="scroll" role="region" tabindex="0" aria-label="Streets"><table>
<caption>Streets</caption><tr><th scope="col">Street</th></tr>
<tr><td><div style="width: 900px">A long street</div></td></tr></table></div>
<form method="post" action="/x"><label for="words">Your words</label>
<input class="input" id="words" name="words"> <button>Send</button></form>
</main></body></html>"""

PROBLEM = '<div class="problem" tabindex="-1" role="alert"><h2>There is a problem</h2></div>'

LAYOUT = {
    "a box wider than a phone": ("<h1>Trees", '<div style="width: 400px">x</div><h1>Trees', "H6"),
    "a word that cannot break": ("plant trees", "plant " + "tree" * 30, "H6"),
    "a table that pushes the page": ('class="scroll" ', "", "H6"),
    "a region that Tab does not reach": ('tabindex="0"', "", "H6"),
    "a region without a name": ('aria-label="Streets"', "", "H6"),
    "text that is cut off": (
        "<p>We want",
        '<p style="overflow: hidden; white-space: nowrap">Today we and all of you want',
        "H7",
    ),
    "lines that are cut off": ("<p>We", '<p style="overflow: hidden; block-size: 9px">We', "H7"),
    "a small link that stands alone": (
        '<p><a href="/more">',
        '<p><a style="min-height: 0; line-height: 1" href="/more">',
        "H17",
    ),
    "a small button": ("<button>", '<button style="min-height: 20px; min-width: 20px">', "H17"),
}

FOCUS = {
    "focus that does not show": ("<a href", '<a style="outline: none" href', "H5"),
    "focus in the colour of the ground": (
        "<button>",
        '<button style="outline: 3px solid #eee">',
        "H5",
    ),
    "focus under something else": (
        "<h1>",
        '<div style="position: fixed; inset: 0; background: #fff"></div><h1>',
        "H5",
    ),
    "focus as thin as a hair": ("<button>", '<button style="outline: none">', "H5"),
    "an order of our own": ("<button>", '<button tabindex="1">', "H5"),
    "focus out of sight": ("<button>", '<button style="position: fixed; top: -99px">', "H5"),
}

AXE = {
    "an input without a label": ('<label for="words">Your words</label>', ""),
    "letters too pale": ("<p>We", '<p style="color: #aaa">We'),
    "a page without a language": (' lang="en"', ""),
}


@pytest.fixture
def show(open_page: OpenPage) -> Callable[[str], Page]:
    """Give a function that shows a page on a phone."""
    page = open_page(viewport={"width": 320, "height": 640}, java_script_enabled=True)

    def shown(html: str) -> Page:
        page.set_content(html)
        return page

    return shown


def spoilt(before: str, after: str) -> str:
    """Return the good page with one fault in it."""
    assert before in GOOD
    return GOOD.replace(before, after, 1)


def test_a_good_page_breaks_no_rule(show: Callable[[str], Page]) -> None:
    page = show(GOOD)

    assert problems_of_layout(page) == []
    assert problems_of_spacing(page) == []
    assert problems_of_colours(page) == []
    assert problems_of_focus(page) == []
    assert problems_of_errors(page) == []
    assert problems_found_by_axe(page) == []


@pytest.mark.parametrize("fault", LAYOUT)
def test_layout_that_fails_people_is_found(fault: str, show: Callable[[str], Page]) -> None:
    before, after, rule = LAYOUT[fault]

    found = problems_of_layout(show(spoilt(before, after)))

    assert {problem.split(":")[0] for problem in found} == {rule}


@pytest.mark.parametrize("fault", FOCUS)
def test_focus_that_fails_people_is_found(fault: str, show: Callable[[str], Page]) -> None:
    before, after, rule = FOCUS[fault]

    found = problems_of_focus(show(spoilt(before, after)))

    assert {problem.split(":")[0] for problem in found} == {rule}


def test_words_that_are_cut_off_when_people_space_them_are_found(
    show: Callable[[str], Page],
) -> None:
    page = show(spoilt("<p>We", '<p style="overflow: hidden; font: 16px/1.2 x; height: 20px">We'))

    assert problems_of_layout(page) == []
    assert problems_of_spacing(page) != []


@pytest.mark.parametrize(
    "ground", ["#fff", "color-mix(in srgb, #fff, #ffc)", "rgb(255 255 255 / 50%)"]
)
def test_words_too_pale_for_their_ground_are_found(
    ground: str, show: Callable[[str], Page]
) -> None:
    for ink, expected in (("#666", ["H20"]), ("#333", [])):
        page = show(spoilt("<p>We", f'<p style="color: {ink}; background: {ground}">We'))
        assert [problem.split(":")[0] for problem in problems_of_colours(page)] == expected


def test_an_error_summary_without_the_focus_is_found(show: Callable[[str], Page]) -> None:
    without = show(spoilt("<h1>", PROBLEM + "<h1>"))
    assert problems_of_errors(without)

    held = show(spoilt("<h1>", PROBLEM.replace("<div", "<div autofocus") + "<h1>"))
    assert problems_of_errors(held) == []


@pytest.mark.parametrize("fault", AXE)
def test_axe_finds_what_it_is_for(fault: str, show: Callable[[str], Page]) -> None:
    assert problems_found_by_axe(show(spoilt(*AXE[fault])))


def test_the_watch_sees_strangers_and_broken_policies(browser: Browser) -> None:
    watch = Watch()
    context = browser.new_context()
    watch.over(context)
    page = context.new_page()

    page.set_content('<img src="http://stranger.example/pixel.png" alt="">')
    assert any("asked somebody else" in one for one in watch.seen)
    watch.seen.clear()
    page.set_content(
        """<meta http-equiv="Content-Security-Policy" content="style-src 'none'">
        <style>p { color: red }</style>"""
    )
    assert any("Content Security Policy" in one for one in watch.seen)
    context.close()
