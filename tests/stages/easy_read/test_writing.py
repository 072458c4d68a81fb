"""Writing Easy Read: parts, ideas and pictures, without scripts and without losing a word."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.easy_read.models import EasyRead, OwnPicture
from consult.easy_read.rules import LONGEST_IDEA, Idea, Part, Parts, parts_from
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.support import officers
from tests.support.easy_reading import TREES_EASY, written
from tests.support.translations import translated

AT = "/en/officer/consultations/trees/easy-read/consultation/en"
PICTURE = f"{AT}/0/ideas/0/picture"
As = Callable[..., CheckingClient]


@pytest.fixture
def writer(slug: str, as_: As) -> CheckingClient:
    assert slug
    return as_("translator", "Sana Malik")


def now(app: Flask) -> Parts:
    """Return the text as it was written last."""
    found: list[EasyRead] = rows(app, select(EasyRead).order_by(EasyRead.id.desc()))
    return parts_from(found[0].parts) if found else ()


def send(client: CheckingClient, at: str, **fields: object) -> TestResponse:
    """Fill in a page on top of what its form carries, and send it."""
    carried = officers.hidden_on(client.get(at), action=at.partition("?")[0])
    return client.post(at, data={**carried, **fields})


def a_picture(mode: str = "RGB", kind: str = "PNG") -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new(mode, (40, 20), "green").save(out, kind)
    out.seek(0)
    return out, f"park.{kind.lower()}"


def test_before_anybody_wrote_the_pages_say_how_to_begin(writer: CheckingClient) -> None:
    page = writer.get("/en/officer/consultations/trees/easy-read").text
    assert "Not begun" in page
    assert f'href="{AT}"' in page
    assert "There are no parts yet." in writer.get(AT).text


def test_a_part_is_kept_with_its_ideas_and_without_the_empty_boxes(
    app: Flask, writer: CheckingClient
) -> None:
    sent = send(
        writer,
        f"{AT}/0",
        heading=" What this is about ",
        question="plant",
        text_0="Our streets\nare  hot.",
        text_2="We want to plant trees.",
    )
    assert sent.location == f"{AT}/0?saved=yes"
    ideas = (Idea("Our streets are hot."), Idea("We want to plant trees."))
    assert now(app) == (Part("What this is about", "plant", ideas),)
    page = writer.get(sent.location).text
    assert "Saved." in page
    assert "It needs a picture." in page


def test_a_picture_is_chosen_by_looking_and_says_what_it_adds(
    app: Flask, writer: CheckingClient
) -> None:
    written(app, "trees")
    page = writer.get(f"{PICTURE}?find=bus").text
    assert "/en/pictures/bus.svg" in page
    assert "/en/pictures/dog.svg" not in page
    assert send(writer, PICTURE, picture="bus", says="more", alt="A bus").status_code == 303
    assert now(app)[0].ideas[0] == Idea("Our streets are hot.", "bus", "A bus")
    assert send(writer, PICTURE, picture="car", says="same", alt="A bus").status_code == 303
    assert now(app)[0].ideas[0] == Idea("Our streets are hot.", "car", "")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_own_picture_is_kept_for_all_and_shown(
    app: Flask, client: CheckingClient, writer: CheckingClient, kind: str
) -> None:
    written(app, "trees")
    sent = send(writer, PICTURE, file=a_picture(kind=kind), shows="Our park", says="same")
    assert sent.status_code == 303
    (kept,) = rows(app, select(OwnPicture))
    assert now(app)[0].ideas[0].picture == f"own-{kept.id}"
    shown = client.get(f"/en/pictures/own-{kept.id}.svg")
    assert shown.mimetype == "image/svg+xml"
    assert "data:image/png;base64," in shown.text
    assert "Our park" in writer.get(f"{AT}/1/ideas/0/picture").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"picture": ""}, "Choose a picture, or bring one."),
        ({"picture": "no-such"}, "Choose a picture, or bring one."),
        ({"picture": "own-99"}, "Choose a picture, or bring one."),
        ({"picture": "own-٣"}, "Choose a picture, or bring one."),
        ({"picture": "../bus"}, "Choose a picture, or bring one."),
        ({"picture": "bus", "says": "more", "alt": " "}, "Write what the picture says."),
        ({"picture": "bus", "says": "more", "alt": "x" * 81}, "Make it 80 characters or fewer."),
        ({"file": (io.BytesIO(b"<svg onload=alert(1)>"), "a.svg")}, "It has to be a photo"),
        ({"file": (io.BytesIO(b"words"), "a.png")}, "It has to be a photo"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_and_nothing_changes(
    app: Flask, writer: CheckingClient, fields: dict[str, object], words: str
) -> None:
    written(app, "trees")
    given = {
        name: (io.BytesIO(value[0].getvalue()), value[1]) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }
    refused = send(writer, PICTURE, **{"says": "same", "shows": "A name", **given})
    assert refused.status_code == 422
    assert words in refused.text
    assert now(app) == TREES_EASY
    assert rows(app, select(OwnPicture)) == []


def test_a_picture_of_ones_own_needs_a_name(app: Flask, writer: CheckingClient) -> None:
    written(app, "trees")
    refused = send(writer, PICTURE, file=a_picture(), says="same")
    assert refused.status_code == 422
    assert "Say what your picture shows" in refused.text


def test_ideas_and_parts_move_go_and_come_back(app: Flask, writer: CheckingClient) -> None:
    written(app, "trees")
    first, second = TREES_EASY
    boxes = {
        f"{name}_{at}": getattr(idea, name)
        for at, idea in enumerate(first.ideas)
        for name in ("text", "picture", "alt")
    }
    moved = send(writer, f"{AT}/0", heading=first.heading, **boxes, do="down-0")
    assert moved.location.endswith("#text_1")
    assert [one.text for one in now(app)[0].ideas] == [one.text for one in first.ideas[::-1]]
    assert send(writer, AT, undo="yes").status_code == 303
    assert now(app) == TREES_EASY
    assert send(writer, AT, do="up-1").status_code == 303
    assert now(app) == (second, first)
    assert send(writer, AT, do="remove-0").status_code == 303
    assert now(app) == (first,)
    assert send(writer, AT, undo="yes").status_code == 303
    assert now(app) == (second, first)


def test_a_button_for_what_is_not_there_changes_nothing(app: Flask, writer: CheckingClient) -> None:
    written(app, "trees")
    for do, status in (("up-7", 404), ("burn-0", 404), ("up-x", 404), ("", 404)):
        assert send(writer, AT, do=do).status_code == status
    assert writer.get(f"{AT}/3").status_code == 404
    assert writer.get(f"{AT}/0/ideas/9/picture").status_code == 404
    assert writer.get(AT.replace("/en", "/xx")).status_code == 404
    assert now(app) == TREES_EASY


def test_two_who_write_at_once_both_see_what_the_other_wrote(
    app: Flask, writer: CheckingClient, as_: As
) -> None:
    written(app, "trees")
    other = as_("officer", "Bilal Ahmed")
    page = f"{AT}/0"
    carried = officers.hidden_on(other.get(page), action=page)
    send(writer, page, heading="Trees", text_0="Mine.")
    late = other.post(page, data={**carried, "heading": "Streets", "text_0": "Theirs."})
    assert late.status_code == 409
    assert "Mine." in late.text
    assert "Theirs." in late.text
    again = officers.hidden_on(late, action=page)
    assert other.post(page, data={**again, "heading": "Streets", "text_0": "Theirs."}).location
    assert now(app)[0].heading == "Streets"
    assert now(app)[0].ideas[0] == Idea("Theirs.", "sun")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"heading": ""}, "Write a heading."),
        ({"heading": "x" * 121}, "Make it 120 characters or fewer."),
        ({"text_0": "word " * LONGEST_IDEA}, "Make it 300 characters or fewer."),
        ({"text_1": "z\u0335" * LONGEST_IDEA}, "Make it 300 characters or fewer."),
    ],
)
def test_what_does_not_fit_is_kept_on_the_page(
    app: Flask, writer: CheckingClient, fields: dict[str, str], words: str
) -> None:
    refused = send(writer, f"{AT}/0", **{"heading": "Trees", "text_0": "Some words.", **fields})
    assert refused.status_code == 422
    assert words in refused.text
    for typed in fields.values():
        assert typed.strip() in refused.text
    assert now(app) == ()


def test_in_urdu_it_is_written_where_the_consultation_is_in_urdu(
    app: Flask, writer: CheckingClient
) -> None:
    assert writer.get(AT.replace("/consultation/en", "/consultation/ur")).status_code == 404
    translated(app, "trees")
    page = AT.replace("/consultation/en", "/consultation/ur")
    sent = send(writer, f"{page}/0", heading="درخت", text_0="ہم درخت لگانا چاہتے ہیں۔")
    assert sent.status_code == 303
    assert 'lang="ur" dir="rtl"' in writer.get(f"{page}/0").text
    urdu = writer.get(page.replace("/en/officer", "/ur/officer"))
    assert urdu.status_code == 200


def test_readers_and_analysts_do_not_write(slug: str, as_: As) -> None:
    analyst = as_("analyst", "Kate Jones")
    assert slug
    for path in (AT, f"{AT}/0", "/en/officer/consultations/trees/easy-read"):
        assert analyst.get(path).status_code == 403
