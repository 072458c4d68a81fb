"""The main job, whole: a consultation from a file on an officer’s disk to a published outcome.

Real web server, real queue, real worker, real browser; scripts are off throughout.
"""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from consult.core import clock
from consult.core.days import day_of
from consult.respond.models import Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, count
from tests.support import officers
from tests.support.browsers import OpenPage
from tests.support.bus_stop import (
    MOVED,
    ON_PAPER,
    ONLINE,
    SHORT,
    SLUG,
    TITLE,
    definition,
    misspelt,
    muddled,
)
from tests.support.desks import Officer, attach
from tests.support.house_rules import problems_in_markup, problems_of_layout
from tests.support.processes import wait_until
from tests.support.programs import RunCommand, StartWorker
from tests.support.residents import answer_all, follow, go_on

pytestmark = pytest.mark.browser


def sign_in(officer: Officer, known: officers.Known) -> None:
    officer.open()
    officer.page.fill("[name=email]", known.email)
    officer.page.fill("[name=password]", officers.PASSWORD)
    officer.press("Sign in")
    assert "Your desk" in officer.text()


def bring_in(officer: Officer, today: date) -> None:
    """Try wrong files, then the right one; give the reason that a short period needs."""
    officer.press("Bring one in from a file")
    spelling = ("colour", "summary", "questions[0].type", "questions[0].required")
    meaning = ("opens", "questions[0].show_if")
    for wrong, places in ((misspelt, spelling), (muddled, meaning)):
        attach(officer.page, wrong(today))
        officer.press("Check and add")
        told = officer.problems()
        assert all(f"{place}: " in told for place in places), told

    attach(officer.page, definition(today))
    officer.press("Check and add")
    assert "The period is not 84 days" in officer.problems()

    attach(officer.page, definition(today))
    officer.page.fill("[name=reason]", SHORT)
    officer.press("Check and add")
    assert "Draft" in officer.text()
    assert SHORT in officer.text()


def let_open(officer: Officer, publisher: Officer) -> None:
    """Ask for approval; somebody else gives it."""
    officer.press("Get it ready to open")
    officer.page.fill("[name=words]", "Please look at the second question.")
    officer.press("Ask for approval")
    publisher.page.goto(f"{publisher.address}consultations/{SLUG}/open")
    assert "Please look at the second question." in publisher.text()
    boxes = publisher.page.locator("[name^=reason_]")
    for at in range(boxes.count()):
        boxes.nth(at).fill(SHORT)
    publisher.press("Approve and let it open")


def answer_online(app: Flask, page: Page, site: str) -> None:
    """Send one reply by browser, and eleven more as quickly as a test can."""
    page.goto(f"{site}/en/consultations/{SLUG}")
    assert SHORT in page.locator("main").inner_text()
    follow(page, "main form button")
    said = {"agree": "yes", "why": "I can't walk far.", "publish": "without_name"}
    assert answer_all(page, said) == ["agree", "why", "publish"]
    go_on(page)
    assert page.locator(".receipt").count() == 1
    for _person in range(ONLINE - 1):
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        client.checks = False  # the browser has just looked at these pages
        resident = Resident(client, SLUG)
        resident.walk({"agree": {"answer": "yes"}, "publish": {"answer": "no"}})
        assert resident.send().status_code == 303


def bring_in_paper(command: RunCommand, folder: Path, today: date) -> None:
    """Bring in replies on paper, twice; each is counted once. All of them raise one theme."""
    replies, mapping = folder / "paper.csv", folder / "paper.json"
    with replies.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["number", "agrees", "words", "theme", "publish"])
        for number in range(ON_PAPER):
            words = f"The hill is steep, and I am {60 + number}."
            rows.writerow(
                [number, "yes" if number % 2 else "no", words, "The hill", "without_name"]
            )
    guide = {
        "id": "number",
        "channel": "paper",
        "language": "en",
        "sent": today.isoformat(),
        "publish": {"column": "publish"},
        "answers": {"agree": "agrees", "why": "words"},
        "themes": {"question": "why", "column": "theme"},
    }
    mapping.write_text(json.dumps(guide), "utf-8")
    for added in (ON_PAPER, 0):
        into = ("--mapping", mapping, "--consultation", SLUG, "--by", "Amina Khan, officer")
        result = command("responses", "import", replies, *into)
        assert f"{added} new responses" in result.stdout, result.stdout + result.stderr


def close_by_the_clock(officer: Officer, champion: Officer, today: date) -> None:
    """Ask, with a reason, that its last day was yesterday; a Champion agrees."""
    officer.open()
    officer.press(TITLE)
    officer.press("Change the dates")
    officer.page.fill("[name=opens]", (today - timedelta(days=14)).isoformat())
    officer.page.fill("[name=closes]", (today - timedelta(days=1)).isoformat())
    officer.press("Change the dates")
    assert "Write why" in officer.problems()
    officer.page.fill("[name=reason]", MOVED)
    officer.press("Change the dates")
    assert MOVED in officer.text()
    champion.page.goto(f"{champion.address}agreements")
    champion.press(TITLE)
    champion.press("I agree: change it now")
    officer.open()
    officer.press(TITLE)
    assert MOVED in officer.text()


def build(officer: Officer, worker: StartWorker) -> None:
    """Ask for the report before any worker runs, then start one and refresh until it is done."""
    officer.press("Report and decisions")
    officer.press("Build the report")
    assert "Waiting" in officer.text()
    worker()

    def is_done() -> bool:
        officer.press("Refresh this page")
        return "All responses were counted" in officer.text()

    wait_until(is_done, what="the report")


def decide_and_publish(officer: Officer, publisher: Officer) -> None:
    """Try to publish too early, follow the link, decide, choose a quote; another publishes."""
    officer.press("Publish the report")
    assert "The hill" in officer.problems()
    with officer.page.expect_navigation():
        officer.page.click(".problem a")
    officer.press("Save")
    assert officer.problems()
    officer.page.fill("[name=decided]", "The bus stops at the top of the hill from May.")
    officer.page.fill("[name=why]", "Many people can’t walk up.")
    officer.page.locator("main [type=checkbox]").first.check()
    officer.press("Save")
    officer.press("Publish the report")
    assert "somebody else has to publish it" in officer.problems()
    publisher.page.goto(officer.page.url.removesuffix("/publish"))
    publisher.press("Publish the report")
    assert "Version 1 was published" in publisher.text()


def read_outcome(page: Page, site: str) -> str:
    """Read what everybody can read."""
    page.goto(f"{site}/en/consultations/{SLUG}")
    found = problems_in_markup(page) + problems_of_layout(page)
    assert not found, "\n".join(found)
    return page.locator("main").inner_text()


def download(page: Page, words: str) -> str:
    """Download a file and return what is in it."""
    with page.expect_download() as arriving:
        page.click(f"a:text('{words}')")
    return arriving.value.path().read_text("utf-8-sig")


def test_from_a_file_to_an_outcome(
    app: Flask,
    live_server: str,
    worker: StartWorker,
    command: RunCommand,
    open_page: OpenPage,
    tmp_path: Path,
) -> None:
    today = day_of(clock.now())
    with app.app_context():
        known = officers.add("publisher")
        second = officers.add("publisher", name="Ben Okafor", email="ben@example.org")
        third = officers.add("champion", name="Grace Obi", email="grace@example.org")
    wide = {"width": 1280, "height": 900}
    officer, publisher, champion = (
        Officer(open_page(viewport=wide), live_server) for _person in range(3)
    )
    resident = open_page(viewport={"width": 320, "height": 640})

    sign_in(officer, known)
    sign_in(publisher, second)
    sign_in(champion, third)
    bring_in(officer, today)
    let_open(officer, publisher)
    answer_online(app, resident, live_server)
    bring_in_paper(command, tmp_path, today)
    assert count(app, Response) == ONLINE + ON_PAPER
    close_by_the_clock(officer, champion, today)
    follow_closed(resident, live_server)
    build(officer, worker)
    decide_and_publish(officer, publisher)

    outcome = read_outcome(resident, live_server)
    assert "The bus stops at the top of the hill from May." in outcome
    assert "The hill is steep" in outcome
    assert MOVED in outcome
    figures_agree(resident, outcome)


def follow_closed(page: Page, site: str) -> None:
    """See that it is closed, and that nobody can answer any more."""
    page.goto(f"{site}/en/consultations/{SLUG}")
    assert "This consultation is closed" in page.locator("main").inner_text()
    assert page.locator("main form button").count() == 0


def figures_agree(page: Page, outcome: str) -> None:
    """Compare the page, the CSV and the JSON: every figure is the same in all three."""
    rows = list(csv.DictReader(io.StringIO(download(page, "CSV"))))
    report = json.loads(download(page, "JSON"))
    cells = {
        (figure["question"], cell["label"]): cell["people"]
        for figure in report["questions"]
        for table in figure["tables"]
        for cell in table["cells"]
    }
    as_table = {
        (row["question"], row["answer"]): int(row["people"]) if row["people"] else None
        for row in rows
        if row["part"] == "question"
    }
    assert cells == as_table
    assert cells["agree", "Yes"]
    assert f"About {report['responses']} responses reached us." in outcome
    for figure in report["questions"]:
        for at, table in enumerate(figure["tables"], start=1):
            shown = page.locator(f"#figure-{figure['number']}-{at}-table tbody tr")
            assert [figure_in(row) for row in shown.all_inner_texts()] == [
                cell["people"] for cell in table["cells"]
            ]


def figure_in(row: str) -> int | None:
    """Return the number that a row of a table shows; None where it says that it is hidden."""
    shown = row.split("\t")[1]
    return int(shown.split()[0].replace(",", "")) if shown[0].isdigit() else None
