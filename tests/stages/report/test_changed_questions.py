"""Questions that changed while people answered: every answer is counted under its own words."""

from datetime import timedelta

import time_machine
from flask import Flask

from consult.analyse.queries import counts
from consult.core import clock
from consult.core.database import db
from consult.plan.actions.building import save_question, take_out
from consult.plan.actions.opening import let_changes_out
from consult.plan.queries import consultation_at
from consult.plan.queries.versions import all_that_was_asked
from consult.plan.rules.editing import mark_of
from tests.factories import APPROVER, EDITOR, SAID, Resident, document, opened, question


def answer(app: Flask, slug: str, **answers: dict[str, str]) -> None:
    person = Resident(app.test_client(), slug)
    person.walk(answers)
    sent = person.client.post(person.address("check-your-answers"), data={"draft": person.key})
    assert sent.status_code == 303


def test_C2_answers_to_old_and_new_words_are_counted_apart(app: Flask) -> None:
    one, two = question("one", "single"), question("two", "single")
    slug = opened(app, document(one, two, **SAID), days_ago=3)
    answer(app, slug, one={"answer": "ash"}, two={"answer": "birch"})
    with app.app_context():
        found = consultation_at(slug)
        assert found
        new = {**one, "text": "Which do you hate?"}
        save_question(
            found, new, seen=mark_of(one), is_same_meaning=False, by=EDITOR, at=clock.now()
        )
        take_out(found, "questions.two", by=EDITOR, at=clock.now())
        let_changes_out(found, reason="People asked us to.", by=APPROVER, at=clock.now())
        db.session.commit()
    answer(app, slug, one_2={"answer": "cedar"})
    with time_machine.travel(clock.now() + timedelta(days=90)), app.app_context():
        found = consultation_at(slug)
        assert found
        asked = all_that_was_asked(found.id)
        assert [one.id for one in asked.questions] == ["one_2", "one", "two"]
        assert asked.numbers["one_2"] == 1
        tallies = counts(found.id, asked, progress=lambda _done, _total: None)
    assert {name: tally.answered for name, tally in tallies.items()} == {
        "one": 1,
        "one_2": 1,
        "two": 1,
    }
