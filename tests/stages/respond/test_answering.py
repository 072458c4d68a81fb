"""A resident goes through the pages: only what concerns them, back and forth, nothing lost."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core.audit import AuditEvent
from consult.respond.models import Answer, Draft, Response, Typed
from consult.respond.queries import equality_answers
from tests.checking_client import CheckingClient
from tests.factories import (
    YES_NO,
    Resident,
    count,
    document,
    library_document,
    opened,
    question,
    rows,
)

PEOPLE: list[dict[str, Any]] = library_document()["test_paths"]
DRAFT = select(Draft)
WAY = document(
    question("a", "single", options=YES_NO, required=True),
    question("b", "long_text", required=True, show_if={"question": "a", "is": "yes"}),
    question("grid", "matrix", required=True),
    question("c"),
)


def typed_by(person: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what somebody types on each page: their answers, and whatever must be answered."""
    everything = {"publish": "no", "org_name": "Friends", **person["answers"]}
    typed = {id_: {"answer": str(value)} for id_, value in everything.items()}
    return typed | {f"proposals/p{at}": {"answer": "a"} for at in (1, 2, 3)}


def said_about_themselves(app: Flask) -> dict[str, Any]:
    """Return what people said about themselves, by question."""
    ids = [one.id for one in rows(app, select(Response))]
    with app.app_context():
        return dict(equality_answers(ids))


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"][:30])
def test_the_six_made_up_people_see_exactly_their_questions(
    app: Flask, client: CheckingClient, person: dict[str, Any]
) -> None:
    resident = Resident(client, opened(app, library_document()))
    seen = resident.walk(typed_by(person))
    questions = list(dict.fromkeys(page.split("/")[0] for page in seen))
    assert questions == person["visible"]
    assert len(seen) == len(questions) + 2
    client.get(resident.at)
    assert resident.send().status_code == 303
    assert resident.receipt()
    kept = {one.question for one in rows(app, select(Answer))}
    equality = set(said_about_themselves(app))
    assert kept | equality <= set(person["visible"])
    assert all(id_.startswith("eq_") for id_ in equality)
    assert not any(id_.startswith("eq_") for id_ in kept)


def test_a_stale_answer_reaches_no_response(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, WAY))
    resident.walk(
        {
            "a": {"answer": "yes"},
            "b": {"answer": "I change my mind"},
            "grid/north": {"answer": "ash"},
            "grid/south": {"answer": "ash"},
        }
    )
    resident.answer("a", "no", then="check")
    assert resident.at == resident.address("check-your-answers")
    assert "I change my mind" not in client.get(resident.at).text
    resident.send()
    assert {one.question for one in rows(app, select(Answer))} == {"a", "grid"}


def test_a_page_is_kept_before_it_is_checked(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, document(question("line", max_length=5))))
    resident.begin()
    page = resident.answer("line", "much too long")
    assert page.status_code == 422
    assert "Your text has 13 characters" in page.text
    assert 'value="much too long"' in page.text
    (draft,) = rows(app, DRAFT)
    assert draft.typed.answers == {"line": "much too long"}
    # A reload shows it again, and it cannot be sent like that.
    assert 'value="much too long"' in client.get(resident.address("answer", "line")).text
    assert resident.send().status_code == 422
    assert count(app, Response) == 0
    assert resident.answer("line", "short").status_code == 303
    assert resident.send().status_code == 303


@pytest.mark.parametrize(
    ("page", "fields", "shown"),
    [
        ("one", {"answer": "cedar", "other_cedar": "A fig"}, 'value="A fig"'),
        ("many", {"answer": ["ash", "birch"]}, "checked"),
        ("line", {"answer": "  a “b” <c>"}, "  a “b” &lt;c&gt;"),
        ("essay", {"answer": "\n\nTwo lines\nand more"}, "\n\n\nTwo lines\nand more</textarea>"),
        ("count", {"answer": "forty"}, 'value="forty"'),
        ("grid/north", {"answer": "birch"}, 'value="birch" checked'),
        ("order", {"answer_0": "birch", "answer_1": "ash", "answer_2": ""}, "selected"),
        (
            "born",
            {"answer_day": "31", "answer_month": "2", "answer_year": "1980"},
            'value="31"',
        ),
    ],
)
def test_I8_what_was_typed_is_there_again(
    app: Flask, client: CheckingClient, page: str, fields: dict[str, Any], shown: str
) -> None:
    resident = Resident(client, opened(app))
    resident.begin()
    answered = resident.answer(page, **fields)
    again = client.get(resident.address("answer", page))
    assert shown in again.text
    if answered.status_code == 422:
        assert shown in answered.text


def test_back_and_forward_change_nothing(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app))
    resident.walk({"line": {"answer": "Hello"}})
    (before,) = rows(app, DRAFT)
    for page in ("born", "order", "grid/south", "one", "line", "essay"):
        assert client.get(resident.address("answer", page)).status_code == 200
    (after,) = rows(app, DRAFT)
    assert (after.typed, after.changed_at) == (before.typed, before.changed_at)


def test_an_old_page_sent_again_changes_only_itself(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app))
    resident.walk({"line": {"answer": "Hello"}, "count": {"answer": "3"}})
    assert resident.answer("line", "Again").location == resident.address("answer", "essay")
    (draft,) = rows(app, DRAFT)
    assert (draft.typed.answers["line"], draft.typed.answers["count"]) == ("Again", "3")


def test_a_change_asks_only_what_it_opened(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, WAY))
    resident.walk(
        {
            "a": {"answer": "no"},
            "grid/north": {"answer": "ash"},
            "grid/south": {"answer": "ash"},
        }
    )
    check = resident.address("check-your-answers")
    assert resident.at == check
    change = f"{resident.address('answer', 'a')}?then=check"
    assert change in client.get(check).text
    assert 'name="then" type="hidden" value="check"' in client.get(change).text
    resident.answer("a", "yes", then="check")
    assert resident.at == f"{resident.address('answer', 'b')}?then=check"
    assert client.get(resident.at).status_code == 200
    resident.answer("b", "Because", then="check")
    assert resident.at == check
    resident.answer("c", "More", then="check")
    assert resident.at == check


def test_the_check_page_says_what_is_missing_and_leads_there(
    app: Flask, client: CheckingClient
) -> None:
    resident = Resident(client, opened(app, WAY))
    resident.begin()
    check = resident.address("check-your-answers")
    looked_at = client.get(check).text
    assert "There is a problem" not in looked_at
    page = resident.send()
    assert page.status_code == 422
    for where, words in (
        ("a", "Question 1"),
        ("grid/north", "Question 3"),
        ("grid/south", "Question 3"),
    ):
        link = re.search(
            f'<a href="{resident.address("answer", where)}[?]then=check">(.*)</a>', page.text
        )
        assert link
        assert words in link[1]
        assert "Choose one answer" in link[1]
    assert count(app, Response) == 0
    assert client.get(f"{resident.address('answer', 'grid/south')}?then=check").status_code == 200


def test_D24_the_draft_goes_on_where_it_stopped(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app))
    resident.begin()
    resident.answer("one", "ash")
    resident.answer("many", ["ash"])
    asked = client.post(resident.address("answer"))
    assert asked.location == resident.address("answer")
    page = client.get(asked.location)
    assert f'href="{resident.address("answer", "line")}"' in page.text
    assert count(app, Draft) == 1


def test_somebody_else_can_start_afresh(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app))
    resident.begin()
    resident.answer("line", "Private words")
    first_key = resident.key
    client.post(resident.address("answer"), data={"afresh": "yes"})
    resident.look(resident.address("answer", "line"))
    assert resident.key != first_key
    first, second = rows(app, DRAFT.order_by(Draft.id))
    # Who was here before loses nothing: their code still opens it.
    assert first.typed.answers == {"line": "Private words"}
    assert second.typed.answers == {}
    assert "Private words" not in client.get(resident.address("answer", "line")).text


def test_C16_two_drafts_on_one_device_stay_apart(app: Flask, client: CheckingClient) -> None:
    slug = opened(app)
    first = Resident(client, slug)
    first.begin()
    # Another window, in which nobody has begun yet, and then the two take turns.
    other = app.test_client()
    second = Resident(other, slug)
    second.begin()
    for resident, words in ((first, "First"), (second, "Second")):
        # One jar for both: the page itself says which draft it belongs to.
        resident.client = client
        assert resident.answer("line", words).status_code == 303
        assert words in client.get(resident.address("answer", "line")).text
    assert sorted(draft.typed.answers["line"] for draft in rows(app, DRAFT)) == ["First", "Second"]
    first.send()
    code = first.receipt()
    second.send()
    assert second.receipt() != code
    assert count(app, Response) == 2


def test_a_page_that_is_not_asked_leads_on(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, WAY))
    resident.begin()
    hidden = client.get(resident.address("answer", "b"))
    assert (hidden.status_code, hidden.location) == (303, resident.address("answer", "a"))


def test_a_response_holds_what_was_said_and_how(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, library_document()), language="ur")
    resident.walk(typed_by(PEOPLE[4]) | {"why_use": {"answer": "other", "other_other": "Warm"}})
    resident.send()
    (response,) = rows(app, select(Response))
    assert (response.channel, response.language, response.publish) == ("online", "ur", "no")
    assert response.receipt_hash
    answers = {one.question: (one.value, one.other) for one in rows(app, select(Answer))}
    assert answers["proposals"] == ({"p1": "a", "p2": "a", "p3": "a"}, None)
    assert answers["why_use"] == (["other"], {"other": "Warm"})
    assert "postcode" not in answers
    equality = {"eq_disability": "yes", "eq_ethnic_group": "asian"}
    assert said_about_themselves(app) == equality
    (draft,) = rows(app, DRAFT)
    assert draft.typed == Typed()
    assert draft.sent_at is not None
    sent = rows(app, select(AuditEvent).where(AuditEvent.what == "response.sent"))
    assert [(event.who, event.subject_id, event.facts) for event in sent] == [
        ("resident", response.id, {})
    ]


def test_ten_things_can_be_put_in_order(app: Flask, client: CheckingClient) -> None:
    options = [{"value": f"o{at}", "label": f"Thing {at}"} for at in range(10)]
    resident = Resident(client, opened(app, document(question("q", "ranking", options=options))))
    resident.begin()
    assert "Choice number 10" in client.get(resident.at).text
    chosen = {f"answer_{at}": f"o{9 - at}" for at in range(10)}
    assert resident.answer("q", **chosen).status_code == 303
    resident.send()
    (kept,) = rows(app, select(Answer))
    assert kept.value == [f"o{9 - at}" for at in range(10)]
