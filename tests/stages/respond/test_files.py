"""Files as answers: cleaned, kept with the draft, handed over with the response."""

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from consult.respond.models import Draft, Response, Upload
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows
from tests.support import officers

ASKED = document(question("plan", "file", max_mb=1), question("why"))


def photo(colour: str = "red") -> bytes:
    """Return a small picture that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "canary place"
    made = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def person(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who is asked for a file."""
    someone = Resident(client, opened(app, ASKED))
    someone.begin()
    return someone


def send_file(person: Resident, body: bytes, name: str, **more: object) -> TestResponse:
    """Choose a file and press Continue."""
    file = FileStorage(io.BytesIO(body), filename=name)
    fields = {"draft": person.key, "then": "", "answer": file, **more}
    boundary, typed = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return person.client.post(person.address("answer", "plan"), data=typed, content_type=kind)


def test_P9_a_photo_is_kept_without_where_it_was_taken(app: Flask, person: Resident) -> None:
    assert send_file(person, photo(), "../../my plan.JPG").status_code == 303
    (kept,) = rows(app, select(Upload))
    assert (kept.kind, kept.name, kept.draft_id is not None) == ("image/jpeg", "my plan.jpg", True)
    page = person.client.get(person.address("answer", "plan"))
    assert "my plan.jpg" in page.text
    assert "my plan.jpg" in person.client.get(person.address("check-your-answers")).text
    own = person.client.get(person.address("files", kept.id))
    assert b"canary" not in own.data
    assert own.headers["Content-Disposition"].startswith("attachment")
    assert own.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo.jpg"),
        (b"MZ\x90\x00" + b"\0" * 80, "plan.pdf"),
        (b"", "empty.txt"),
        (b"x" * (1024 * 1024 + 1), "long.txt"),
        (photo()[:60], "half.jpg"),
    ],
)
def test_I18_what_we_cannot_take_is_told_and_the_earlier_file_stays(
    app: Flask, person: Resident, body: bytes, name: str
) -> None:
    send_file(person, b"The plan in words", "plan.txt")
    refused = send_file(person, body, name)
    assert refused.status_code == 422
    assert "There is a problem" in refused.text
    assert "plan.txt" in refused.text
    assert [one.name for one in rows(app, select(Upload))] == ["plan.txt"]


def test_a_second_file_takes_the_place_of_the_first_and_one_can_be_taken_away(
    app: Flask, person: Resident
) -> None:
    send_file(person, photo(), "one.jpg")
    send_file(person, photo("blue"), "two.jpg")
    assert [one.name for one in rows(app, select(Upload))] == ["two.jpg"]
    person.answer("plan")  # Continue without choosing again keeps it
    (draft,) = rows(app, select(Draft))
    assert draft.typed.answers["plan"]
    person.answer("plan", remove="y")
    (draft,) = rows(app, select(Draft))
    assert draft.typed.answers["plan"] == ""


def test_D28_the_file_goes_with_the_response_or_not_at_all(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    send_file(person, photo(), "mine.jpg")
    person.answer("why", "Look at it")
    assert person.send().status_code == 303
    (kept,) = rows(app, select(Upload))
    (sent,) = rows(app, select(Response))
    assert (kept.draft_id, kept.response_id) == (None, sent.id)
    assert "mine.jpg" in client.get(person.address("receipt", "answers")).text

    with app.app_context():
        known = officers.add("analyst")
    desk = app.test_client()
    address = f"/en/officer/consultations/{person.slug}/responses/{sent.reference}/files/{kept.id}"
    assert desk.get(address).status_code == 302
    officers.sign_in(desk, known)
    got = desk.get(address)
    assert (got.status_code, got.mimetype) == (200, "image/jpeg")
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert desk.get(address[:-1]).status_code == 404


def test_nobody_else_gets_the_file_of_a_draft(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    send_file(person, photo(), "mine.jpg")
    (kept,) = rows(app, select(Upload))
    other = Resident(app.test_client(), person.slug)
    other.begin()
    assert other.client.get(other.address("files", kept.id)).status_code == 404
    assert app.test_client().get(person.address("files", kept.id)).status_code == 410
    assert client.get(person.address("files", "no-such-file")).status_code == 404


def test_who_has_no_draft_sends_nothing(app: Flask, person: Resident) -> None:
    person.key = "forged"
    assert send_file(person, photo(), "mine.jpg").status_code == 410
    assert count(app, Upload) == 0


def test_a_corrected_response_keeps_its_file(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    send_file(person, photo(), "mine.jpg")
    person.answer("why", "Look")
    person.send()
    code = person.receipt()
    client.post(person.address("receipt", "correct"), data={"code": code})
    person.look(person.address("answer", "why"))
    assert "mine.jpg" in client.get(person.address("check-your-answers")).text
    person.answer("why", "Look again")
    assert person.send().status_code == 303
    assert "mine.jpg" in client.get(person.address("receipt", "answers")).text
    assert count(app, Upload) == 1
