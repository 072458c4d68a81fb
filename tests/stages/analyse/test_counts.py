"""Answers are counted a batch at a time, and quotes are offered only where people agreed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from consult.analyse import actions, queries
from consult.analyse.models import Coding
from consult.core.database import db
from consult.plan.queries import current_version
from tests.stages.report.closed import BY, CLOSED, closed_consultation, persons

pytestmark = pytest.mark.usefixtures("context")


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def see(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", see)
    yield seen
    event.remove(db.engine, "before_cursor_execute", see)


def test_every_kind_of_question_is_counted() -> None:
    one = {
        "agree": "yes",
        "ideas": "More seats",
        "use": ["walk", "play"],
        "plans": {"gate": "good", "pond": "bad"},
        "order": ["seats", "trees"],
        "visits": "12",
        "since": {"year": "2020", "month": "1", "day": "31"},
        "eq_sex": "female",
    }
    consultation = closed_consultation(persons(3, one) + persons(2, {"agree": "no"}))
    definition = current_version(consultation.id).definition
    progress: list[tuple[int, int]] = []

    tallies = queries.counts(
        consultation.id, definition, progress=lambda *step: progress.append(step)
    )

    assert tallies["agree"].counts("") == (3, 2, 0)
    assert tallies["use"].counts("") == (3, 3)
    assert tallies["plans"].counts("gate") == (3, 0)
    assert tallies["order"].counts("") == (0, 0, 3)
    assert sum(tallies["visits"].counts("")) == 3
    assert tallies["eq_sex"].counts("") == (3, 0)
    assert [tallies[one].answered for one in ("ideas", "since", "agree")] == [3, 3, 5]
    assert progress == [(0, 5), (5, 5)]


def test_other_consultations_are_not_counted() -> None:
    park = closed_consultation(persons(3, {"agree": "yes"}, themes=["Seats"]))
    closed_consultation(persons(4, {"agree": "yes"}, themes=["Seats"]), slug="other")
    definition = current_version(park.id).definition

    tallies = queries.counts(park.id, definition, progress=lambda *_step: None)

    assert tallies["agree"].answered == 3
    assert [one.people for one in queries.theme_counts(park.id)] == [3]


def test_the_number_of_statements_grows_with_batches_and_not_with_people() -> None:
    consultation = closed_consultation(persons(1100, {"agree": "yes"}))
    definition = current_version(consultation.id).definition
    with counted_statements() as seen:
        queries.counts(consultation.id, definition, progress=lambda *_step: None)

    assert len(seen) <= 2 + 3 * 3 + 1


def test_a_theme_counts_each_response_once() -> None:
    consultation = closed_consultation(persons(4, {"ideas": "More seats"}, themes=["Seats"]))
    seats = actions.add_theme(consultation.id, question="ideas", name="Seats")
    ids = [one.response_id for one in db.session.query(Coding)]

    assert actions.code(ids, seats, by=BY, at=CLOSED) == 0
    assert actions.code([], seats, by=BY, at=CLOSED) == 0
    assert [one.people for one in queries.theme_counts(consultation.id)] == [4]


def test_a_theme_without_responses_counts_none() -> None:
    consultation = closed_consultation()
    actions.add_theme(consultation.id, question="ideas", name="Seats")

    assert [one.people for one in queries.theme_counts(consultation.id)] == [0]


def test_words_are_offered_only_with_consent_and_only_if_they_say_something() -> None:
    people = persons(8, {"ideas": "More seats"}, themes=["Seats"])
    people += persons(8, {"ideas": "My secret wish"}, themes=["Seats"], publish="no")
    people += persons(8, {"ideas": "N/A"}, themes=["Seats"], publish="with_name")
    consultation = closed_consultation(people)
    seats = actions.add_theme(consultation.id, question="ideas", name="Seats")

    offered = queries.quotable(consultation.id)[seats.id]
    quotes = queries.quotes(seats.id, range(1, 25))

    assert len(offered) == queries.MOST_QUOTES
    assert {one.text for one in quotes} == {"More seats"}
    assert set(offered) <= {one.response_id for one in quotes}
