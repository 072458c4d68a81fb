"""The reviewed transcripts keep what we promise to people who listen.

That pages sound like them is for ``test_transcripts`` to show. These rules hold for the files, so
that a review in a hurry cannot let a fault through.
"""

import re
import unicodedata

import pytest

from tests.screen_reader.golden import AROUND, reviewed
from tests.screen_reader.journey import QUESTIONS
from tests.support.house_rules import ERROR_PREFIXES

LANGUAGES = ("en", "ur")
QUESTION = re.compile(r"(end of )?heading, .*, level 1")
CONTROL = re.compile(r"(radio|checkbox|textbox|combobox), ")
PLACE = re.compile(r"position (\d+), set size (\d+)")

in_each_language = pytest.mark.parametrize("language", LANGUAGES)
for_each_kind = pytest.mark.parametrize("kind", QUESTIONS)


def lines_of(language: str, name: str) -> list[str]:
    return reviewed(language)[name].splitlines()


def place_of(pattern: re.Pattern[str], lines: list[str]) -> int:
    """Return where the first line is that matches."""
    return next(at for at, line in enumerate(lines) if pattern.match(line))


def problem_in(lines: list[str]) -> str:
    """Return the first problem in the summary."""
    return lines[place_of(re.compile("link, "), lines)].removeprefix("link, ")


def summary_in(lines: list[str]) -> list[str]:
    start = place_of(re.compile("alert, "), lines)
    return lines[start : place_of(re.compile("end of alert, "), lines)]


@in_each_language
@for_each_kind
def test_a_problem_is_heard_first_and_again_right_before_its_control(
    language: str, kind: str
) -> None:
    lines = lines_of(language, f"question-{kind}-error")
    problem = problem_in(summary_in(lines))

    assert lines[0].startswith(f"title: {ERROR_PREFIXES[language]}")
    assert lines[1] == f"focus: {summary_in(lines)[0]}"
    after_summary = lines.index(f"link, {problem}") + 1
    heard = [
        place_of(re.compile("alert, "), lines),
        after_summary,
        place_of(QUESTION, lines),
        *([lines.index(QUESTIONS[kind]["hint"])] if "hint" in QUESTIONS[kind] else []),
        lines.index(ERROR_PREFIXES[language], after_summary),
        lines.index(problem, after_summary),
        place_of(CONTROL, lines),
    ]
    assert heard == sorted(heard)


@in_each_language
@for_each_kind
def test_the_control_itself_says_what_is_wrong_with_it(language: str, kind: str) -> None:
    lines = lines_of(language, f"question-{kind}-error")
    problem = problem_in(summary_in(lines))

    tied = [line for line in lines if f"{ERROR_PREFIXES[language]} {problem}" in line]

    assert tied


@in_each_language
@for_each_kind
def test_a_problem_is_told_in_the_language_of_the_page(language: str, kind: str) -> None:
    problem = problem_in(summary_in(lines_of(language, f"question-{kind}-error")))

    scripts = {unicodedata.name(letter).split()[0] for letter in problem if letter.isalpha()}

    assert scripts == {"en": {"LATIN"}, "ur": {"ARABIC"}}[language]


@in_each_language
@pytest.mark.parametrize("kind", ["single", "matrix"])
def test_each_choice_says_which_of_how_many_it_is(language: str, kind: str) -> None:
    said = [line for line in lines_of(language, f"question-{kind}") if CONTROL.match(line)]

    places = [place.groups() for line in said if (place := PLACE.search(line))]

    assert places == [("1", "3"), ("2", "3"), ("3", "3")]


@in_each_language
@pytest.mark.parametrize("kind", [kind for kind in QUESTIONS if "hint" not in QUESTIONS[kind]])
def test_the_control_follows_the_question_at_once(language: str, kind: str) -> None:
    lines = lines_of(language, f"question-{kind}")
    end_of_question = max(at for at, line in enumerate(lines) if QUESTION.fullmatch(line))

    assert place_of(CONTROL, lines) - end_of_question - 1 <= 2


@in_each_language
def test_every_problem_on_the_check_page_names_its_question(language: str) -> None:
    lines = lines_of(language, "check-error")
    told = [line for line in summary_in(lines) if line.startswith("link, ")]

    assert lines[0].startswith(f"title: {ERROR_PREFIXES[language]}")
    assert lines[1] == f"focus: {summary_in(lines)[0]}"
    assert len(told) >= len(QUESTIONS)
    assert all(re.search(r"\d", line) for line in told)


@in_each_language
def test_help_comes_first_after_every_page(language: str) -> None:
    footer = lines_of(language, AROUND)
    footer = footer[footer.index("…") + 1 :]
    parts = [at for at, line in enumerate(footer) if line.startswith("region, ")]
    phone = footer.index("link, 020 7946 0123")
    mail = footer.index("link, consult@example.org")

    assert len(parts) >= 3
    assert parts[0] < phone < mail < parts[1]
