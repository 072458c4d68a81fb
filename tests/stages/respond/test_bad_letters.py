"""Too much, and letters nobody can store: a clear page, the words on it, nothing lost."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core.settings import LARGEST_BODY, LONGEST_TEXT
from consult.respond.models import Answer
from tests.factories import Resident, rows
from tests.stages.respond.posts import URLENCODED, is_clear, still_saved

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
