"""Officers who press at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.plan.actions.beginning import begin
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries import consultation_at
from tests.factories import APPROVER, BY, REASON, SAID, document, drafted, question, rows

PEOPLE = 6
TREES = document(question("a"), **SAID, slug="trees")


def at_once(app: Flask, act: Callable[[int], None]) -> None:
    barrier = Barrier(PEOPLE)

    def one(number: int) -> None:
        with app.app_context():
            barrier.wait(timeout=30)
            act(number)
            db.session.commit()

    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(one, range(PEOPLE)))


def test_the_same_file_brought_in_at_once_is_one_consultation(app: Flask) -> None:
    at_once(app, lambda _number: bring_in(TREES))
    assert [one.slug for one in rows(app, select(Consultation))] == ["trees"]
    assert [one.number for one in rows(app, select(QuestionSetVersion))] == [1]


def test_C1_questions_that_were_let_open_stay_as_they_were(app: Flask) -> None:
    drafted(app, TREES)

    def press(number: int) -> None:
        if number % 2:
            found = consultation_at("trees")
            assert found
            open_consultation(found, by=APPROVER, at=clock.now(), reason=REASON)
        else:
            bring_in(document(question(f"b{number}"), **SAID, slug="trees"))

    at_once(app, press)
    (opening,) = rows(app, select(AuditEvent).where(AuditEvent.what == "consultation.opened"))
    newest = max(rows(app, select(QuestionSetVersion)), key=lambda one: one.number)
    assert opening.facts["sha256"] == newest.sha256


def bring_in(made: dict[str, object]) -> None:
    with suppress(DefinitionRefusedError):
        import_definition(made, by=BY, at=clock.now(), reason=REASON)


def test_drafts_of_one_title_begun_at_once_have_addresses_of_their_own(app: Flask) -> None:
    facts = {"title": "Trees", "owner": "A council", "summary": "More trees."}

    def press(_number: int) -> None:
        begin(facts, organisation_id=None, opens=date(2026, 3, 2), by=BY, at=clock.now())

    at_once(app, press)
    found = {one.slug for one in rows(app, select(Consultation))}
    assert found == {"trees", *(f"trees-{number}" for number in range(2, PEOPLE + 1))}
