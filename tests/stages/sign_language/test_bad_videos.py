"""What cannot be offered is refused in plain words, and nothing that was typed is lost."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from consult.core.settings import LONGEST_TEXT
from consult.sign_language import rules
from consult.sign_language.models import SignedVideo, VideoFile
from tests.checking_client import CheckingClient
from tests.factories import count
from tests.support.films import captions
from tests.support.signing import SECONDS, post, press, problems_on, small_film, upload

As = Callable[[str], CheckingClient]
TYPED = "Rosa Lee of Hands & Words"
HUGE, NOT_UTF_8, WITH_NUL = b"x" * 10_000_000, b"WEBVTT\n\n\xff\xfe", b"WEBVTT\n\n\0\0"
HTML = b"<!doctype html><title>Film</title><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (HTML, "This file is not an MP4 video. Save it as MP4 (H.264)."),
        (b"", "This file is not an MP4 video."),
        (b"\0" * 3_000_000, "This file is not an MP4 video."),
        (small_film()[:2000], "We cannot read all of this video. It may be cut off."),
    ],
    ids=["a web page", "nothing", "zeros", "cut off"],
)
def test_what_is_no_video_is_refused_and_what_was_typed_stays(
    app: Flask, trees: str, publisher: CheckingClient, body: bytes, said: str
) -> None:
    refused = post(publisher, trees, video=upload(body, "film.mp4"), signed_by=TYPED)
    assert refused.status_code == 422
    assert said in problems_on(refused)
    assert TYPED.replace("&", "&amp;") in refused.get_data(as_text=True)
    assert (count(app, VideoFile), count(app, SignedVideo)) == (0, 0)


def test_a_video_that_is_too_large_is_refused_with_all_that_was_typed(
    trees: str, publisher: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.sign_language.checks.MOST_MB", 1)
    refused = post(
        publisher, trees, video=upload(bytes(1024 * 1024 + 1), "film.mp4"), signed_by=TYPED
    )
    assert refused.status_code == 422
    assert "This video is larger than 80 MB." in problems_on(refused)
    assert TYPED.replace("&", "&amp;") in refused.get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"captions": ""}, "A video needs captions."),
        ({"captions": "Hello"}, "This is not WebVTT that we can read"),
        ({"captions": captions("ہم درخت", "کہاں", seconds=SECONDS)}, "not those of English"),
        (
            {"captions": captions("One", "Two", seconds=90)},
            "after the video. Do they belong to it?",
        ),
        ({"captions": captions("x" * 38, seconds=SECONDS)}, "0:00: a line has 38 letters."),
        ({"captions": captions("a\nb\nc", seconds=SECONDS)}, "0:00: this caption has 3 lines."),
        ({"captions": "x" * 100_001}, "too large to be captions"),
        ({"captions_file": HUGE}, "too large to be captions"),
        (
            {"captions_file": NOT_UTF_8},
            "We cannot read the letters in this file.",
        ),
        ({"captions_file": WITH_NUL}, "We cannot read the letters in this file."),
        ({"transcript": " \n "}, "Write what the video says."),
        ({"transcript": "We want."}, "The transcript has only 25 of 100 words"),
        ({"transcript": "x" * (LONGEST_TEXT + 1)}, "Make it 50000 characters or fewer."),
        ({"signed_by": " "}, "Name who signs."),
        ({"signed_by": "x" * 201}, "This is too long. We kept all of it here."),
        ({"signer_number": ""}, "Give the number of who signs."),
        ({"checked_by": "ROSA  lee"}, "Nobody checks their own work. Name a second person."),
        ({"checker_number": "100 1234"}, "Nobody checks their own work."),
        ({"checked_on": ""}, "Give the day of the check."),
        ({"checked_on": "3026-01-01"}, "This day has not come yet."),
        ({"checked_on": "soon"}, "Not a valid date value."),
        ({"fits": None}, "Offer a video only when it says the same."),
        ({"video": None}, "Choose a video, or give a link to one."),
        ({"link": "https://films.example.org/1"}, "Give a video or a link, not both."),
    ],
    ids=lambda value: None if isinstance(value, str) else ",".join(value),
)
def test_each_thing_that_is_wrong_is_named(
    app: Flask, trees: str, publisher: CheckingClient, fields: dict[str, Any], said: str
) -> None:
    came = {
        name: upload(value, "a.vtt") if isinstance(value, bytes) else value
        for name, value in fields.items()
    }
    refused = post(publisher, trees, **came)
    assert refused.status_code == 422
    assert said in problems_on(refused)
    assert count(app, SignedVideo) == 0


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://films.example.org/1",
        "//films.example.org/1",
        "https://",
        "https://films",
        "https://me:secret@films.example.org/1",
        "https://films.example.org/a b",
        "https://films.example.org:port/",
        "https://[",
        "https://films.example.org/" + "x" * 2000,
    ],
)
def test_a_link_that_is_not_safe_is_refused(
    app: Flask, trees: str, publisher: CheckingClient, link: str
) -> None:
    refused = post(publisher, trees, video=None, link=link, captions="")
    assert refused.status_code == 422
    assert "A link has to begin with https:// and name a site." in problems_on(refused)
    assert count(app, SignedVideo) == 0


def test_signs_that_cannot_be_kept_are_left_out(trees: str, publisher: CheckingClient) -> None:
    assert post(publisher, trees, signed_by="Rosa\0 Lee", kept="\0", seen="\0").status_code == 409
    assert post(publisher, trees, signed_by="Rosa\0 Lee", kept="\0").status_code == 303
    assert "Rosa Lee" in publisher.get(trees).get_data(as_text=True)


def test_a_file_of_captions_can_be_mended_on_the_page(
    trees: str, publisher: CheckingClient
) -> None:
    long = captions("We want to plant trees. Tell us where.", seconds=SECONDS)
    refused = post(publisher, trees, captions="", captions_file=upload(long.encode(), "a.vtt"))
    assert "0:00: a line has 38 letters." in problems_on(refused)
    assert "--&gt; 00:00:04.000\nWe want to plant trees. Tell us where." in refused.get_data(
        as_text=True
    )
    mended = long.replace("trees. Tell", "trees.\nTell")
    assert press(publisher, refused, video=None, captions=mended).status_code == 303


class Counted(io.BytesIO):
    """A body that counts how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


@pytest.mark.parametrize("role", ["", "officer"])
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_large_body_of_somebody_who_may_not_send_it_is_not_read(
    trees: str, client: CheckingClient, as_: As, role: str, headers: dict[str, str]
) -> None:
    somebody = as_(role) if role else client
    body = Counted(b"--x\r\n" + bytes(20_000_000))
    sent = somebody.post(
        trees,
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": "20000005", **headers},
    )
    assert sent.status_code in (403, 413)
    assert body.taken == 0


def test_a_body_over_the_limit_is_refused_before_it_is_read(
    app: Flask, trees: str, publisher: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = app.view_functions["sign_language.desk_now"]
    monkeypatch.setitem(view.__dict__, "largest_body", 1_000_000)
    refused = post(publisher, trees, video=upload(bytes(1_000_001), "film.mp4"))
    assert refused.status_code == 413
    assert "too large" in refused.get_data(as_text=True)
    assert rules.MOST_MB == 80
