"""Fields, options, keys and methods that do not belong: a clear page, and nothing lost."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from consult.core.database import db
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows
from tests.stages.respond.posts import DRAFT, SAVED, URLENCODED, is_clear, still_saved

OF_A_DRAFT = ("answer", "answer/essay", "answer-all", "check-your-answers", "about-you", "saved")
OF_A_RECEIPT = ("receipt", "receipt/answers", "receipt/withdraw")


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("essay", {"answer": "My words", "colour": "red"}),
        ("essay", {"answer": "My words", "answer_0": "x"}),
        ("essay", {"answer": "My words", "": "x"}),
        ("essay", {"answer": ["My words", "Other words"]}),
        ("essay", {"answer": "My words", "then": ["check", ""]}),
        ("one", {"answer": "ash", "other_ash": "My words"}),
        ("line", {"answer": "My words", "csrf_token": "x"}),
        ("essay", {"answer": "My words", **{f"field{at}": "x" for at in range(2000)}}),
    ],
    ids=[
        "unknown",
        "another kind’s",
        "nameless",
        "twice",
        "two ways on",
        "no box",
        "token",
        "2000",
    ],
)
def test_I12_a_field_that_does_not_belong_is_told_and_the_rest_is_kept(
    app: Flask, resident: Resident, page: str, fields: dict[str, Any]
) -> None:
    shown = is_clear(resident.answer(page, **fields), resident)
    saved = still_saved(app)
    if page == "one":
        assert saved["one"] == "ash"
    else:
        assert "My words" in shown
        assert saved[page] == "My words"


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("one", {"answer": "oak"}),
        ("one", {"answer": ["ash", "birch"]}),
        ("many", {"answer": ["ash", "oak"]}),
        ("grid/north", {"answer": "oak"}),
        ("grid/north", {"answer": ["ash", "birch"]}),
        ("order", {"answer_0": "oak"}),
        ("one", {"answer": "fields"}),
    ],
)
def test_I12_I13_what_is_no_option_is_told_and_never_kept(
    app: Flask, resident: Resident, page: str, fields: dict[str, Any]
) -> None:
    is_clear(resident.answer(page, **fields), resident)
    assert "oak" not in str(still_saved(app))
    assert page.split("/", maxsplit=1)[0] not in still_saved(app)


def test_a_wrong_option_does_not_replace_a_right_one(app: Flask, resident: Resident) -> None:
    resident.answer("one", "birch")
    for wrong in ("oak", ["ash", "birch"]):
        is_clear(resident.answer("one", wrong), resident)
        assert still_saved(app)["one"] == "birch"


def test_an_option_can_have_any_name_the_schema_lets_it_have(
    app: Flask, client: CheckingClient
) -> None:
    names = ["fields", "boxes", "data", "errors", "draft", "then", "page", "None", "0"]
    options = [{"value": name, "label": name} for name in names]
    made = document(question("q", "single", options=options, other_text_on=names))
    resident = Resident(client, opened(app, made))
    resident.begin()
    for name in names:
        answered = resident.answer("q", name, **{f"other_{name}": f"About {name}"})
        assert answered.status_code == 303
        assert f"About {name}" in client.get(resident.address("check-your-answers")).text
    assert resident.send().status_code == 303
    (kept,) = rows(app, select(Answer))
    assert (kept.value, kept.other) == ("0", {"0": "About 0"})


@pytest.mark.parametrize(
    "address", ["nothing", "grid", "grid/west", "one/north", "%00", "../../etc", "x" * 3000]
)
def test_I13_I25_a_question_that_is_not_there_is_a_page(
    app: Flask, resident: Resident, address: str
) -> None:
    for act in (resident.client.get, resident.client.post):
        sent = (
            {"data": {"draft": resident.key, "answer": "x"}} if act != resident.client.get else {}
        )
        page = act(resident.address("answer", address), **sent)
        assert page.status_code in (404, 405)
        is_clear(page, resident, status=page.status_code)
    assert list(still_saved(app)) == ["first"]


def test_I13_another_consultations_question_is_not_answered_here(
    app: Flask, resident: Resident
) -> None:
    other = opened(app, document(question("elsewhere"), title="Another matter"))
    is_clear(resident.answer("elsewhere", "x"), resident, status=404)
    stranger = Resident(resident.client, other, language=resident.language, key=resident.key)
    page = stranger.answer("elsewhere", "Words for another")
    assert "Words for another" in is_clear(page, resident, status=410)
    mine, _theirs = rows(app, DRAFT.order_by(Draft.id))
    assert mine.typed.answers == {"first": SAVED}


@pytest.mark.parametrize("key", ["", "forged", "\0", "é" * 50, "x" * 100_000])
def test_A3_a_forged_key_gives_the_text_back_with_a_new_draft(
    app: Flask, resident: Resident, key: str
) -> None:
    stranger = Resident(app.test_client(), resident.slug, language=resident.language, key=key)
    page = stranger.answer("essay", "Words without a home")
    shown = is_clear(page, resident, status=410)
    assert "Words without a home</textarea>" in shown
    assert SAVED not in shown
    # One more press, and it goes on.
    stranger.look(stranger.address("answer", "essay"))
    assert stranger.answer("essay", "Words without a home").status_code == 303
    first, second = rows(app, DRAFT.order_by(Draft.id))
    assert first.typed.answers["first"] == SAVED
    assert second.typed.answers["essay"] == "Words without a home"


def test_A3_without_any_key_the_text_is_given_back(app: Flask, resident: Resident) -> None:
    page = resident.client.post(
        resident.address("answer", "essay"), data={"answer": "Words without a key"}
    )
    assert "Words without a key" in is_clear(page, resident, status=410)
    still_saved(app)


def test_what_one_person_typed_does_not_replace_what_another_saved(
    app: Flask, resident: Resident
) -> None:
    """A shared device: the page of the first is still open when the second has begun."""
    page = resident.client.post(
        resident.address("answer", "first"),
        data={"draft": "of somebody before", "then": "", "answer": "Theirs"},
    )
    assert "Theirs" in is_clear(page, resident, status=410)
    still_saved(app)


def test_an_expired_draft_gives_the_text_a_new_home(app: Flask, resident: Resident) -> None:
    with app.app_context():
        db.session.execute(delete(Draft))
        db.session.commit()
    for address in OF_A_DRAFT:
        is_clear(resident.client.get(resident.address(address)), resident, status=410)
    is_clear(resident.send(), resident, status=410)
    page = resident.answer("essay", "Typed for an hour")
    assert "Typed for an hour</textarea>" in is_clear(page, resident, status=410)
    (draft,) = rows(app, DRAFT)
    assert draft.typed.answers == {"essay": "Typed for an hour"}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_a_page_and_change_nothing(
    app: Flask, resident: Resident, method: str
) -> None:
    for address in (*OF_A_DRAFT, *OF_A_RECEIPT):
        page = resident.client.open(resident.address(address), method=method)
        is_clear(page, resident, status=405)
    assert list(still_saved(app)) == ["first"]


def test_A19_head_and_options_change_nothing(app: Flask, resident: Resident) -> None:
    resident.client.checks = False  # type: ignore[attr-defined]  # since: a head is no page
    for address in OF_A_DRAFT:
        page = resident.client.get(resident.address(address))
        assert page.status_code in (200, 303)  # since: it asks nothing about the person
        assert resident.client.head(resident.address(address)).status_code == page.status_code
        assert resident.client.options(resident.address(address)).status_code == 200
    assert list(still_saved(app)) == ["first"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"answer": "x"}', "application/json"),
        (b"answer=x", "text/plain"),
        (b"\0\x01\x02", "application/octet-stream"),
        (b"--x", "multipart/form-data"),
        (b"--y\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"&&&===", URLENCODED),
        (b"answer", URLENCODED),
        (b"", ""),
    ],
)
def test_I14_I22_a_body_that_is_no_form_is_a_page(
    app: Flask, resident: Resident, body: bytes, kind: str
) -> None:
    for address in ("answer/essay", "answer-all", "check-your-answers", "come-back", "receipt"):
        page = resident.client.post(resident.address(address), data=body, content_type=kind)
        assert 400 <= page.status_code < 500
        is_clear(page, resident, status=page.status_code)
    still_saved(app)


@pytest.mark.parametrize("then", ["//evil.example", "\r\nSet-Cookie: x=1", "check\0", "x" * 10_000])
def test_X10_the_way_on_stays_here(app: Flask, resident: Resident, then: str) -> None:
    page = resident.answer("essay", "Words", then=then)
    location = page.headers.get("Location", resident.address("answer"))
    assert location.startswith(resident.address())
    assert "evil" not in location
    assert "Set-Cookie: x" not in str(page.headers)
    still_saved(app)
    assert f"{resident.address('answer', 'essay')}" in resident.client.get(
        f"{resident.address('answer', 'essay')}?then={then}"
    ).get_data(as_text=True)


def test_X1_I27_markup_in_an_answer_stays_words(app: Flask, resident: Resident) -> None:
    hostile = "<script>alert(1)</script>{{7*7}}{% x %}\"'><img src=x onerror=alert(1)></textarea>"
    assert resident.answer("essay", hostile).status_code == 303
    for address in ("answer/essay", "check-your-answers"):
        page = resident.client.get(resident.address(address)).get_data(as_text=True)
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "{{7*7}}" in page
    shown = is_clear(resident.answer("line", hostile), resident)
    assert "<img src=x" not in shown
    assert still_saved(app)["line"] == hostile
    assert count(app, Response) == 0
