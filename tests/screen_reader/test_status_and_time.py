"""What a person who listens is told at once: problems, what was done; and nobody is hurried."""

import re

import pytest
from flask import Flask

from tests.architecture.source import SOURCE, TEMPLATES
from tests.factories import opened
from tests.screen_reader.journey import park_document
from tests.support.browsers import OpenPage
from tests.support.house_rules import ERROR_PREFIXES
from tests.support.residents import follow, go_on

# A green box says that something was done.
DONE = re.compile(r'notice\((?:kind=)?"good"[^%]*')


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ur"])
def test_problems_have_the_focus_and_lead_to_the_control_without_any_script(
    app: Flask, site: str, open_page: OpenPage, language: str
) -> None:
    slug = opened(app, park_document())
    page = open_page(java_script_enabled=False)
    page.goto(f"{site}/{language}/consultations/{slug}")
    follow(page, "main form button")

    go_on(page)

    assert page.evaluate("document.activeElement.id") == "problem"
    assert page.title().startswith(ERROR_PREFIXES[language])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.locator("main [type=radio]").first.is_checked()


def test_what_was_done_is_told_as_a_status() -> None:
    told = [(path.name, box) for path in TEMPLATES for box in DONE.findall(path.read_text("utf-8"))]

    assert told
    assert [box for box in told if "status=True" not in box[1]] == []


def test_no_page_goes_away_by_itself() -> None:
    found = [path for path in TEMPLATES if "http-equiv" in path.read_text("utf-8")]
    found += [path for path in SOURCE if '"Refresh"' in path.read_text("utf-8")]

    assert found == []
