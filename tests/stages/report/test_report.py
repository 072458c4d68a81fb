"""A report is asked for after closing, built by a job, decided on, and published once."""

import hashlib
import json

import pytest
import time_machine

from consult.analyse.actions import add_theme, code
from consult.analyse.queries import theme_named
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.core.queue import Job
from consult.plan.models import Consultation
from consult.report import actions, queries
from consult.report.models import Report
from tests.stages.report.closed import (
    APPROVER,
    BY,
    CLOSED,
    build_report,
    closed_consultation,
    persons,
    seen,
)

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def park() -> Consultation:
    people = persons(60, {"agree": "yes", "ideas": "More seats please"}, themes=["Seats"])
    people += persons(38, {"agree": "no", "ideas": "Nothing."}, themes=["Quiet"])
    people += persons(2, {"agree": "dk", "ideas": "Fewer dogs"}, themes=["Dogs"], publish="no")
    return closed_consultation(people)


@pytest.fixture
def built(park: Consultation) -> Consultation:
    return build_report(park)


def decide_everything(consultation: Consultation) -> None:
    for name in ("Seats", "Quiet"):
        theme = theme_named(name, consultation_id=consultation.id, question="ideas")
        assert theme
        actions.decide(theme, decided=f"{name}: yes", why="You asked", by=BY, at=CLOSED)


def test_a_report_cannot_be_asked_for_while_people_can_answer(park: Consultation) -> None:
    with pytest.raises(actions.NotClosedError):
        actions.request(park, by=BY, at=CLOSED.replace(month=3))


def test_asking_twice_while_one_waits_gives_the_same_job(park: Consultation) -> None:
    first = actions.request(park, by=BY, at=CLOSED)
    db.session.commit()

    assert actions.request(park, by=BY, at=CLOSED).id == first.id


def test_a_request_that_is_rolled_back_leaves_no_job(park: Consultation) -> None:
    actions.request(park, by=BY, at=CLOSED)
    db.session.rollback()

    assert db.session.query(Job).filter_by(kind="report.build").count() == 0


def test_the_job_keeps_a_draft_with_protected_numbers(built: Consultation) -> None:
    desk = queries.desk(built)

    assert desk.job
    assert (desk.job.state, desk.job.done_count, desk.job.total_count) == ("done", 100, 100)
    assert desk.figures
    assert desk.figures.responses == 100
    assert [theme.name for theme in desk.figures.themes] == ["Seats", "Quiet", "Dogs"]
    assert [theme.people for theme in desk.figures.themes] == [60, 40, None]


def test_building_again_brings_the_same_draft_up_to_date(built: Consultation) -> None:
    seats = theme_named("Seats", consultation_id=built.id, question="ideas")
    assert seats
    cycling = add_theme(built.id, question="ideas", name="Cycling")
    code(range(1, 21), cycling, by=BY, at=CLOSED)
    built = build_report(built)

    figures = queries.desk(built).figures
    assert figures
    assert "Cycling" in [theme.name for theme in figures.themes]
    assert db.session.query(Report).count() == 1


def test_publishing_is_refused_while_a_large_theme_has_no_decision(built: Consultation) -> None:
    with pytest.raises(actions.NotReadyError) as refused:
        actions.publish(built, seen=seen(built), by=APPROVER, at=CLOSED)

    assert [theme.name for theme in refused.value.themes] == ["Seats", "Quiet"]
    assert queries.published(built.id) is None


def test_publishing_without_a_report_is_refused(park: Consultation) -> None:
    with pytest.raises(actions.NotReadyError):
        actions.publish(park, seen=seen(park), by=APPROVER, at=CLOSED)


def test_a_published_report_is_frozen_with_its_hash(built: Consultation) -> None:
    decide_everything(built)
    report = actions.publish(built, seen=seen(built), by=APPROVER, at=CLOSED)
    db.session.commit()

    found = queries.published(built.id)
    assert found
    assert found.sha256 == hashlib.sha256(found.content.encode()).hexdigest() == report.sha256
    assert json.loads(found.content)["asked"]["question_set_sha256"]
    decisions = [theme.decision for theme in found.outcome.themes]
    assert [one.decided if one else None for one in decisions] == ["Seats: yes", "Quiet: yes", None]


def test_publishing_twice_publishes_once(built: Consultation) -> None:
    decide_everything(built)
    first = actions.publish(built, seen=seen(built), by=APPROVER, at=CLOSED)
    db.session.commit()
    sha256 = first.sha256
    with time_machine.travel(CLOSED.replace(year=2027)):
        again = actions.publish(built, seen=seen(built), by="Somebody Else, officer", at=CLOSED)
    db.session.commit()

    assert (again.sha256, again.published_by) == (sha256, APPROVER)
    assert db.session.query(AuditEvent).filter_by(what="report.published").count() == 1


def test_a_decision_after_publishing_does_not_change_what_is_published(
    built: Consultation,
) -> None:
    decide_everything(built)
    actions.publish(built, seen=seen(built), by=APPROVER, at=CLOSED)
    db.session.commit()
    before = queries.published(built.id)
    seats = theme_named("Seats", consultation_id=built.id, question="ideas")
    assert seats
    actions.decide(seats, decided="No", why="We changed our mind", by=BY, at=CLOSED)
    db.session.commit()

    assert queries.published(built.id) == before


def test_counting_again_after_publishing_makes_a_second_version(built: Consultation) -> None:
    decide_everything(built)
    actions.publish(built, seen=seen(built), by=APPROVER, at=CLOSED)
    built = build_report(built)

    latest, public = queries.latest_report(built.id), queries.published(built.id)
    assert latest
    assert public
    assert (latest.number, latest.state, public.number) == (2, "draft", 1)


def test_only_words_that_may_be_published_can_be_chosen(built: Consultation) -> None:
    report = queries.latest_report(built.id)
    for name, offered in (("Seats", 5), ("Quiet", 0), ("Dogs", 0)):
        theme = theme_named(name, consultation_id=built.id, question="ideas")
        assert theme
        quotes = queries.offered_quotes(queries.theme_figure(report, theme.id), theme.id)
        actions.choose_quotes(theme, range(1, 101), by=BY, at=CLOSED)

        assert len(quotes) == offered
        assert len(queries.chosen_quotes(built.id).get(theme.id, [])) == offered


def test_the_same_quotes_are_offered_every_time(built: Consultation) -> None:
    first = queries.desk(built).figures
    built = build_report(built)

    assert queries.desk(built).figures == first


def test_what_officers_decide_is_in_the_history(built: Consultation) -> None:
    decide_everything(built)
    db.session.commit()

    events = db.session.query(AuditEvent).filter_by(what="theme.decided").all()
    assert {event.who for event in events} == {BY}
    assert all("You asked" not in str(event.facts) for event in events)
