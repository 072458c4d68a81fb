"""Take the pictures in the README again, from the real site with its examples.

python -m docs.screenshots
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from consult.examples.commands import PEOPLE
from tests.support.browsers import CHROMIUM_FLAGS, NO_BROWSER, chromium
from tests.support.processes import ROOT, ends_with_us, free_port, stop, wait_until

PICTURES = ROOT / "docs" / "pictures"
OPEN, CLOSED = "library-hours", "mill-lane-park"
DESK = {"width": 1280, "height": 1000}
LONG = {"width": 1280, "height": 1700}
CHART = {"width": 1280, "height": 1160}
PHONE = {"width": 320, "height": 900}


@contextmanager
def site() -> Iterator[tuple[str, str]]:
    """Run everything on fresh data and give its address and the officer’s password."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="consult-") as folder:
        log = Path(folder) / "log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "run.py"],
                cwd=ROOT,
                env={**os.environ, "DATA": f"{folder}/data", "PORT": str(port)},
                stdout=out,
                stderr=subprocess.STDOUT,
                preexec_fn=ends_with_us,  # noqa: PLW1509 - nothing here has threads yet
            )
        try:
            wait_until(lambda: "is running" in log.read_text(), seconds=120, what="the start")
            password = log.read_text().split("with the password ")[1].split()[0]
            yield f"http://127.0.0.1:{port}", password
        finally:
            stop(process, seconds=20)


def visit(browser: Browser, address: str, *, reading: str = "", **options: object) -> Page:
    """Open a page as somebody without scripts sees it. ``reading`` is their choice of looks."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB", **options)  # type: ignore[arg-type]
    if reading:
        context.add_cookies([{"name": "reading", "value": reading, "url": address}])
    page = context.new_page()
    page.goto(address)
    return page


def keep(page: Page, name: str) -> None:
    """Keep what fits the window, without the animations of a focus or a theme."""
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def take(browser: Browser, address: str, password: str) -> None:
    """Take every picture."""
    start = f"{address}/en/consultations/{OPEN}"
    keep(visit(browser, start, viewport=DESK), "consultation")
    keep(visit(browser, start, viewport=PHONE, reading="100.dark.normal"), "dark")
    keep(visit(browser, start, viewport=PHONE, reading="200.cream.normal"), "large-text")
    outcome = f"{address}/en/consultations/{CLOSED}"
    keep(visit(browser, outcome, viewport=LONG), "outcome")
    keep(visit(browser, f"{outcome}#in-numbers", viewport=CHART), "chart")
    for language in ("en", "ur"):
        page = visit(browser, f"{address}/{language}/consultations/{OPEN}", viewport=PHONE)
        ask(page)
        keep(page, "question" if language == "en" else "question-urdu")
    page = visit(browser, f"{address}/en/officer/", viewport=DESK)
    sign_in(page, password)
    page.goto(f"{address}/en/officer/consultations/{CLOSED}/report")
    keep(page, "report")


def ask(page: Page) -> None:
    """Come to the first question and choose an answer."""
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.locator("main input[type=radio]").first.check()


def sign_in(page: Page, password: str) -> None:
    """Sign the officer of the examples in."""
    page.fill("[name=email]", next(iter(PEOPLE)))
    page.fill("[name=password]", password)
    with page.expect_navigation():
        page.click("main button")


def main() -> None:
    """Take the pictures, or say what is missing."""
    program = chromium()
    if program is None:
        sys.exit(NO_BROWSER)
    PICTURES.mkdir(exist_ok=True)
    with site() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        take(browser, address, password)
        browser.close()


if __name__ == "__main__":
    main()
