"""What has to be known of an answer that came another way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult.respond.rules.answers import Channel
from consult.respond.rules.form_numbers import number_after, number_in
from consult.respond.rules.intake import (
    CHANNELS,
    About,
    Original,
    is_late,
    is_link,
    left_out,
    printed_pages,
    problems_with_about,
    problems_with_typed,
    written_in,
)
from consult.respond.rules.kept import kept_answers
from tests.factories import defined, question

OPENS = date(2026, 1, 12)
TODAY = date(2026, 3, 1)
GOOD = About(channel="paper", language="en", received="2026-02-03", form_number="12")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        (" 0012 ", "12"),
        ("No. 12", "12"),
        ("no 12", "12"),
        ("Form number: 12", "12"),
        ("#12", "12"),
        ("№ 12", "12"),
        ("١٢", "12"),
        ("LH-0012", "LH-12"),
        ("lh 12", "LH-12"),
        ("lh/12", "LH-12"),
        ("Ä3", "Ä-3"),
        ("", None),
        ("twelve", None),
        ("12a", None),
        ("1 2", None),
        ("-12", "12"),
        ("0", None),
        ("000", None),
        ("12\n13", None),
        ("1234567890", None),
        ("ABCDEFGHI1", None),
    ],
)
def test_a_number_has_one_spelling(typed: str, number: str | None) -> None:
    assert number_in(typed) == number
    if number:
        assert number_in(number) == number


@pytest.mark.parametrize(("number", "after"), [("12", "13"), ("LH-99", "LH-100"), ("Ä-9", "Ä-10")])
def test_forms_lie_in_order(number: str, after: str) -> None:
    assert number_after(number) == after
    assert replace(GOOD, form_number=number).next().form_number == after


def test_without_a_number_none_is_proposed() -> None:
    assert replace(GOOD, form_number="by hand").next().form_number == ""


@pytest.mark.parametrize(
    ("link", "is_good"),
    [
        ("https://films.example.org/a?b=c#d", True),
        ("https://xn--mgbh0fb.example/a", True),
        ("http://films.example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://localhost/a", False),
        ("https://films.example.org/a b", False),
        ("https://me:secret@films.example.org", False),
        ("https://[broken", False),
        ("films.example.org", False),
        (f"https://films.example.org/{'a' * 2000}", False),
    ],
)
def test_a_link_leads_to_one_place_and_travels_encrypted(link: str, is_good: bool) -> None:
    assert is_link(link) is is_good


def codes(about: About, original: Original = Original()) -> dict[str, str]:  # noqa: B008 - frozen
    found = problems_with_about(about, original, opens=OPENS, today=TODAY)
    return {name: problem.code for name, problem in found.items()}


def test_what_is_right_has_no_problem() -> None:
    assert codes(GOOD) == {}
    assert codes(About("email", "pl", "2026-03-01")) == {}
    video = About("video", "bfi", "2026-01-12")
    assert codes(video, Original("I like trees", "https://films.example.org/1")) == {}


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"channel": "online"}, "channel", "no-channel"),
        ({"channel": "pigeon"}, "channel", "no-channel"),
        ({"language": ""}, "language", "no-language"),
        ({"received": "yesterday"}, "received", "no-day"),
        ({"received": "2026-02-31"}, "received", "no-day"),
        ({"received": "2026-03-02"}, "received", "day-to-come"),
        ({"received": "2026-01-11"}, "received", "before-opening"),
        ({"form_number": ""}, "form_number", "no-form-number"),
        ({"form_number": "?"}, "form_number", "not-a-form-number"),
    ],
)
def test_what_is_wrong_is_named(wrong: dict[str, str], field: str, code: str) -> None:
    assert codes(replace(GOOD, **wrong)) == {field: code}


def test_a_video_needs_its_link_and_its_words() -> None:
    assert codes(About("video", "bfi", "2026-02-03")) == {"link": "no-link", "text": "no-words"}
    assert codes(GOOD, Original("x" * 50_001, "ftp://a")) == {
        "link": "not-a-link",
        "text": "text-too-long",
    }


def test_only_paper_must_have_a_number() -> None:
    for channel in CHANNELS:
        is_named = "form_number" in codes(replace(GOOD, channel=channel, form_number=""))
        assert is_named is (channel is Channel.PAPER)


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    assert not is_late(OPENS, closes=OPENS)
    assert is_late(OPENS + timedelta(days=1), closes=OPENS)


@pytest.mark.parametrize(
    ("channel", "language", "written"),
    [
        ("paper", "ur", "ur"),
        ("paper", "und", None),
        ("letter", "bfi", None),
        ("phone", "en", "en"),
        ("phone", "ur", None),
        ("video", "bfi", None),
    ],
)
def test_the_language_of_words_is_said_only_where_it_is_known(
    channel: str, language: str, written: str | None
) -> None:
    assert written_in(About(channel, language)) == written


def test_on_paper_a_blank_is_never_wrong() -> None:
    made = defined(question("must", "single", required=True), question("n", "number", max=3))
    assert problems_with_typed(made, {}, {}, longest_other=5) == {}
    found = problems_with_typed(made, {"n": "9"}, {}, longest_other=5)
    assert {key: [one.code for one in problems] for key, problems in found.items()} == {
        "n": ["too-high"]
    }


def test_what_the_route_hides_is_named_once() -> None:
    gate = question("gate", "single")
    made = defined(gate, question("then", show_if={"question": "gate", "is": "ash"}))
    typed = {"gate": "birch", "then": "words"}
    assert left_out(made, typed, kept_answers(made, typed, {})) == ("then",)
    assert left_out(made, {**typed, "then": " "}, ()) == ("gate",)


def test_every_question_is_printed_but_files_and_what_people_are() -> None:
    made = defined(question("a"), question("plan", "file"), equality_questions=[question("age")])
    assert [page.key for page in printed_pages(made)] == ["a", "age"]
    assert [page.key for page in printed_pages(made, with_equality=False)] == ["a"]
