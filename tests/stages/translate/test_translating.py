"""One record in many languages: written by one person, checked by another, then offered."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.plan.queries import consultation_at
from consult.translate import queries
from consult.translate.actions.writing import write
from consult.translate.models import Translation
from consult.translate.rules.states import State, counted
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.support import officers
from tests.support.translations import in_urdu

pytestmark = pytest.mark.usefixtures("slug")
AT = "/en/officer/consultations/trees/languages/ur"
As = Callable[..., CheckingClient]


def fields_of(page: TestResponse) -> dict[str, str]:
    """Return the boxes of a part with the English of each."""
    html = page.get_data(as_text=True)
    return dict(re.findall(r'<label class="label" for="(text_\d+)">(?:<[^>]+>)*([^<]*)', html))


def send(client: CheckingClient, part: str, go: str, **texts: str) -> TestResponse:
    """Fill in a part, all of it if nothing else is said, and press a button."""
    at = f"{AT}?part={part}"
    page = client.get(at)
    typed = texts or {name: in_urdu(text) for name, text in fields_of(page).items()}
    hidden = officers.hidden_on(page, action=at)
    return client.post(at, data={**hidden, **typed, "go": go})


def state_of(app: Flask, key: str) -> State:
    with app.app_context():
        found = consultation_at("trees")
        assert found
        return next(t.state for t in queries.texts_in(found, "ur") if t.source.key == key)


def parts_of(app: Flask) -> list[str]:
    with app.app_context():
        found = consultation_at("trees")
        assert found
        return list(dict.fromkeys(t.source.part for t in queries.texts_in(found, "ur")))


def everything(app: Flask, client: CheckingClient, go: str) -> None:
    for part in parts_of(app):
        page = client.get(f"{AT}?part={part}")
        kept = {} if go == "save" else {"go_only": "yes"}
        assert send(client, part, go, **kept).status_code == 303, page.get_data(as_text=True)


def offer_late(publisher: CheckingClient, choice: str) -> TestResponse:
    """Offer Urdu a week after the first day: that needs a reason, and a choice."""
    token = officers.token_on(publisher.get(AT))
    asked = publisher.post(f"{AT}/offer", data={"csrf_token": token})
    assert asked.location == f"{AT}/late"
    token = officers.token_on(publisher.get(asked.location))
    fields = {"csrf_token": token, "choice": choice, "reason": "The translator was ill."}
    done = publisher.post(asked.location, data=fields)
    assert done.status_code == 303, done.get_data(as_text=True)
    return done


def test_a_consultation_is_written_checked_and_offered_by_three_people(
    app: Flask, client: CheckingClient, as_: As
) -> None:
    assert state_of(app, "title") is State.MISSING
    everything(app, as_("translator", "Sana Malik"), "save")
    assert state_of(app, "title") is State.DRAFT
    everything(app, as_("translator", "Bilal Ahmed"), "check")
    assert state_of(app, "title") is State.CHECKED
    assert "یہ اردو متن" not in client.get("/ur/consultations/trees").get_data(as_text=True)
    offer_late(as_("publisher", "Amina Khan"), "neither")
    assert state_of(app, "title") is State.LIVE
    shown = client.get("/ur/consultations/trees").get_data(as_text=True)
    assert f"<h1>{in_urdu('Trees in our streets')}</h1>" in shown
    assert "This part is not in your language" not in shown
    assert f"<h1>{in_urdu('Trees in our streets')}</h1>" not in client.get(
        "/en/consultations/trees"
    ).get_data(as_text=True)
    events = [one.what for one in rows(app, select(AuditEvent).order_by(AuditEvent.id))]
    assert {"translation.written", "translation.checked", "language.offered"} <= set(events)


def test_nobody_checks_their_own_work(app: Flask, as_: As) -> None:
    sana = as_("translator", "Sana Malik")
    send(sana, "about", "save")
    page = send(sana, "about", "check", go_only="yes")
    assert page.status_code == 409
    assert "Somebody else has to check them." in page.get_data(as_text=True)
    assert state_of(app, "title") is State.DRAFT


def test_a_language_that_is_not_whole_cannot_be_offered(app: Flask, as_: As) -> None:
    send(as_("translator", "Sana Malik"), "about", "save")
    publisher = as_("publisher", "Amina Khan")
    token = officers.token_on(publisher.get(AT))
    page = publisher.post(f"{AT}/offer", data={"csrf_token": token})
    assert page.status_code == 409
    assert "that people need are not ready" in page.get_data(as_text=True)
    assert consultation_offers(app) == {}


def consultation_offers(app: Flask) -> dict[str, dict[str, str]]:
    with app.app_context():
        found = consultation_at("trees")
        assert found
        return found.offered_in


def test_who_translates_may_not_offer_and_who_answers_may_not_translate(
    client: CheckingClient, as_: As
) -> None:
    sana = as_("translator", "Sana Malik")
    token = officers.token_on(sana.get(AT))
    assert sana.post(f"{AT}/offer", data={"csrf_token": token}).status_code == 403
    assert client.get(AT).status_code in {302, 303, 401, 403}


def test_a_wrong_number_keeps_a_text_from_being_called_right(app: Flask, as_: As) -> None:
    sana, bilal = as_("translator", "Sana Malik"), as_("translator", "Bilal Ahmed")
    send(sana, "plant", "save", text_0="کیا ہم 30 درخت لگائیں؟")
    assert "A number differs from the English: 20, 30." in sana.get(f"{AT}?part=plant").get_data(
        as_text=True
    )
    page = send(bilal, "plant", "check", go_only="yes")
    assert page.status_code == 409
    assert '<a href="#text_0">A number differs' in page.get_data(as_text=True)
    assert state_of(app, "questions.plant.text") is State.DRAFT


def test_two_people_at_one_text_both_keep_their_words(app: Flask, as_: As) -> None:
    sana, bilal = as_("translator", "Sana Malik"), as_("translator", "Bilal Ahmed")
    at = f"{AT}?part=where"
    hidden = officers.hidden_on(bilal.get(at), action=at)
    send(sana, "where", "save", text_0="کہاں؟")
    page = bilal.post(at, data={**hidden, "text_0": "کس جگہ؟", "go": "save"})
    assert page.status_code == 409
    shown = page.get_data(as_text=True)
    assert "Somebody else wrote:" in shown
    assert "کہاں؟" in shown
    assert "کس جگہ؟" in shown
    again = officers.hidden_on(page, action=at)
    assert bilal.post(at, data={**again, "text_0": "کس جگہ؟", "go": "save"}).status_code == 303
    made = rows(app, select(Translation).order_by(Translation.id))
    assert [one.text for one in made] == ["کہاں؟", "کس جگہ؟"]


def test_a_cleared_box_takes_nothing_away(app: Flask, as_: As) -> None:
    sana = as_("translator", "Sana Malik")
    send(sana, "where", "save", text_0="کہاں؟")
    assert send(sana, "where", "save", text_0="  ").status_code == 303
    assert [one.text for one in rows(app, select(Translation))] == ["کہاں؟"]


def test_the_list_of_languages_counts_the_texts_in_each_state(app: Flask, as_: As) -> None:
    sana = as_("translator", "Sana Malik")
    send(sana, "where", "save", text_0="کہاں؟")
    page = sana.get("/en/officer/consultations/trees/languages").get_data(as_text=True)
    assert page.count("Not begun") == 9
    assert "Being translated" in page
    with app.app_context():
        found = consultation_at("trees")
        assert found
        assert counted(queries.texts_in(found, "ur"))[State.DRAFT] == 1


def test_an_officer_may_write_while_people_read_what_was_checked_before(
    app: Flask, client: CheckingClient, as_: As
) -> None:
    everything(app, as_("translator", "Sana Malik"), "save")
    everything(app, as_("translator", "Bilal Ahmed"), "check")
    offer_late(as_("publisher", "Amina Khan"), "neither")
    with app.app_context():
        found = consultation_at("trees")
        assert found
        write(found, "ur", {"title": "نیا عنوان"}, by="Sana Malik", at=clock.now())
        db.session.commit()
    shown = client.get("/ur/consultations/trees").get_data(as_text=True)
    assert "نیا عنوان" not in shown
    assert in_urdu("Trees in our streets") in shown
