"""However often the button is pressed, one response and one receipt; and when it closes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.compact.models import Departure
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import Job
from consult.core.security import hashed
from consult.plan.actions import change_dates, open_consultation
from consult.plan.queries import consultation_at
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import (
    BY,
    REASON,
    Resident,
    code_on,
    count,
    document,
    drafted,
    opened,
    question,
    rows,
)

CANARY = "canary words 7f3a"
ONE = document(question("why", "long_text"))
# 84 days from 12 January end when 5 April does, in summer time.
LAST_SECOND = datetime(2026, 4, 5, 22, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def sender(app: Flask, client: CheckingClient) -> Resident:
    resident = Resident(client, opened(app, ONE))
    resident.walk({"why": {"answer": CANARY}})
    return resident


@pytest.fixture
def january(app: Flask) -> str:
    """Give a consultation that opens on 12 January 2026, let open a week before."""
    with time_machine.travel(datetime(2026, 1, 5, 12, tzinfo=UTC)):
        slug = drafted(app, ONE)
        with app.app_context():
            found = consultation_at(slug)
            assert found
            open_consultation(found, by=BY, at=clock.now(), reason=REASON)
            db.session.commit()
    return slug


def all_at_once(number: int, act: Callable[[int], TestResponse]) -> list[TestResponse]:
    """Let this many people press at the same moment."""
    barrier = Barrier(number)

    def press(place: int) -> TestResponse:
        barrier.wait(timeout=30)
        return act(place)

    with ThreadPoolExecutor(number) as people:
        return list(people.map(press, range(number)))


def test_sending_makes_a_response_and_a_receipt(app: Flask, sender: Resident) -> None:
    assert sender.at == sender.address("check-your-answers")
    sent = sender.send()
    assert (sent.status_code, sent.location) == (303, sender.address("receipt"))
    code = sender.receipt()
    (response,) = rows(app, select(Response))
    assert response.receipt_hash == hashed(code)
    assert code not in str(vars(response))
    (answer,) = rows(app, select(Answer))
    assert (answer.question, answer.value, answer.other) == ("why", CANARY, None)


def test_D17_a_refresh_shows_the_same_receipt_and_never_the_answers(sender: Resident) -> None:
    sender.send()
    pages = [sender.client.get(sender.address("receipt")) for _turn in range(3)]
    assert len({code_on(page) for page in pages}) == 1
    for address in ("check-your-answers", "answer/why", "receipt"):
        page = sender.client.get(sender.address(address), follow_redirects=True)
        assert page.request.path == sender.address("receipt")
        assert CANARY not in page.text


def test_D17_a_replay_days_later_from_another_browser_gives_the_same_receipt(
    app: Flask, sender: Resident
) -> None:
    sender.send()
    code = sender.receipt()
    with time_machine.travel(clock.now() + timedelta(days=200)):
        stranger = Resident(app.test_client(), sender.slug, key=sender.key)
        again = stranger.send()
        assert (again.status_code, again.location) == (303, sender.address("receipt"))
        assert stranger.receipt() == code
        assert stranger.answer("why", "Something else").location == sender.address("receipt")
    assert count(app, Response) == 1
    assert [one.value for one in rows(app, select(Answer))] == [CANARY]


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


def test_T2_T7_it_closes_on_the_second_and_no_job_is_needed(app: Flask, january: str) -> None:
    first, late = (Resident(app.test_client(), january) for _turn in range(2))
    with time_machine.travel(LAST_SECOND, tick=False):
        for person in (first, late):
            person.walk({"why": {"answer": CANARY}})
        assert first.send().status_code == 303
    with time_machine.travel(LAST_SECOND + SECOND, tick=False):
        page = late.send()
        assert page.status_code == 410
        assert "does not take answers now" in page.text
        assert "Sunday 5 April 2026" in page.text
        assert first.receipt()
        closed = late.client.get(late.address())
        assert "Start now" not in closed.text
        for response in (
            late.client.post(late.address("answer"), data={"afresh": "yes"}),
            Resident(app.test_client(), january).client.post(late.address("answer")),
            late.client.get(late.address("answer", "why")),
            late.client.get(late.address("check-your-answers")),
        ):
            assert response.status_code == 410
    assert count(app, Response) == 1
    # What was begun is still there, and no job was ever done.
    assert CANARY in [draft.answers.get("why") for draft in rows(app, select(Draft))]
    assert {job.attempts for job in rows(app, select(Job))} == {0}


def test_T3_what_is_typed_last_is_kept_and_told_so(app: Flask, january: str) -> None:
    late = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        late.begin()
    with time_machine.travel(LAST_SECOND + SECOND, tick=False):
        assert late.answer("why", CANARY).status_code == 410
        without_draft = Resident(app.test_client(), january)
        page = without_draft.answer("why", "Words without a home")
        assert page.status_code == 410
        assert "Words without a home" in page.text
    assert [draft.answers for draft in rows(app, select(Draft))] == [{"why": CANARY}]


def test_T10_it_opens_on_the_second(app: Flask, january: str) -> None:
    early = Resident(app.test_client(), january)
    with time_machine.travel(datetime(2026, 1, 11, 23, 59, 59, tzinfo=UTC), tick=False):
        page = early.client.post(early.address("answer"))
        assert page.status_code == 410
        assert "Monday 12 January 2026" in page.text
        assert "Opens soon" in early.client.get(early.address()).text
    with time_machine.travel(datetime(2026, 1, 12, tzinfo=UTC), tick=False):
        early.begin()


def test_T8_a_later_last_day_lets_drafts_live_again(app: Flask, january: str) -> None:
    late = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        late.walk({"why": {"answer": CANARY}})
    with time_machine.travel(LAST_SECOND + SECOND, tick=False):
        assert late.send().status_code == 410
        with app.app_context():
            found = consultation_at(january)
            assert found
            later = found.closes + timedelta(days=2)
            change_dates(
                found, opens=found.opens, closes=later, reason=REASON, by=BY, at=clock.now()
            )
            db.session.commit()
        assert late.send().status_code == 303
    assert REASON in late.client.get(late.address()).text
    assert count(app, Departure) >= 2


def test_C3_an_officer_who_closes_early_meets_people_who_send(app: Flask) -> None:
    slug = opened(app, ONE)
    people = [Resident(app.test_client(), slug) for _place in range(6)]
    for person in people:
        person.walk({"why": {"answer": CANARY}})

    def press(place: int) -> TestResponse:
        if place:
            return people[place - 1].send()
        with app.app_context():
            found = consultation_at(slug)
            assert found
            yesterday = day_of(clock.now()) - timedelta(days=1)
            change_dates(
                found, opens=found.opens, closes=yesterday, reason=REASON, by=BY, at=clock.now()
            )
            db.session.commit()
        return app.test_client().get(f"/en/consultations/{slug}")

    _page, *sent = all_at_once(7, press)
    told = [page.status_code for page in sent]
    assert set(told) <= {303, 410}
    assert count(app, Response) == told.count(303)
    assert count(app, Draft) == 6


def test_a_consultation_nobody_let_open_takes_no_answers(app: Flask) -> None:
    slug = drafted(app, ONE)
    resident = Resident(app.test_client(), slug)
    assert resident.client.get(resident.address()).status_code == 404
    assert resident.client.post(resident.address("answer")).status_code in (404, 410)
    assert count(app, Draft) == 0
