"""An officer who offers a video in sign language, through the page."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.queries import consultation_at
from consult.sign_language.actions import keep_file, offer
from consult.sign_language.checks import came
from consult.sign_language.models import SignedVideo
from consult.sign_language.queries import subject_of
from consult.sign_language.rules import Details
from consult.translate.rules.parity import Amends, Choice
from tests.support.films import captions, film
from tests.support.visitors import Visitor

SECONDS = 4
SAID = ("We want to plant trees.", "Tell us where.")


@cache
def small_film(shade: int = 320) -> bytes:
    """Return a film of four seconds; another width is another film."""
    with TemporaryDirectory() as folder:
        return film(Path(folder), seconds=SECONDS, size=(shade, 180))


def filled_in(**changes: Any) -> dict[str, Any]:
    """Return what is right to fill in; a change of None leaves a field out."""
    right = {
        "video": upload(small_film(), "signed.mp4"),
        "link": "",
        "captions": captions(*SAID, seconds=SECONDS),
        "transcript": " ".join(SAID),
        "signed_by": "Rosa Lee",
        "signer_number": "1001234",
        "checked_by": "Tom Hill",
        "checker_number": "1005678",
        "checked_on": day_of(clock.now()).isoformat(),
        "fits": "y",
        **changes,
    }
    return {name: value for name, value in right.items() if value is not None}


def upload(body: bytes, name: str) -> FileStorage:
    """Return a file as a browser sends it."""
    return FileStorage(io.BytesIO(body), filename=name)


def send(client: FlaskClient, at: str, fields: Mapping[str, Any], **more: Any) -> TestResponse:
    """Send a form with files. (The client’s own way leaves temporary files open.)"""
    boundary, body = encode_multipart(fields)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(at, data=body, content_type=kind, **more)


def post(client: FlaskClient, at: str, **changes: Any) -> TestResponse:
    """Open the page, fill it in and press the button."""
    return press(client, client.get(at), **changes)


def press(client: FlaskClient, page: TestResponse, **changes: Any) -> TestResponse:
    """Fill in a page that was opened before, and press the button."""
    return send(client, page.request.path, {**hidden_on(page), **filled_in(**changes)})


def take_away(client: FlaskClient, at: str) -> TestResponse:
    """Press “Take the video away”."""
    token = hidden_on(client.get(at))["csrf_token"]
    return client.post(at, data={"csrf_token": token, "go": "away"})


def hidden_on(page: TestResponse) -> dict[str, str]:
    """Return what the form of a page carries without showing it."""
    found = HTMLParser(page.get_data(as_text=True)).css(
        "form[enctype='multipart/form-data'] input[type=hidden]"
    )
    return {str(one.attributes["name"]): one.attributes["value"] or "" for one in found}


def problems_on(page: TestResponse) -> str:
    """Return what the box of problems says."""
    box = HTMLParser(page.get_data(as_text=True)).css_first(".problem")
    return " ".join(box.text().split()) if box else ""


def words_on(page: TestResponse) -> str:
    """Return what a page says, in one line."""
    main = HTMLParser(page.get_data(as_text=True)).css_first("main")
    return " ".join(main.text().split()) if main else ""


def offer_a_video(app: Flask, slug: str, *, is_current: bool = False) -> None:
    """Let a consultation have a video; of English that has changed since, or of that of now."""
    now, words = clock.now(), " ".join(SAID)
    said = captions(*SAID, seconds=SECONDS)
    details = Details("", said, words, "Rosa Lee", "1", "Tom Hill", "2", day_of(now))
    with app.app_context(), TemporaryFile() as file:
        consultation = consultation_at(slug)
        assert consultation
        kept = keep_file(came(io.BytesIO(small_film()), file), at=now)
        subject = subject_of(consultation)
        late = Amends(Choice.NEITHER, "The signer was ill for a week.")
        offer(subject, details, kept, amends=late, by="Amina Khan, publisher", at=now)
        if not is_current:
            db.session.scalars(select(SignedVideo)).one().source = "of yesterday"
        db.session.commit()


def see_the_offering(visitor: Visitor, slug: str) -> None:
    """See the page without a video, with all that is wrong, with one, and with none again."""
    visitor.at(f"officer/consultations/{slug}/bsl")
    visitor.press("main form button")
    page = visitor.page
    for name, value in filled_in(video=None).items():
        if name == "fits":
            page.check("[name=fits]")
        else:
            page.fill(f"[name={name}]", value)
    film = {"name": "a.mp4", "mimeType": "video/mp4", "buffer": small_film()}
    page.set_input_files("[name=video]", film)  # type: ignore[arg-type]  # since: a plain dict
    visitor.press("main form button")  # without why it is late
    page.check("[name=choice][value=neither]")
    page.fill("[name=reason]", "The signer was ill for a week.")
    visitor.press("main form button")
    visitor.at(f"consultations/{slug}/bsl")
    visitor.at(f"consultations/{slug}")
    visitor.at(f"officer/consultations/{slug}/bsl")
    visitor.press("main button[value=away]")
