"""What came is kept beside what was typed; the person can say whether the two are the same."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import undefer

from consult.respond.models import Upload
from tests.factories import Resident, opened, question, rows
from tests.stages.respond.clerks import FORM, Clerk, open_drafts, responses, signed_in, words_on
from tests.stages.respond.posts import CANARY
from tests.support.sent_files import saved, two_colours

LETTER = "Dear council,\nI like trees.\n\nYours, 友達"
FILM = "https://films.example.org/watch?v=1"
UPLOADS = select(Upload).options(undefer(Upload.body)).order_by(Upload.made_at)


def photo() -> tuple[BytesIO, str]:
    return BytesIO(saved(two_colours(), "JPEG", comment=CANARY.encode())), "letter.jpg"


def code_of(clerk: Clerk, reference: str) -> str:
    """Return the receipt code that the officer sees."""
    page = clerk.look(clerk.address("sent", reference, "slip")).text
    return page.split('class="receipt" dir="ltr">')[1].split("<")[0]


def test_the_text_of_a_letter_is_kept_as_it_came(app: Flask, amina: Clerk) -> None:
    amina.begin("letter")
    amina.save(uses="ash", text=LETTER)
    (upload,) = rows(app, UPLOADS)
    assert (upload.body.decode(), upload.question, upload.kind) == (LETTER, "", "text/plain")
    assert upload.draft_id is None
    (response,) = responses(app)
    assert upload.response_id == response.id
    amina.look(amina.address("sent", response.reference))
    assert "File 1: original.txt" in amina.text()


def test_a_letter_that_answers_no_question_counts_too(app: Flask, amina: Clerk) -> None:
    amina.begin("letter")
    assert amina.save(text=LETTER).status_code == 303
    assert len(responses(app)) == 1
    assert "It is saved, with 0 answers." in amina.text()


def test_scans_are_cleaned_and_kept_with_the_response(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="1")
    for _page in range(2):
        amina.page = amina.check(uses="ash", scan=photo())
        assert amina.page.status_code == 200
    assert amina.text().count("letter.jpg") == 2
    given = amina.client.get(f"{amina.at}/scans/{rows(app, UPLOADS)[0].id}")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert amina.save().status_code == 303
    (response,) = responses(app)
    found = rows(app, UPLOADS)
    assert [one.response_id for one in found] == [response.id] * 2
    assert all(CANARY.encode() not in one.body for one in found)


def test_a_scan_is_kept_though_something_else_is_wrong(app: Flask, amina: Clerk) -> None:
    amina.begin()
    amina.page = amina.save(uses="ash", form_number="", scan=photo())
    assert amina.page.status_code == 422
    assert len(rows(app, UPLOADS)) == 1
    assert amina.text().count("letter.jpg") == 1


def test_a_scan_that_does_not_belong_here_is_removed(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="1")
    amina.page = amina.check(uses="ash", scan=photo())
    (upload,) = rows(app, UPLOADS)
    assert amina.check(remove=upload.id).status_code == 200
    assert rows(app, UPLOADS) == []


def test_deleting_a_page_deletes_its_scans(app: Flask, amina: Clerk) -> None:
    amina.begin()
    amina.page = amina.check(scan=photo())
    assert amina.act(f"{amina.at}/delete", sure="y").status_code == 303
    assert rows(app, UPLOADS) == []


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "scan.pdf", "This is a program"),
        (b"", "scan.pdf", "There is nothing in this file"),
        (b"%PDF-1.7 broken", "scan.pdf", "We cannot open this file"),
        (b"x" * (11 * 1024 * 1024), "scan.txt", "It may have 10 MB at most"),
    ],
)
def test_a_file_that_we_do_not_take_is_refused_and_the_words_are_kept(
    app: Flask, amina: Clerk, body: bytes, name: str, words: str
) -> None:
    amina.begin(form_number="1")
    page = amina.save(why=CANARY, scan=(BytesIO(body), name))
    assert page.status_code == 422
    assert words in page.text
    assert CANARY in page.text
    assert rows(app, UPLOADS) == []
    assert open_drafts(app)[0].typed.answers["why"] == CANARY


def test_a_video_is_kept_with_what_it_says_in_english(app: Flask, amina: Clerk) -> None:
    amina.begin("video", language="bfi")
    for typed in ({"link": FILM}, {"text": "I like trees."}):
        amina.page = amina.save(**{"link": "", "text": "", **typed})
        assert amina.page.status_code == 422
    assert amina.save(link=FILM, text="I like trees.", why="I like trees").status_code == 303
    (response,) = responses(app)
    assert response.provenance
    assert (response.provenance["link"], response.language) == (FILM, "bfi")
    assert rows(app, UPLOADS)[0].body == b"I like trees."
    page = amina.look(amina.address("sent", response.reference)).text
    assert f'<a href="{FILM}" rel="noreferrer">' in page
    assert "British Sign Language" in page


@pytest.mark.parametrize(
    ("language", "words"), [("en", "What we wrote down for you"), ("ur", '<html lang="ur"')]
)
def test_the_slip_is_in_the_language_of_the_answer(
    app: Flask, amina: Clerk, language: str, words: str
) -> None:
    amina.begin(form_number="1", language=language)
    amina.save(uses="ash", why="More trees", age="cedar")
    (response,) = responses(app)
    sent = amina.look(amina.address("sent", response.reference)).text
    address = f"/{language}/officer/consultations/{amina.slug}/take-in/sent"
    slip = amina.look(f"{address}/{response.reference}/slip").text
    assert f'href="{address}/{response.reference}/slip"' in sent
    for part in (words, "More trees", response.reference, "020 7946 0123", "size-150"):
        assert part in slip
    assert f"/{language}/consultations/{amina.slug}/receipt" in slip
    assert "What about age?" not in slip  # what people say about themselves is printed nowhere


def test_with_the_code_on_the_slip_the_person_says_that_it_is_right(
    app: Flask, slug: str, amina: Clerk
) -> None:
    amina.begin(form_number="1")
    amina.save(uses="ash", why="More trees")
    code = code_of(amina, responses(app)[0].reference)
    person = Resident(app.test_client(), slug)
    person.client.post(person.address("receipt"), data={"code": code})
    page = person.client.get(person.address("receipt")).text
    assert "Somebody typed your answers in for you." in page
    assert "at 00:00" not in words_on(person.client.get(person.address("receipt")))
    person.client.post(person.address("receipt", "confirm"), data={"code": code})
    assert responses(app)[0].confirmed_at
    at = amina.address("sent", responses(app)[0].reference)
    assert code not in amina.look(at).text  # from now on it is theirs alone
    assert amina.client.get(f"{at}/slip").status_code == 404


def test_on_the_phone_everything_that_is_said_stands_on_the_page(amina: Clerk) -> None:
    amina.begin("phone")
    script = amina.text()
    for words in (
        "Hello, this is Example Borough Council.",
        "You can stop at any time.",
        "with an interpreter",
        "Are you happy to go on?",
        "Question 1. What about uses?",
        "<li>Ash</li>",
        "Ask this only if question 1 is answered “Ash”.",
        "That was the last question.",
    ):
        assert words in script
    assert 'name="form_number"' not in script


def test_after_a_call_the_code_is_read_out_in_groups(app: Flask, amina: Clerk) -> None:
    amina.begin("phone")
    assert amina.save(uses="birch").status_code == 303
    (response,) = responses(app)
    groups = code_of(amina, response.reference).split("-")
    amina.look(amina.address("sent", response.reference))
    assert [len(group) for group in groups] == [5, 5, 5]
    for group in groups:
        assert " ".join(group) in amina.text()
    assert "Type in another one like this" in amina.text()


def test_a_route_of_several_conditions_is_said_in_words(app: Flask) -> None:
    gate = {"any": [{"question": "a", "is": "ash"}, {"question": "b", "is_not": "ash"}]}
    made = {**FORM, "questions": [question("a", "single"), question("b", "single")]}
    made["questions"] += [question("c", show_if={"all": [gate, {"question": "a", "in": ["ash"]}]})]
    amina = signed_in(app, opened(app, made), name="Amina Khan")
    amina.begin("phone")
    assert (
        "Ask this only if (question 1 is answered “Ash” or question 2 is not answered “Ash”)"
        " and question 1 is answered “Ash”." in amina.text()
    )


def test_what_people_sent_themselves_is_not_shown_here(app: Flask, slug: str, amina: Clerk) -> None:
    resident = Resident(app.test_client(), slug)
    resident.walk({"uses": {"answer": "birch"}})
    resident.send()
    reference = responses(app)[0].reference
    for part in ("", "/slip", "/differences"):
        assert amina.client.get(amina.address("sent", reference) + part).status_code == 404
