"""A video in sign language is offered when it is whole, and everybody sees who made it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.daily import DAILY
from consult.core.database import db
from consult.core.days import day_of
from consult.sign_language.actions import tidy
from consult.sign_language.models import SignedVideo, VideoFile, VideoPiece
from tests.checking_client import CheckingClient
from tests.factories import count, drafted, rows
from tests.stages.sign_language.conftest import TREES
from tests.support import officers
from tests.support.signing import (
    SAID,
    SECONDS,
    filled_in,
    post,
    press,
    problems_on,
    send,
    small_film,
    take_away,
    upload,
    words_on,
)

PAGE = "/en/consultations/trees"
PUBLIC = f"{PAGE}/bsl"


def test_a_whole_video_is_offered_with_all_that_goes_with_it(
    trees: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    assert "British Sign Language (BSL)" not in words_on(client.get(PAGE))
    assert client.get(PUBLIC).status_code == 404
    assert post(publisher, trees).status_code == 303
    assert "British Sign Language (BSL) Watch what this is about (MP4, 0:04 minutes" in words_on(
        client.get(PAGE)
    )
    page = client.get(PUBLIC)
    said = words_on(page)
    assert " ".join(SAID) in said
    assert "Rosa Lee (NRCPD number 1001234)" in said
    assert "Tom Hill (NRCPD number 1005678)" in said
    assert "The words changed" not in said
    html = page.get_data(as_text=True)
    assert 'controls preload="none"' in html
    assert "autoplay" not in html
    assert '<track kind="captions" srclang="en"' in html
    assert "People can see it" in words_on(publisher.get(trees))


def test_the_same_page_in_urdu_holds_the_english_words(
    trees: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    assert client.get("/ur/consultations/trees/bsl").status_code == 200
    assert client.get("/ur/consultations/trees").status_code == 200


def test_it_is_kept_in_pieces_and_written_down(
    app: Flask, trees: str, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    (file,) = rows(app, select(VideoFile))
    pieces = rows(app, select(VideoPiece).order_by(VideoPiece.number))
    assert b"".join(one.body for one in pieces) == small_film()
    assert (file.size, round(file.seconds), file.width) == (len(small_film()), SECONDS, 320)
    (event,) = rows(app, select(AuditEvent).where(AuditEvent.what == "signed_video.offered"))
    assert (event.who, event.facts["file"]) == ("A publisher, publisher", file.sha256)


def test_a_link_stands_instead_of_a_file(
    app: Flask, trees: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    link = "https://films.example.org/trees"
    assert post(publisher, trees, video=None, link=link, captions="").status_code == 303
    assert count(app, VideoFile) == 0
    page = client.get(PUBLIC)
    assert f'href="{link}"' in page.get_data(as_text=True)
    assert "films.example.org" in words_on(page)
    assert "<video" not in page.get_data(as_text=True)
    assert "Watch what this is about" in words_on(client.get(PAGE))


def test_a_link_may_take_the_place_of_a_file_and_the_other_way_round(
    app: Flask, trees: str, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    post(publisher, trees, video=None, link="https://films.example.org/trees")
    assert rows(app, select(SignedVideo))[0].file_id is None
    assert post(publisher, trees, link="https://films.example.org/trees").status_code == 422
    assert post(publisher, trees).status_code == 303
    assert rows(app, select(SignedVideo))[0].file_id


def test_what_is_mended_later_needs_no_second_choice_of_the_video(
    app: Flask, trees: str, publisher: CheckingClient
) -> None:
    refused = post(publisher, trees, transcript="Something else altogether.")
    assert refused.status_code == 422
    assert "The transcript has only 0 of 100 words of the captions." in problems_on(refused)
    assert "Something else altogether." in refused.get_data(as_text=True)
    assert "We have this video: (MP4, 0:04 minutes, 0.1 MB)." in words_on(refused)
    assert count(app, SignedVideo) == 0
    assert press(publisher, refused, video=None).status_code == 303
    assert count(app, VideoFile) == 1


def test_a_video_that_nobody_kept_has_to_be_chosen_again(
    trees: str, publisher: CheckingClient
) -> None:
    refused = post(publisher, trees, video=None, kept="f" * 64)
    assert refused.status_code == 422
    assert "We do not have your video any more. Choose it again." in problems_on(refused)


def test_taken_away_it_is_seen_by_nobody_until_it_is_put_back(
    app: Flask, trees: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    film = f"{PUBLIC}/{rows(app, select(VideoFile))[0].sha256}.mp4"
    assert take_away(publisher, trees).status_code == 303
    assert [client.get(at).status_code for at in (PUBLIC, film)] == [404, 404]
    assert "British Sign Language (BSL)" not in words_on(client.get(PAGE))
    desk = publisher.get(trees)
    assert "Taken away" in words_on(desk)
    assert press(publisher, desk, video=None).status_code == 303
    assert [client.get(at).status_code for at in (PUBLIC, film)] == [200, 200]
    done = rows(app, select(AuditEvent.what).where(AuditEvent.what.startswith("signed_video")))
    assert done == ["signed_video.offered", "signed_video.taken_away", "signed_video.offered"]


def test_two_officers_do_not_overwrite_each_other(trees: str, publisher: CheckingClient) -> None:
    before = publisher.get(trees)
    post(publisher, trees)
    passed = press(publisher, before, signed_by="Ann Poe")
    assert passed.status_code == 409
    assert "changed while you were here" in problems_on(passed)
    assert "Ann Poe" in passed.get_data(as_text=True)
    assert press(publisher, passed, video=None, signed_by="Ann Poe").status_code == 303


def test_the_same_video_is_kept_once(app: Flask, trees: str, publisher: CheckingClient) -> None:
    post(publisher, trees)
    assert post(publisher, trees, signed_by="Ann Poe").status_code == 303
    assert (count(app, VideoFile), count(app, VideoPiece), count(app, SignedVideo)) == (1, 1, 1)


def test_a_file_that_was_replaced_goes_after_a_day(
    app: Flask, trees: str, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    post(publisher, trees, video=upload(small_film(322), "new.mp4"))
    for later, left in ((timedelta(hours=23), 2), (timedelta(hours=25), 1)):
        with app.app_context():
            tidy(at=clock.now() + later)
            db.session.commit()
        assert (count(app, VideoFile), count(app, VideoPiece)) == (left, left)
    assert rows(app, select(VideoFile))[0].width == 322
    assert "sign_language.tidy" in DAILY


def test_a_draft_may_have_one_that_people_see_only_when_it_opens(
    app: Flask, client: CheckingClient, publisher: CheckingClient
) -> None:
    drafted(app, {**TREES, "opens": day_of(clock.now()).isoformat()})
    assert post(publisher, "/en/officer/consultations/trees/bsl").status_code == 303
    assert client.get(PUBLIC).status_code == 404


@pytest.mark.parametrize("role", ["analyst", "officer", "translator"])
def test_others_see_how_it_stands_and_change_nothing(
    app: Flask, trees: str, as_: Callable[[str], CheckingClient], role: str
) -> None:
    somebody = as_(role)
    page = somebody.get(trees)
    assert "There is no video yet" in words_on(page)
    assert '<form method="post" action="/en/officer/consultations' not in page.text
    token = officers.token_on(page)
    assert send(somebody, trees, {**filled_in(), "csrf_token": token}).status_code == 403
    assert count(app, VideoFile) == 0
