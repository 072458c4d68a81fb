"""A player gets the part of a film that it asks for, and nobody holds all of it in memory."""

import io
import tracemalloc
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from accessibility.signed_video import Film
from consult.core import clock
from consult.core.database import db
from consult.plan.queries import consultation_at
from consult.sign_language import actions, queries
from consult.sign_language.checks import CameFilm
from consult.sign_language.models import PIECE
from consult.sign_language.rules import Details
from tests.checking_client import CheckingClient
from tests.support.films import captions
from tests.support.signing import SAID

# Pieces that are all different, and an end that is no whole piece.
BODY = b"".join(bytes([number]) * PIECE for number in range(1, 6)) + b"end"
NAME = "a" * 64
AT = f"/en/consultations/trees/bsl/{NAME}.mp4"


@pytest.fixture(autouse=True)
def stored(app: Flask, trees: str) -> str:
    """Keep a long film, whose pictures do not matter here, and offer it."""
    now = clock.now()
    details = Details("", captions(*SAID), " ".join(SAID), "R", "1", "T", "2", now.date())
    with app.app_context():
        consultation = consultation_at("trees")
        assert consultation
        came = CameFilm(Film(9, 320, 180), io.BytesIO(BODY), len(BODY), NAME)
        file = actions.keep_file(came, at=now)
        subject = queries.subject_of(consultation)
        actions.offer(subject, details, file, amends=None, by="Amina", at=now)
        db.session.commit()
    return trees


def ask(client: CheckingClient, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(AT, headers=named)


def test_the_whole_film_comes_in_one_and_may_be_kept(client: CheckingClient) -> None:
    whole = ask(client)
    assert (whole.status_code, whole.data) == (200, BODY)
    assert whole.headers["Content-Type"] == "video/mp4"
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.content_length == len(BODY)
    assert whole.get_etag() == (NAME, False)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-", 0, len(BODY) - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=0-1", 0, 1),
        (f"bytes={PIECE - 2}-{PIECE + 1}", PIECE - 2, PIECE + 1),
        (f"bytes={PIECE}-{2 * PIECE - 1}", PIECE, 2 * PIECE - 1),
        (f"bytes={4 * PIECE + 7}-", 4 * PIECE + 7, len(BODY) - 1),
        (f"bytes={5 * PIECE}-{10 * PIECE}", 5 * PIECE, len(BODY) - 1),
        ("bytes=-2", len(BODY) - 2, len(BODY) - 1),
        (f"bytes={len(BODY) - 1}-", len(BODY) - 1, len(BODY) - 1),
    ],
)
def test_a_part_of_it_is_exactly_that_part(
    client: CheckingClient, wanted: str, first: int, last: int
) -> None:
    part = ask(client, Range=wanted)
    assert part.status_code == 206
    assert part.data == BODY[first : last + 1]
    assert part.headers["Content-Range"] == f"bytes {first}-{last}/{len(BODY)}"
    assert part.content_length == last - first + 1


@pytest.mark.parametrize("wanted", [f"bytes={len(BODY)}-", "bytes=9-2", "bytes=x", "bytes=1-2,5-6"])
def test_a_part_that_is_not_there_is_416_with_the_length(
    client: CheckingClient, wanted: str
) -> None:
    refused = ask(client, Range=wanted)
    assert refused.status_code == 416
    assert refused.headers["Content-Range"] == f"bytes */{len(BODY)}"


def test_a_part_of_another_film_is_the_whole_of_this_one(client: CheckingClient) -> None:
    same = ask(client, Range="bytes=1-2", If_Range=f'"{NAME}"')
    other = ask(client, Range="bytes=1-2", If_Range=f'"{"b" * 64}"')
    assert (same.status_code, other.status_code) == (206, 200)
    assert other.data == BODY
    kept = ask(client, If_None_Match=f'"{NAME}"')
    assert (kept.status_code, kept.data) == (304, b"")


def test_only_its_headers_can_be_asked_for(client: CheckingClient) -> None:
    head = client.head(AT)
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(BODY))


def test_it_never_holds_more_than_a_few_megabytes(app: Flask, client: CheckingClient) -> None:
    ask(client).close()  # what is made once is made
    tracemalloc.start()
    parts, _status, _headers = run_wsgi_app(app, create_environ(AT))
    read = sum(map(len, parts))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == len(BODY)
    assert most < 4 * PIECE


def test_no_connection_is_held_between_two_pieces(app: Flask, client: CheckingClient) -> None:
    parts = iter(client.get(AT).iter_encoded())
    next(parts)
    with app.app_context():
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # since: of a pool
    for _part in parts:
        pass


def test_a_film_that_is_deleted_while_somebody_watches_just_ends(
    app: Flask, client: CheckingClient
) -> None:
    parts = iter(client.get(AT).iter_encoded())
    begun = next(parts)
    with app.app_context():
        consultation = consultation_at("trees")
        assert consultation
        subject, later = queries.subject_of(consultation), clock.now() + timedelta(days=2)
        found = queries.kept(subject)
        assert found
        found.video.file_id, found.video.link = None, "https://films.example.org/1"
        db.session.flush()
        actions.tidy(at=later)
        db.session.commit()
    assert len(begun) + sum(map(len, parts)) < len(BODY)


def test_captions_come_as_captions_and_unknown_names_are_not_there(client: CheckingClient) -> None:
    page = client.get("/en/consultations/trees/bsl").get_data(as_text=True)
    address = page.split(".vtt")[0].rpartition('"')[2] + ".vtt"
    found = client.get(address)
    assert found.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert found.get_data(as_text=True) == captions(*SAID)
    assert "immutable" in found.headers["Cache-Control"]
    for name in ("b" * 64 + ".mp4", "b" * 64 + ".vtt", NAME + ".vtt", "%00.mp4", "x.webm"):
        assert client.get(f"/en/consultations/trees/bsl/{name}").status_code == 404
    assert client.get(AT.replace("trees", "other")).status_code == 404


def test_pages_may_play_films_from_this_site_only(client: CheckingClient) -> None:
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "media-src 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
