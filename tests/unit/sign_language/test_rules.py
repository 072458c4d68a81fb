"""Which video may be offered, when one is late, and how long and large it is in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consult.sign_language.rules import (
    Details,
    Wrong,
    came_late,
    is_link,
    megabytes,
    minutes,
    problems_with,
)

TODAY = date(2026, 3, 2)
RIGHT = Details(
    link="",
    captions="WEBVTT",
    transcript="Words",
    signed_by="Rosa Lee",
    signer_number="1",
    checked_by="Tom Hill",
    checker_number="2",
    checked_on=TODAY,
)
LINK = "https://films.example.org/1"


@pytest.mark.parametrize(
    ("changes", "has_file", "found"),
    [
        ({}, True, []),
        ({"link": LINK, "captions": ""}, False, []),
        ({}, False, [("video", Wrong.NEITHER)]),
        ({"link": LINK}, True, [("video", Wrong.BOTH)]),
        ({"link": "http://films.example.org"}, False, [("link", Wrong.LINK)]),
        ({"captions": " \n"}, True, [("captions", Wrong.NO_CAPTIONS)]),
        ({"checked_by": "rosa  LEE"}, True, [("checked_by", Wrong.SAME_PERSON)]),
        ({"checker_number": " 1"}, True, [("checked_by", Wrong.SAME_PERSON)]),
        ({"checked_on": date(2026, 3, 3)}, True, [("checked_on", Wrong.IN_FUTURE)]),
    ],
)
def test_what_is_wrong_is_named_with_its_field(
    changes: dict[str, str], has_file: bool, found: list[tuple[str, Wrong]]
) -> None:
    details = replace(RIGHT, **changes)  # type: ignore[arg-type]  # since: a plain dict
    assert list(problems_with(details, has_file=has_file, today=TODAY)) == found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (LINK, True),
        ("https://films.example.org:8443/watch?v=1#at", True),
        ("HTTPS://films.example.org", True),
        ("javascript:alert(1)", False),
        ("http://films.example.org", False),
        ("https://films", False),
        ("https://a:b@films.example.org", False),
        ("https://films.example.org/a b", False),
        ("https://films.example.org/\u202e", False),
        ("https://films.example.org:99999/", False),
        ("https://[", False),
        ("https://films.example.org/".ljust(2000, "x"), True),
        ("https://films.example.org/".ljust(2001, "x"), False),
        ("", False),
    ],
)
def test_a_link_leads_to_a_site_and_nowhere_else(text: str, is_one: bool) -> None:
    assert is_link(text) is is_one


def test_only_people_who_can_still_answer_have_waited() -> None:
    before = datetime(2026, 3, 1, tzinfo=UTC)
    assert came_late(3, offered_at=None, is_open=True)
    assert not came_late(0, offered_at=None, is_open=True)
    assert not came_late(3, offered_at=before, is_open=True)
    assert not came_late(3, offered_at=None, is_open=False)


def test_lengths_and_sizes_are_as_players_show_them() -> None:
    assert [minutes(one) for one in (0, 4.2, 59.6, 125, 3600)] == [
        "0:00",
        "0:04",
        "1:00",
        "2:05",
        "60:00",
    ]
    assert [megabytes(one) for one in (1, 1024 * 1024, 14_500_000)] == ["0.1", "1.0", "13.8"]
