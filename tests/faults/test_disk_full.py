"""The disk is full: people are told and keep their text, pages can be read, and it passes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.faults.test_outages import SEE_OTHER, TEXT, finish, opened_on, same_programs, writers
from tests.support.crash_oracle import Oracle
from tests.support.crash_site import FILE, CrashSite, Part, small_disk_site
from tests.support.crash_trials import Trials
from tests.support.crash_writers import Writer
from tests.support.processes import wait_until

pytestmark = pytest.mark.small_disk


@pytest.fixture
def site() -> Iterator[CrashSite]:
    with tempfile.TemporaryDirectory(prefix="consult-") as name, small_disk_site(Path(name)) as one:
        yield one


def fill(folder: Path) -> Path:
    """Leave no room for a single byte."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1024 * 1024, 1024, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return filler


def save_until_it_fails(one: Writer) -> tuple[str, str]:
    """Write ever more: return what was kept last, and what could not be kept any more."""
    kept = ""
    for press in range(200):
        text = f"{press}. {TEXT * 10}".strip()
        page = one.save(text)
        if page.status != SEE_OTHER:
            assert one.problems_with(page, typed=text) == []
            return kept, text
        kept = text
    raise AssertionError("there is still room")


def problems_of_jobs(site: CrashSite, folder: Path) -> list[str]:
    """Ask a copy of the database: it is on a disk that we do not see as SQLite would."""
    for ending in ("", "-wal"):
        shutil.copyfile(site.seen / f"{FILE}{ending}", folder / f"copy{ending}")
    return Oracle(URL.create("sqlite", database=str(folder / "copy"))).problems_of_jobs()


def test_D4_while_the_disk_is_full_the_text_comes_back_and_then_all_goes_on(
    site: CrashSite, tmp_path: Path
) -> None:
    slug = opened_on(site)
    Trials(site, seed=1).ask_for_reports()
    site.move_in()
    for part in (Part.QUEUE, Part.WEB):
        site.start(part)
    with writers(site, slug) as people, same_programs(site):
        filler = fill(site.seen)
        site.start(Part.WORKER)
        for one in people:
            kept, _lost = save_until_it_fails(one)
            assert kept in one.look(one.at).text
            assert one.problems_with(one.send()) == []
            assert one.look(one.base).status == 200
        assert problems_of_jobs(site, tmp_path) != []
        filler.unlink()
        for one in people:
            finish(one)

        def all_is_done() -> bool:
            site.start_all()  # the queue and the worker may end, and ``run.py`` starts them again
            return problems_of_jobs(site, tmp_path) == []

        wait_until(all_is_done, what="the work", seconds=90)
