"""What people write in other languages: somebody puts it into English, somebody else checks."""

from collections.abc import Callable

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.respond.actions import afterwards
from consult.respond.models import AnswerTranslation, Response
from consult.respond.queries import sent_as
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows
from tests.support import officers
from tests.support.statements import counting

ASKED = document(
    question("why", "long_text"),
    question("pick", "single", other_text_on=["cedar"]),
    question("yes", "single"),
)
URDU = "بسیں دیر سے آتی ہیں"
PAGE = "/en/officer/consultations/trees-in-our-streets/responses/in-other-languages"
ENGLISH = "The buses come late"
Signed = Callable[..., CheckingClient]


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, ASKED)


@pytest.fixture
def as_(app: Flask) -> Signed:
    """Sign somebody in, in a browser of their own."""

    def signed_in(name: str, role: str = "translator") -> CheckingClient:
        with app.app_context():
            known = officers.add(role, name=name, email=f"{name}@example.org")
        client = CheckingClient(app)
        officers.sign_in(client, known)
        return client

    return signed_in


@pytest.fixture
def said(app: Flask, slug: str) -> Resident:
    """Give a person who answered in Urdu."""
    return tell(app, slug, URDU)


def tell(app: Flask, slug: str, words: str, language: str = "ur") -> Resident:
    person = Resident(CheckingClient(app), slug, language=language)
    person.walk({"why": {"answer": words}, "yes": {"answer": "ash"}})
    assert person.send().status_code == 303
    return person


def fields_on(shown: TestResponse) -> dict[str, str]:
    """Return what the form of a page carries, with the texts of its boxes."""
    form = HTMLParser(shown.text).css_first("main form")
    assert form
    hidden = {
        str(one.attributes["name"]): one.attributes.get("value") or ""
        for one in form.css("input[type=hidden]")
    }
    boxes = {str(one.attributes["name"]): one.text().strip() for one in form.css("textarea")}
    return hidden | boxes


def fill(client: CheckingClient, page: str = PAGE, **typed: str) -> TestResponse:
    """Type into the first answer of the page and press; `press` names a button."""
    sent = fields_on(client.get(page))
    box = next(name for name in sent if name.startswith("text_"))
    place = box.removeprefix("text_")
    sent[box] = typed.get("text", sent[box])
    if typed.get("computer"):
        sent[f"computer_{place}"] = "y"
    if press := typed.get("press"):
        sent[press] = place
    return client.post(page, data=sent)


def made(app: Flask) -> AnswerTranslation:
    (found,) = rows(app, select(AnswerTranslation))
    assert isinstance(found, AnswerTranslation)
    return found


def test_before_anybody_wrote_in_another_language_the_page_says_so(
    app: Flask, slug: str, as_: Signed
) -> None:
    tell(app, slug, ENGLISH, "en")
    assert "All answers so far are in English." in as_("sana").get(PAGE).text


@pytest.mark.usefixtures("said")
def test_one_person_writes_it_in_english_and_another_says_that_it_is_right(
    app: Flask, as_: Signed
) -> None:
    sana, bilal = as_("sana"), as_("bilal")
    page = sana.get(PAGE)
    assert URDU in page.text
    assert "0</bdi> of" in page.text
    assert fill(sana, text=ENGLISH).status_code == 303
    assert (made(app).text, made(app).method, made(app).checked_by) == (ENGLISH, "person", None)
    assert "There is nothing to do here." in sana.get(PAGE).text
    own = fill(sana, f"{PAGE}?show=to-check", press="check")
    assert own.status_code == 409
    assert "Somebody else has to check it." in own.text
    assert made(app).checked_by is None
    assert fill(bilal, f"{PAGE}?show=to-check", press="check").status_code == 303
    assert made(app).checked_by == "bilal, translator"
    assert "1</bdi> of" in bilal.get(PAGE).text
    assert fill(bilal, f"{PAGE}?show=all", press="take_back").status_code == 303
    assert made(app).checked_by is None


@pytest.mark.usefixtures("said")
def test_a_gist_by_a_computer_stays_to_do_and_nobody_can_call_it_right(
    app: Flask, as_: Signed
) -> None:
    fill(as_("sana"), text="Busses late", computer="yes")
    bilal = as_("bilal")
    assert "Busses late" in bilal.get(PAGE).text
    assert made(app).method == "computer"
    fill(bilal, press="check", computer="yes")
    assert made(app).checked_by is None
    fill(bilal, text=ENGLISH)
    assert (made(app).method, made(app).made_by) == ("person", "bilal, translator")


def test_words_that_were_put_right_need_a_new_translation(
    app: Flask, said: Resident, as_: Signed
) -> None:
    sana = as_("sana")
    fill(sana, text=ENGLISH)
    before = fields_on(sana.get(f"{PAGE}?show=all"))
    begun = said.client.post(said.address("receipt", "correct"), data={"code": said.receipt()})
    said.look(begun.location)
    said.answer("why", "اب بسیں اچھی ہیں")
    assert said.send().status_code == 303
    after = sana.get(PAGE)
    assert "They changed their words" in after.text
    assert ENGLISH in after.text  # as a help, not in the box
    box = next(name for name in before if name.startswith("text_"))
    assert fields_on(after)[box] == ""
    # Who typed while they did so is told, and loses nothing; once they compared, it is kept.
    refused = sana.post(PAGE, data=before | {box: "Typed meanwhile"})
    assert refused.status_code == 409
    assert made(app).text == ENGLISH
    again = fields_on(refused)
    assert again[box] == "Typed meanwhile"
    assert sana.post(PAGE, data=again).status_code == 303
    assert made(app).text == "Typed meanwhile"


def test_nobody_reads_or_translates_what_was_taken_back_and_erasing_takes_it_too(
    app: Flask, said: Resident, slug: str, as_: Signed
) -> None:
    sana = as_("sana")
    fill(sana, text=ENGLISH)
    said.client.post(said.address("receipt", "withdraw"), data={"code": said.receipt()})
    assert URDU not in sana.get(f"{PAGE}?show=all").text
    (response,) = rows(app, select(Response))
    with app.app_context():
        assert response.standing == "withdrawn"
        db.session.get_one(Response, response.id).standing = "counted"
        sent = sent_as(response.reference, slug)
        assert sent
        afterwards.erase(sent, by="Amina Khan, publisher", at=response.sent_at)
        db.session.commit()
    assert count(app, AnswerTranslation) == 0


@pytest.mark.usefixtures("said")
def test_it_stands_beside_the_answer_where_officers_read_it_and_the_history_holds_no_words(
    app: Flask, as_: Signed, slug: str
) -> None:
    fill(as_("sana"), text=ENGLISH)
    (response,) = rows(app, select(Response))
    at = f"/en/officer/consultations/{slug}/responses/{response.reference}"
    page = as_("amina", "officer").get(at).text
    assert "In English, not checked yet:" in page
    assert ENGLISH in page
    facts = [str(one.facts) for one in rows(app, select(AuditEvent))]
    assert any("'texts': 1" in one for one in facts)
    assert not any(ENGLISH in one or URDU in one for one in facts)


def test_many_answers_come_by_the_page_and_by_the_language_without_a_query_for_each(
    app: Flask, slug: str, as_: Signed
) -> None:
    sana = as_("sana")
    tell(app, slug, URDU)
    with counting(app) as few:
        sana.get(PAGE)
    for number in range(11):
        tell(app, slug, f"{URDU} {number}")
    tell(app, slug, "Autobusy się spóźniają", "pl")
    with counting(app) as many:
        first = sana.get(PAGE).text
    assert len(many) == len(few)
    assert first.count("<textarea") == 10
    assert sana.get(f"{PAGE}?page=2").text.count("<textarea") == 3
    assert sana.get(f"{PAGE}?page=99").text.count("<textarea") == 3
    polish = sana.get(f"{PAGE}?written=pl&show=nonsense&page=x")
    assert polish.text.count("<textarea") == 1
    assert "Autobusy" in polish.text
