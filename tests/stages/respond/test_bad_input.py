"""Whatever is posted: a clear page in the person’s language, their words on it, nothing lost."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from consult.core.database import db
from consult.core.settings import LARGEST_BODY, LONGEST_TEXT
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, every_kind, opened, question, rows

SAVED = "Saved before, kept for good"
ALL = document(question("first", "long_text"), *every_kind())
DRAFT = select(Draft)
URLENCODED = "application/x-www-form-urlencoded"
MB = 1024 * 1024
COMBINING = "e" + "\u0301" * 2000
REVERSED = "abc \u202e txt.exe \u2066\u2069"

# Every field a resident meets: the page, and the name of the field.
FIELDS = [
    ("one", "answer"),
    ("one", "other_cedar"),
    ("many", "answer"),
    ("many", "other_cedar"),
    ("line", "answer"),
    ("essay", "answer"),
    ("count", "answer"),
    ("grid/north", "answer"),
    ("order", "answer_0"),
    ("born", "answer_day"),
    ("born", "answer_year"),
]
TYPED = [field for field in FIELDS if field[0] in ("line", "essay", "count")]
OWN_WORDS = [field for field in FIELDS if field[1].startswith("other")]


@pytest.fixture(params=["en", "ur"])
def resident(request: pytest.FixtureRequest, app: Flask, client: CheckingClient) -> Resident:
    """Give a person who has saved something, in English or in Urdu."""
    begun = Resident(client, opened(app, ALL), language=request.param)
    begun.begin()
    begun.answer("first", SAVED)
    return begun


def is_clear(page: TestResponse, resident: Resident, *, status: int = 422) -> str:
    """Check that a page is an answer to a person, and return its text."""
    assert page.status_code == status
    text = page.get_data(as_text=True)
    direction = {"en": "ltr", "ur": "rtl"}[resident.language]
    assert f'<html lang="{resident.language}" dir="{direction}"' in text
    assert text.count("<h1") == 1
    return text


def still_saved(app: Flask) -> dict[str, Any]:
    """Check that what was saved is there, and return all of it."""
    (draft,) = rows(app, DRAFT)
    assert draft.answers["first"] == SAVED
    answers: dict[str, Any] = draft.answers
    return answers


def test_I2_10_mb_are_shown_again_and_told_to_be_too_long(app: Flask, resident: Resident) -> None:
    resident.client.checks = False  # type: ignore[attr-defined]  # since: reading 10 MB takes long
    for page, field in (("essay", "answer"), ("one", "other_cedar")):
        text = "x" * (10 * MB)
        shown = is_clear(resident.answer(page, **{field: text}), resident)
        assert text in shown
        assert page not in still_saved(app)
    resident.client.checks = True  # type: ignore[attr-defined]  # since: as above
    assert resident.answer("essay", "Shorter").status_code == 303


@pytest.mark.parametrize(("page", "field"), FIELDS)
def test_I2_a_text_past_the_limit_breaks_no_field(
    app: Flask, resident: Resident, page: str, field: str
) -> None:
    text = "y" * (LONGEST_TEXT + 1)
    shown = is_clear(resident.answer(page, **{field: text}), resident)
    if (page, field) in TYPED + OWN_WORDS:
        assert text in shown
    still_saved(app)


def test_I2_a_text_at_the_limit_is_kept(app: Flask, resident: Resident) -> None:
    text = "z" * LONGEST_TEXT
    assert text in is_clear(resident.answer("essay", text), resident)
    assert still_saved(app)["essay"] == text


def test_D25_more_than_we_take_in_is_a_page_too(app: Flask, resident: Resident) -> None:
    text = "x" * (LARGEST_BODY + 1)
    is_clear(resident.answer("essay", text), resident, status=413)
    for address in ("answer", "check-your-answers"):
        page = resident.client.post(resident.address(address), data={"x": text})
        is_clear(page, resident, status=413)
    assert "essay" not in still_saved(app)


def test_I2_1500_checkboxes_are_read_in_both_encodings(app: Flask, resident: Resident) -> None:
    ticked = ["ash", "birch"] * 750
    for kind in (URLENCODED, "multipart/form-data"):
        page = resident.client.post(
            resident.address("answer", "many"),
            data={"draft": resident.key, "then": "", "answer": ticked},
            content_type=kind,
        )
        assert page.status_code == 303
        assert still_saved(app)["many"] == ["ash", "birch"]


@pytest.mark.parametrize("kind", [URLENCODED, "multipart/form-data; boundary=x"])
def test_I29_millions_of_fields_are_refused_at_once(
    app: Flask, resident: Resident, kind: str
) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    body = b"a&" * 7_000_000 if kind == URLENCODED else part * 20_000
    page = resident.client.post(resident.address("answer", "essay"), data=body, content_type=kind)
    is_clear(page, resident, status=413)
    still_saved(app)


@pytest.mark.parametrize(("page", "field"), FIELDS)
def test_I3_nul_and_other_letters_no_database_holds_are_taken_out_and_told(
    app: Flask, resident: Resident, page: str, field: str
) -> None:
    shown = is_clear(resident.answer(page, **{field: "Good\0 \x1b\x0bwords\ufffe"}), resident)
    assert "\0" not in shown
    saved = still_saved(app)
    if (page, field) == ("essay", "answer"):
        assert saved["essay"] == "Good words"
        assert "Good words</textarea>" in shown
        assert resident.answer("essay", "Good words").status_code == 303


@pytest.mark.parametrize("text", [REVERSED, COMBINING, "\u200f\u061c", "😀" * 400, "\x7f\x85\xa0"])
def test_I7_I8_odd_but_real_letters_are_kept_as_they_are(
    app: Flask, resident: Resident, text: str
) -> None:
    assert resident.answer("essay", text).status_code == 303
    assert still_saved(app)["essay"] == text
    again = resident.client.get(resident.address("answer", "essay"))
    assert text in is_clear(again, resident, status=200)
    is_clear(resident.client.get(resident.address("check-your-answers")), resident, status=200)
    resident.send()
    (kept,) = rows(app, select(Answer).where(Answer.question == "essay"))
    assert kept.value == text


@pytest.mark.parametrize("page", ["one", "line", "essay"])
@pytest.mark.parametrize(
    "body",
    [b"answer=%ED%A0%80", b"answer=%C0%AF", b"answer=\xff\xfe", b"answer=%FF", b"x%ED%A0%80=1"],
    ids=["half a letter", "overlong", "raw bytes", "one byte", "in a name"],
)
def test_I4_I5_bytes_that_are_no_text_are_refused_and_not_changed_in_silence(
    app: Flask, resident: Resident, page: str, body: bytes
) -> None:
    sent = f"draft={resident.key}&then=&".encode() + body
    answered = resident.client.post(
        resident.address("answer", page), data=sent, content_type=URLENCODED
    )
    is_clear(answered, resident, status=400)
    assert page not in still_saved(app)


def test_I5_bytes_that_are_no_text_are_refused_in_parts_too(app: Flask, resident: Resident) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    body = part % (b"draft", resident.key.encode()) + part % (b"answer", b"a\xed\xa0\x80")
    page = resident.client.post(
        resident.address("answer", "essay"),
        data=body + b"--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    is_clear(page, resident, status=400)
    assert "essay" not in still_saved(app)


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
    (mine,) = rows(app, DRAFT.where(Draft.answers.isnot(None)).order_by(Draft.id).limit(1))
    assert mine.answers == {"first": SAVED}


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
    assert (first.answers["first"], second.answers["essay"]) == (SAVED, "Words without a home")


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
    for address in ("answer", "answer/essay", "check-your-answers", "receipt"):
        is_clear(resident.client.get(resident.address(address)), resident, status=410)
    is_clear(resident.send(), resident, status=410)
    page = resident.answer("essay", "Typed for an hour")
    assert "Typed for an hour</textarea>" in is_clear(page, resident, status=410)
    (draft,) = rows(app, DRAFT)
    assert draft.answers == {"essay": "Typed for an hour"}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_a_page_and_change_nothing(
    app: Flask, resident: Resident, method: str
) -> None:
    for address in ("answer", "answer/essay", "check-your-answers", "receipt"):
        page = resident.client.open(resident.address(address), method=method)
        is_clear(page, resident, status=405)
    assert list(still_saved(app)) == ["first"]


def test_A19_head_and_options_change_nothing(app: Flask, resident: Resident) -> None:
    resident.client.checks = False  # type: ignore[attr-defined]  # since: a head is no page
    for address in ("answer", "answer/essay", "check-your-answers"):
        assert resident.client.head(resident.address(address)).status_code == 200
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
    for address in ("answer/essay", "check-your-answers"):
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
