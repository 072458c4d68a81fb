"""A closed consultation with answers, for tests of what comes after closing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from consult.analyse.actions import bring_in_replies
from consult.analyse.rules.intake import CodedReply
from consult.core.database import db
from consult.core.days import start_of
from consult.core.queue import perform
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, current_version
from consult.report.actions import request
from consult.report.queries import latest_report
from consult.respond.rules.answers import Channel
from consult.respond.rules.replies import Reply
from tests.factories import SAID

OPENS = datetime(2026, 1, 12, 9, tzinfo=UTC)
# The day after the 84th.
CLOSED = OPENS + timedelta(days=84)
BY, APPROVER = "Amina Khan, publisher", "Ben Okafor, publisher"

DOCUMENT: Mapping[str, Any] = {
    "title": "How should the park change?",
    "owner": "Example Borough Council",
    "summary": "We want to change the park. Tell us how.",
    "why": "The park is old.",
    "what_happens_next": "We read all you say.",
    "questions": [
        {
            "id": "agree",
            "type": "single",
            "text": "Do you agree?",
            "required": True,
            "options": [
                {"value": "yes", "label": "Yes"},
                {"value": "no", "label": "No"},
                {"value": "dk", "label": "Don’t know"},
            ],
        },
        {"id": "ideas", "type": "long_text", "text": "What should change?"},
        {
            "id": "use",
            "type": "multiple",
            "text": "How do you use it?",
            "options": [
                {"value": "walk", "label": "I walk"},
                {"value": "play", "label": "I play"},
            ],
        },
        {
            "id": "plans",
            "type": "matrix",
            "text": "What do you think of each plan?",
            "rows": [
                {"value": "gate", "label": "A new gate"},
                {"value": "pond", "label": "A pond"},
            ],
            "options": [
                {"value": "good", "label": "Good"},
                {"value": "bad", "label": "Bad"},
            ],
        },
        {
            "id": "order",
            "type": "ranking",
            "text": "What comes first?",
            "options": [
                {"value": "trees", "label": "Trees"},
                {"value": "lights", "label": "Lights"},
                {"value": "seats", "label": "Seats"},
            ],
        },
        {
            "id": "visits",
            "type": "number",
            "text": "How many visits a year?",
            "min": 0,
            "max": 400,
        },
        {"id": "since", "type": "date", "text": "When did you move here?"},
    ],
    "equality_questions": [
        {
            "id": "eq_sex",
            "type": "single",
            "text": "What is your sex?",
            "options": [
                {"value": "female", "label": "Female"},
                {"value": "male", "label": "Male"},
            ],
        }
    ],
}

Answers = Mapping[str, Any]


def closed_consultation(
    people: Iterable[Mapping[str, Any]] = (), *, slug: str = "park"
) -> Consultation:
    """Make a consultation that closed on 5 April 2026, with these people’s replies.

    A person is a mapping with answers and, if wanted, themes, publish and language.
    """
    document = {**SAID, **DOCUMENT, "slug": slug, "opens": OPENS.date().isoformat()}
    before = OPENS - timedelta(days=2)
    consultation = import_definition(document, by=BY, at=before)
    open_consultation(
        consultation, by=APPROVER, at=before, reason="Short words in a test of counts"
    )
    bring_in_replies(
        consultation,
        current_version(consultation.id),
        _replies(people),
        by=BY,
        at=CLOSED,
    )
    db.session.commit()
    return consultation


def build_report(consultation: Consultation) -> Consultation:
    """Ask for the report and do the job here, as a worker would. Gives the consultation anew."""
    slug = consultation.slug
    job_id = request(consultation, by=BY, at=CLOSED).id
    db.session.commit()
    perform(job_id)
    found = consultation_at(slug)
    assert found
    return found


def persons(
    number: int, answers: Answers, *, themes: Sequence[str] = (), publish: str = "without_name"
) -> list[dict[str, Any]]:
    """Return this many people who all say the same."""
    return [{"answers": answers, "themes": themes, "publish": publish}] * number


def _replies(people: Iterable[Mapping[str, Any]]) -> Iterator[CodedReply]:
    for place, person in enumerate(people):
        reply = Reply(
            source=f"test person {place}",
            channel=Channel.PAPER,
            answers=person["answers"],
            sent_at=start_of(OPENS.date()),
            publish=person.get("publish", "without_name"),
            language=person.get("language", "en"),
        )
        yield CodedReply(reply, tuple(("ideas", name) for name in person.get("themes", ())))


def seen(consultation: Consultation) -> datetime:
    """Return which draft an officer sees who looks at the report now."""
    report = latest_report(consultation.id)
    return report.built_at if report else datetime.min.replace(tzinfo=UTC)
