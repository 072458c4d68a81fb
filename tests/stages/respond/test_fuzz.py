"""Anything at all, posted to every address of a resident: never a fault of ours."""

from random import randrange
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consult.respond.models import Draft
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, every_kind, opened, question, rows
from tests.support.anything import SAVED, Attack

CASES = 200  # of 20,000; python -m bench.fuzz does them all
PAGES = ["one", "many", "line", "essay", "count", "grid/north", "order", "born", "grid", "zz"]
DOORS = [
    *("answer", "answer/essay", "answer/grid/north", "answer-all", "check-your-answers"),
    *("come-back", "saved", "leave", "receipt", "receipt/contact", "receipt/correct"),
]
NAMES = ["answer", "answer_0", "answer_1", "answer_day", "answer_year", "other_cedar", "then"]

letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
words = st.one_of(
    letters,
    st.sampled_from(["ash", "cedar", "", "0", "-1", "1e309", "NaN", "check", "x" * 600, "2026"]),
    st.sampled_from(["\0", "\x1b[31m", "\u202e", "'; DROP TABLE draft; --", "{{7*7}}", "<b>"]),
)
fields = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), letters), words), max_size=6)
raw = st.binary(max_size=60)
keys = st.one_of(st.none(), words)


@pytest.fixture
def resident(app: Flask, client: CheckingClient) -> Resident:
    client.checks = False
    begun = Resident(client, opened(app, document(question("first", "long_text"), *every_kind())))
    begun.begin()
    begun.answer("first", SAVED)
    return begun


# Each example goes on from the one before: that is how an attacker works too.
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    at=st.tuples(st.sampled_from(["en", "ur"]), st.sampled_from(PAGES)),
    key=keys,
    typed=fields,
    is_send=st.booleans(),
)
def test_9_no_form_makes_a_fault_of_ours(
    app: Flask,
    resident: Resident,
    at: tuple[str, str],
    key: str | None,
    typed: list[tuple[str, str]],
    is_send: bool,
) -> None:
    resident.language, page = at
    sent: dict[str, Any] = {"draft": resident.key if key is None else key}
    for name, text in typed:
        sent.setdefault(name, []).append(text) if name != "draft" else None
    address = "check-your-answers" if is_send and key is not None else f"answer/{page}"
    answered = resident.client.post(resident.address(address), data=sent)
    assert answered.status_code < 500, answered.status
    assert SAVED in str([draft.typed.answers for draft in rows(app, select(Draft))])


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=raw,
    kind=st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json",
            "text/html; charset=utf-7",
            "\u00ff",
        ]
    ),
    page=st.sampled_from(DOORS),
    cookie=st.one_of(st.none(), st.text('abc;="\\ ,\t\x80\u00ff', max_size=20)),
)
def test_9_no_bytes_make_a_fault_of_ours(
    app: Flask, resident: Resident, body: bytes, kind: str, page: str, cookie: str | None
) -> None:
    headers = {} if cookie is None else {"Cookie": f"draft-{resident.slug}={cookie}"}
    client = app.test_client(use_cookies=cookie is None)
    client.checks = False  # type: ignore[attr-defined]  # since: it is one
    framed = body if b"\r" in body or "boundary" not in kind else b"--x\r\n" + body + b"\r\n--x--"
    answered = client.post(resident.address(page), data=framed, headers=headers, content_type=kind)
    assert answered.status_code < 500, answered.status
    assert SAVED in str([draft.typed.answers for draft in rows(app, select(Draft))])


def test_9_whatever_is_sent_to_any_address_is_answered_clearly(app: Flask) -> None:
    seed = randrange(1_000_000)
    found = Attack(app, seed=seed).run(CASES)
    assert not found.wrong, f"python -m bench.fuzz --seed {seed}: {found.wrong}"
    assert found.addresses.total() == CASES
