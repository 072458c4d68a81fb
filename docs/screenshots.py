"""Take the pictures in the README again, from the real site with its examples.

python -m docs.screenshots
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browsers import CHROMIUM_FLAGS
from tests.support.processes import ROOT, ends_with_us, free_port, stop, wait_until

PICTURES = ROOT / "docs" / "pictures"
OPEN, CLOSED = "library-hours", "mill-lane-park"
DESK = {"width": 1280, "height": 1000}
LONG = {"width": 1280, "height": 1700}
PHONE = {"width": 390, "height": 1100}


@contextmanager
def site() -> Iterator[str]:
    """Run everything on fresh data and give its address."""
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
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process, seconds=20)


def visit(browser: Browser, address: str, **options: object) -> Page:
    """Open a page as somebody without scripts sees it."""
    context = browser.new_context(java_script_enabled=False, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    return page


def keep(page: Page, name: str) -> None:
    """Keep what fits the window, without the animations of a focus or a theme."""
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def take(browser: Browser, address: str) -> None:
    """Take every picture."""
    keep(visit(browser, f"{address}/en/consultations/{OPEN}", viewport=DESK), "consultation")
    keep(visit(browser, f"{address}/en/consultations/{CLOSED}", viewport=LONG), "outcome")
    page = visit(browser, f"{address}/ur/consultations/{OPEN}", viewport=PHONE)
    page.locator("main form button").first.click()
    page.locator("main input[type=radio]").first.check()
    keep(page, "question-urdu")


def main() -> None:
    """Take the pictures, or say what is missing."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("This needs a browser. Install it: sudo apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        take(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
