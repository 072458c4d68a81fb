"""However often the button is pressed, one response and one receipt."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.database import db
from consult.core.security import clean_code, hashed
from consult.respond.actions.tidying import tidy
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import (
    Resident,
    all_counts,
    code_on,
    count,
    document,
    opened,
    question,
    rows,
)
from tests.stages.respond.posts import CANARY, ONE, all_at_once


@pytest.fixture
def sender(app: Flask, client: CheckingClient) -> Resident:
    resident = Resident(client, opened(app, ONE))
    resident.walk({"why": {"answer": CANARY}})
    return resident


def test_sending_makes_a_response_and_a_receipt(app: Flask, sender: Resident) -> None:
    assert sender.at == sender.address("check-your-answers")
    sent = sender.send()
    assert (sent.status_code, sent.location) == (303, sender.address("receipt"))
    code = sender.receipt()
    (response,) = rows(app, select(Response))
    assert response.receipt_hash == hashed(clean_code(code))
    assert code not in str(vars(response))
    (answer,) = rows(app, select(Answer))
    assert (answer.question, answer.value, answer.other) == ("why", CANARY, None)


def test_D17_a_refresh_shows_the_same_receipt_and_never_the_answers(sender: Resident) -> None:
    sender.send()
    pages = [sender.client.get(sender.address("receipt")) for _turn in range(3)]
    assert len({code_on(page) for page in pages}) == 1
    for address in ("check-your-answers", "answer/why", "answer-all", "receipt"):
        page = sender.client.get(sender.address(address), follow_redirects=True)
        assert sender.address("receipt") in page.text or page.request.path.endswith("receipt")
        assert CANARY not in page.text


@pytest.mark.parametrize("days", [1, 83, 200])
def test_D17_a_replay_days_later_from_another_browser_gives_the_same_receipt(
    app: Flask, sender: Resident, days: int
) -> None:
    sender.send()
    code = sender.receipt()
    with time_machine.travel(clock.now() + timedelta(days=days)):
        with app.app_context():
            deleted = tidy(at=clock.now())
            db.session.commit()
        is_tidied = days > 84
        assert deleted == (1 if is_tidied else 0)
        stranger = Resident(app.test_client(), sender.slug, key=sender.key)
        # The draft is long gone, and yet its key leads to what it became.
        again = stranger.send()
        assert (again.status_code, again.location) == (303, sender.address("receipt"))
        assert stranger.receipt() == code
        changed = stranger.answer("why", "Something else that I want to say")
        assert changed.status_code == (410 if is_tidied else 409)
        assert "Something else that I want to say" in changed.text
    assert count(app, Response) == 1
    assert [one.value for one in rows(app, select(Answer))] == [CANARY]


def test_7_1_all_that_sending_writes_stands_in_one_transaction(
    app: Flask, sender: Resident
) -> None:
    before = all_counts(app)
    with app.app_context():
        engine = db.engine
    commits: list[dict[str, int]] = []

    def fail(_connection: object) -> None:
        commits.append(all_counts(app))
        raise OSError("the power is cut")

    sender.client.checks = False  # type: ignore[attr-defined]  # since: it is one
    event.listen(engine, "commit", fail)
    try:
        assert sender.send().status_code == 500
    finally:
        event.remove(engine, "commit", fail)
        engine.dispose()
    # Up to the one commit nobody else sees anything, and without it nothing is left.
    assert commits == [before]
    assert all_counts(app) == before
    assert [draft.sent_at for draft in rows(app, select(Draft))] == [None]

    with committing(app) as ends:
        assert sender.send().status_code == 303
    assert len(ends) == 1
    new = {name: number - before[name] for name, number in all_counts(app).items()}
    assert {name: number for name, number in new.items() if number} == {
        "response": 1,
        "answer": 1,
        "audit_event": 1,
    }


@contextmanager
def committing(app: Flask) -> Iterator[list[str]]:
    """Collect the ends of transactions that wrote."""
    ends: list[str] = []
    wrote: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            wrote.append(statement)

    def end(_connection: object) -> None:
        ends.extend(["commit"] if wrote else [])
        wrote.clear()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", end)
    try:
        yield ends
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "commit", end)


def test_D18_a_page_that_was_open_for_days_still_counts(app: Flask, sender: Resident) -> None:
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert sender.answer("why", "After a long walk").status_code == 303
        assert sender.send().status_code == 303
    assert [one.value for one in rows(app, select(Answer))] == ["After a long walk"]


def test_D16_a_double_click_is_one_response(app: Flask, sender: Resident) -> None:
    first, second = sender.send(), sender.send()
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert count(app, Response) == 1


def test_D16_20_parallel_posts_are_one_response_with_one_receipt(
    app: Flask, sender: Resident
) -> None:
    def press(_place: int) -> TestResponse:
        one = Resident(app.test_client(), sender.slug, key=sender.key)
        assert one.send().status_code == 303
        return one.client.get(one.address("receipt"))

    codes = {code_on(page) for page in all_at_once(20, press)}
    assert len(codes) == 1
    assert count(app, Response) == 1
    assert count(app, Answer) == 1


def test_C12_8_people_write_at_once_and_nobody_is_told_to_wait(app: Flask) -> None:
    slug = opened(app, ONE)
    people = [Resident(app.test_client(), slug) for _place in range(8)]
    for person in people:
        person.begin()

    def press(place: int) -> TestResponse:
        person = people[place]
        for turn in range(3):
            assert person.answer("why", f"{place}-{turn}").status_code == 303
        return person.send()

    assert [page.status_code for page in all_at_once(8, press)] == [303] * 8
    assert sorted(one.value for one in rows(app, select(Answer))) == [
        f"{place}-2" for place in range(8)
    ]


def test_C17_a_code_belongs_to_one_response(app: Flask) -> None:
    slug, codes = opened(app, ONE), set()
    for _person in range(5):
        resident = Resident(app.test_client(), slug)
        resident.walk({})
        resident.send()
        codes.add(resident.receipt())
    assert len(codes) == 5


def test_a_device_can_answer_again_after_sending(app: Flask, sender: Resident) -> None:
    sender.send()
    sender.begin()
    assert CANARY not in sender.look(sender.at).text
    sender.send()
    assert count(app, Response) == 2


@pytest.mark.parametrize("key", ["", "forged", "\0", "x" * 100_000, "../../etc/passwd"])
def test_A3_nobody_sends_with_a_key_that_is_none(app: Flask, sender: Resident, key: str) -> None:
    for person in (sender, Resident(app.test_client(), sender.slug)):
        assert Resident(person.client, person.slug, key=key).send().status_code == 410
    assert count(app, Response) == 0


def test_A3_a_key_opens_only_its_own_consultation(app: Flask, sender: Resident) -> None:
    other = opened(app, document(question("why"), title="Another matter"))
    stranger = Resident(app.test_client(), other, key=sender.key)
    assert stranger.send().status_code == 410
    assert stranger.answer("why", "x").status_code == 410
    assert CANARY not in stranger.client.get(stranger.address("answer", "why")).text
    assert sender.send().status_code == 303


def test_A3_only_the_hash_of_a_key_is_kept(app: Flask, sender: Resident) -> None:
    (draft,) = rows(app, select(Draft))
    assert draft.key_hash == hashed(sender.key)
    assert sender.key not in str(vars(draft))
    cookie = sender.client.get_cookie(f"draft-{sender.slug}")
    assert cookie is not None
    assert cookie.value == sender.key
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
