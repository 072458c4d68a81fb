"""What people see of a translation, and what happens where it does not fit any more."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.plan.models import QuestionSetVersion
from consult.plan.queries import consultation_at
from consult.respond.models import Answer
from consult.translate import queries
from consult.translate.actions.checking import check, take_back
from consult.translate.actions.writing import write
from consult.translate.rules.states import State
from tests.checking_client import CheckingClient
from tests.factories import Resident, rows
from tests.support.statements import counting
from tests.support.translations import CHECKER, WRITER, in_urdu, translated

CLOSED = "You cannot answer this question in this language yet"


@pytest.fixture
def ours(app: Flask, slug: str) -> str:
    translated(app, slug)
    return slug


def reworded(app: Flask, slug: str, **changes: str) -> None:
    """Give the consultation a new version with other words, as an edit after opening does."""
    with app.app_context():
        found = consultation_at(slug)
        assert found
        before = queries.document_of(found)
        texts = [
            {**one, "text": changes.get(one["id"], one["text"])} for one in before["questions"]
        ]
        summary = changes.get("summary", before["summary"])
        made = {**before, "questions": texts, "summary": summary}
        found.summary = summary
        db.session.add(
            QuestionSetVersion(
                consultation_id=found.id,
                number=2,
                document=made,
                sha256=f"{changes}",
                made_at=clock.now(),
                made_by="Amina Khan",
                frozen_at=clock.now(),
                seal={},
                reason="Shorter words.",
            )
        )
        db.session.commit()


def state_of(app: Flask, slug: str, key: str) -> State:
    with app.app_context():
        found = consultation_at(slug)
        assert found
        return next(t.state for t in queries.texts_in(found, "ur") if t.source.key == key)


def test_somebody_reads_answers_and_gets_a_receipt_all_in_urdu(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    resident = Resident(client, ours, "ur")
    resident.walk({"plant": {"answer": "ash"}, "where": {"answer": "یہاں"}})
    shown = client.get(resident.address("check-your-answers")).get_data(as_text=True)
    assert in_urdu("Should we plant 20 trees?") in shown.replace('<bdi dir="ltr">20</bdi>', "20")
    assert resident.send().status_code == 303
    assert in_urdu("Trees in our streets") in client.get(resident.address("receipt")).get_data(
        as_text=True
    )
    assert {one.language for one in rows(app, select(Answer))} == {"ur"}


def test_the_copy_of_the_answers_and_the_letter_name_it_in_urdu(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    resident = Resident(client, ours, "ur")
    resident.walk({"plant": {"answer": "ash"}})
    resident.send()
    copy = client.get(resident.address("receipt", "answers.txt")).get_data(as_text=True)
    assert copy.startswith(in_urdu("Trees in our streets"))
    assert "Trees in our streets" not in copy
    with app.app_context():
        found = consultation_at(ours)
        assert found
        assert found.title_in("ur") == in_urdu("Trees in our streets")
        assert found.title_in("pl") == "Trees in our streets"


def test_every_page_on_the_way_has_no_english_of_the_consultation_left(
    client: CheckingClient, ours: str
) -> None:
    resident = Resident(client, ours, "ur")
    pages = [resident.address(), resident.address("questions"), resident.address("words")]
    resident.begin()
    pages += [resident.at, resident.address("answer-all"), resident.address("check-your-answers")]
    for at in pages:
        shown = client.get(at).get_data(as_text=True)
        for english in ("Trees in our streets", "Should we plant", "Where?", "Money that you pay"):
            assert english not in shown, f"{english} on {at}"


def test_the_list_of_consultations_is_in_urdu_too(client: CheckingClient, ours: str) -> None:
    assert ours
    shown = client.get("/ur/").get_data(as_text=True)
    assert in_urdu("Trees in our streets") in shown
    assert in_urdu("We want to plant trees. Tell us where.") in shown


def test_a_text_that_may_follow_later_is_shown_in_english_and_says_so(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    translated(app, slug, leave=("can_change.0", "words.levy.meaning"))
    shown = client.get(f"/ur/consultations/{slug}").get_data(as_text=True)
    assert '<div class="foreign" lang="en" dir="ltr"><ul><li>The places.' in shown
    assert '<dt id="word-levy" tabindex="-1" lang="en" dir="ltr">levy</dt>' in shown
    assert in_urdu("Streets are hot.") in shown


def test_a_changed_question_takes_no_answers_in_a_language_until_somebody_confirms(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    reworded(app, ours, plant="Should we plant 30 trees?")
    assert state_of(app, ours, "questions.plant.text") is State.STALE
    resident = Resident(client, ours, "ur")
    resident.begin()
    shown = client.get(resident.address("answer", "plant")).get_data(as_text=True)
    assert '<h1 dir="ltr" lang="en"' in shown or "Should we plant 30 trees?</h1>" in shown
    assert 'name="answer"' not in shown
    assert f'href="/en/consultations/{ours}/answer/plant"' in shown
    assert resident.answer("plant").status_code == 303
    resident.answer("where", "یہاں")
    # It has to be answered, but nobody can be asked for what they cannot read.
    assert resident.send().status_code == 303
    assert [one.question for one in rows(app, select(Answer))] == ["where"]


def test_what_was_typed_before_a_question_changed_is_given_back(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    resident = Resident(client, ours, "ur")
    resident.begin()
    resident.look(resident.address("answer", "where"))
    with app.app_context():
        found = consultation_at(ours)
        assert found
        take_back(found, "ur", "questions.where.text", by=CHECKER)
        db.session.commit()
    page = resident.answer("where", "بازار کے سامنے")
    assert page.status_code == 409
    assert "بازار کے سامنے" in page.get_data(as_text=True)


def test_a_confirmed_question_takes_answers_again(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    reworded(app, ours, plant="Should we plant 30 trees?")
    with app.app_context():
        found = consultation_at(ours)
        assert found
        mended = {"questions.plant.text": in_urdu("Should we plant 30 trees?")}
        write(found, "ur", mended, by=WRITER, at=clock.now())
        check(found, "ur", mended, by=CHECKER, at=clock.now())
        db.session.commit()
    resident = Resident(client, ours, "ur")
    resident.begin()
    shown = client.get(resident.address("answer", "plant")).get_data(as_text=True)
    assert 'name="answer"' in shown


def test_a_changed_summary_falls_back_to_english_in_the_page_and_the_list(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    reworded(app, ours, summary="We want to plant many trees.")
    for at in ("/ur/", f"/ur/consultations/{ours}"):
        shown = client.get(at).get_data(as_text=True)
        assert "We want to plant many trees." in shown
        assert in_urdu("We want to plant trees. Tell us where.") not in shown


def test_who_began_before_a_change_goes_on_with_the_words_they_began_with(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    resident = Resident(client, ours, "ur")
    resident.begin()
    reworded(app, ours, plant="Should we plant 30 trees?")
    shown = client.get(resident.address("answer", "plant")).get_data(as_text=True)
    assert 'name="answer"' in shown
    assert resident.answer("plant", "ash").status_code == 303


def test_answering_in_a_language_that_is_not_offered_is_in_english_and_says_so(
    client: CheckingClient, ours: str
) -> None:
    resident = Resident(client, ours, "pl")
    resident.begin()
    shown = client.get(resident.address("answer", "plant")).get_data(as_text=True)
    assert "Should we plant 20 trees?" in shown
    assert 'name="answer"' in shown


def test_a_translated_page_asks_the_database_no_more_than_the_english_one(
    app: Flask, client: CheckingClient, ours: str
) -> None:
    asked = {}
    for language in ("en", "ur"):
        client.get(f"/{language}/consultations/{ours}")  # each process reads the texts once
        with counting(app) as said:
            client.get(f"/{language}/consultations/{ours}")
        asked[language] = len(said)
    assert asked["ur"] == asked["en"]
