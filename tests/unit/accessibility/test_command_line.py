"""The command line as people run it: a process of its own, far from the site."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from accessibility.formats import FORMATS
from tests.support.processes import ROOT

Run = Callable[..., subprocess.CompletedProcess[bytes]]

HOW_TO = (ROOT / "docs" / "how-to" / "make-documents.md").read_text("utf-8")
NOTICE = HOW_TO.split("```json\n")[1].split("```")[0]
HARD = "Notwithstanding considerable administrative complications, " * 6 + "it opened.\n"
PAGE = """<!doctype html><html lang="en" dir="ltr"><head><title>Trees – Council</title></head>
<body><main><h1>Trees</h1><p>We plant trees.</p></main></body></html>"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Give a function that runs the command in another folder with hardly any environment."""

    def once(*words: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "accessibility", *words],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "LC_ALL": "C"},
            input=told,
            capture_output=True,
            check=False,
            timeout=120,
        )

    return once


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what a person reads: all but the list of what was imported."""
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    return "\n".join(line for line in lines if not line.startswith("import time:"))


def test_an_easy_text_passes_and_says_its_score(run: Run, tmp_path: Path) -> None:
    (tmp_path / "easy.txt").write_text("We want to plant trees. Tell us where.", "utf-8")

    done = run("check", "easy.txt")

    assert done.returncode == 0
    assert "by Flesch reading ease (aim: 60 or more)" in said(done)
    assert "  5: We want to plant trees." in said(done)
    assert "Letters in a word" not in said(done)


def test_a_hard_text_fails_and_shows_its_hardest_sentences(run: Run) -> None:
    done = run("check", "-", told=(HARD * 7).encode())

    assert done.returncode == 1
    assert "The score is -" in said(done)
    assert said(done).split("The longest sentences:")[1].count("  26: Notwithstanding") == 5
    assert "A sentence has 26 words, over 25." in said(done)


def test_a_language_without_a_formula_is_told_why(run: Run) -> None:
    done = run("check", "-", "--language", "ur", told="ہم درخت لگانا چاہتے ہیں۔".encode())

    assert done.returncode == 0
    assert "Score: none; we know of no formula that is true for “ur”" in said(done)
    assert re.search(r"Letters in a word: 3\.\d\nWords of over six letters: 0 in 100\n", said(done))
    assert "Compare letters with other texts in this language only." in said(done)


@pytest.mark.parametrize("name", ["page.html", "-"])
def test_a_page_is_held_to_the_house_rules_in_its_own_language(
    name: str, run: Run, tmp_path: Path
) -> None:
    good, bad = PAGE, PAGE.replace("We plant trees.", '<a href="/x">Click here</a>')
    for html, status, words in ((good, 0, "runs ltr"), (bad, 1, "H9: link words say nothing")):
        (tmp_path / "page.html").write_text(html, "utf-8")
        done = run("check", name, told=html.encode())
        assert done.returncode == status, said(done)
        assert words in said(done)


def test_a_page_in_another_language_than_meant_is_told(run: Run) -> None:
    done = run("check", "-", "--language", "ur", told=PAGE.encode())

    assert done.returncode == 1
    assert "H1: html[lang] is 'en', expected 'ur'" in said(done)
    assert "H1: html[dir] is 'ltr', expected 'rtl'" in said(done)


def test_a_stylesheet_is_checked_by_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text("p { font-size: 9px }")

    done = run("check", "site.css")

    assert done.returncode == 1
    assert said(done).startswith("H12: text in pixels")


@pytest.mark.parametrize("name", FORMATS)
def test_the_document_of_the_documentation_can_be_had_in_every_format(
    name: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "notice.json").write_text(NOTICE, "utf-8")

    piped = run("render", "notice.json", "--to", name)
    written = run("render", "-", "--to", name, "--output", "made", told=NOTICE.encode())

    assert (piped.returncode, written.returncode) == (0, 0), said(piped) + said(written)
    assert (tmp_path / "made").read_bytes()[:4] == piped.stdout[:4] != b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "notice.json"]
    assert f"`{name}`" in HOW_TO


def test_what_cannot_be_set_is_told_and_leaves_no_file(run: Run, tmp_path: Path) -> None:
    notice = NOTICE.replace(
        "Open on Sunday.", "Open on \N{SUN BEHIND CLOUD}\N{OLD ITALIC LETTER A}"
    )

    done = run("render", "-", "--to", "large-print", "--output", "made.pdf", told=notice.encode())

    assert done.returncode == 1
    assert "cannot be made as large-print" in said(done)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (b"", "this is empty. Write something"),
        (b"\xef\xbb\xbf \n", "this is empty"),
        (b"\xff\xfe{\x00", "this is not UTF-8. Save it as UTF-8"),
        (b"{,}", "this is not JSON: Expecting property name"),
        (b"[" * 100_000, "this is not JSON"),
        (b"{}", "language: give a text, in quotes"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_way_on(told: bytes, words: str, run: Run) -> None:
    done = run("render", "-", "--to", "plain-text", told=told)

    assert done.returncode == 2
    assert words in said(done)
    assert "Traceback" not in said(done)


def test_a_file_that_is_not_there_is_told_by_its_name(run: Run) -> None:
    for words in (
        ("check", "gone.txt"),
        ("render", "gone.json", "--to", "plain-text"),
        ("check", "."),
    ):
        done = run(*words)
        assert done.returncode == 2
        assert said(done).startswith(f"{words[1]}: ")
        assert "Look at its name" in said(done)


def test_a_word_the_command_does_not_know_is_told_with_those_it_knows(run: Run) -> None:
    done = run("render", "x.json", "--to", "papyrus")

    assert done.returncode == 2
    assert "'large-print'" in said(done)


def test_nothing_of_the_site_is_loaded(run: Run) -> None:
    done = run("render", "-", "--to", "plain-text", told=json.dumps(json.loads(NOTICE)).encode())

    loaded = {
        line.split("|")[-1].strip().split(".")[0]
        for line in done.stderr.decode().splitlines()
        if line.startswith("import time:")
    }
    assert "accessibility" in loaded
    assert not loaded & {"babel", "consult", "flask", "redis", "rq", "sqlalchemy", "wtforms"}
