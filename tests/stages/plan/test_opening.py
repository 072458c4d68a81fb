"""Opening looks at the days that are left and at how easy the words are."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.compact.rules import LONGEST_REASON
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.plan.actions.importing import import_definition
from consult.plan.models import Consultation
from tests.checking_client import CheckingClient
from tests.factories import EDITOR, SAID, count, document, rows
from tests.stages.plan.doors import DEPARTURES, OPEN, SLUG, WHY, press, run, words_on
from tests.support import officers

pytestmark = pytest.mark.usefixtures("january")

LONG_WORDS = (
    "Notwithstanding aforementioned considerations regarding municipal arboricultural "
    "infrastructure, stakeholders are respectfully invited to articulate observations concerning "
    "prospective horticultural interventions throughout residential thoroughfares."
)


def test_opening_late_takes_days_away_and_says_so(
    app: Flask, draft: str, publisher: CheckingClient
) -> None:
    with time_machine.travel(datetime(2026, 1, 22, 12, tzinfo=UTC)):
        officers.sign_in(publisher, officers.Known(1, "publisher@example.org"))
        assert "The period is not 84 days." in words_on(publisher.get(OPEN))
        page = press(publisher, OPEN)
        assert page.status_code == 422
        assert "The period is not 84 days." in words_on(page)
        assert rows(app, select(Consultation))[0].approved_at is None
        assert press(publisher, OPEN, reason_twelve_weeks=WHY).status_code == 303
        text = words_on(publisher.get(f"/en/consultations/{draft}"))
    (departure,) = rows(app, DEPARTURES)
    assert departure.facts == {"days": 74}
    assert "74</bdi> days, not 84." in text


def test_what_is_let_open_after_its_last_day_gives_people_no_days(app: Flask, draft: str) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=UTC)):
        assert run(app, "open", draft).exit_code == 1
        assert run(app, "open", draft, "--reason", WHY).exit_code == 0
        page = app.test_client().get(f"/en/consultations/{draft}")
    assert rows(app, DEPARTURES)[0].facts == {"days": 0}
    assert "-" not in words_on(page).split("days, not 84")[0][-20:]


def test_hard_words_need_a_reason_at_opening(app: Flask, publisher: CheckingClient) -> None:
    with app.app_context():
        import_definition(document(**SAID, summary=LONG_WORDS), by=EDITOR, at=clock.now())
        db.session.commit()
    page = publisher.get(OPEN)
    assert "Hard to read" in words_on(page)
    refused = press(publisher, OPEN, reason_plain_words="")
    assert refused.status_code == 422
    assert "The text is hard to read." in words_on(refused)
    assert run(app, "open", SLUG).exit_code == 1
    assert press(publisher, OPEN, reason_plain_words="x " * LONGEST_REASON).status_code == 422
    assert press(publisher, OPEN, reason_plain_words=WHY).status_code == 303
    (departure,) = rows(app, DEPARTURES)
    assert departure.commitment == "plain-words"
    assert departure.reason == WHY
    assert departure.facts["longest"] > 15
    text = words_on(publisher.get(f"/en/consultations/{SLUG}"))
    assert "The words are harder to read than we promise." in text


@pytest.mark.parametrize("page", [OPEN, f"/en/officer/consultations/{SLUG}"])
def test_an_officer_sees_which_words_may_be_hard(
    app: Flask, publisher: CheckingClient, page: str
) -> None:
    words: list[dict[str, object]] = [
        {"term": "borough", "meaning": "The area of a council.", "variants": ["boroughs"]},
        {"term": "diverse", "meaning": "Not all the same."},
        {"term": "diversity", "meaning": "People from many a domicile."},
    ]
    summary = (
        "Trustees work with the boroughs. Trustees commence it. Write to us in respect of the "
        "stewardship. They commence soon."
    )
    with app.app_context():
        import_definition(document(summary=summary, words=words), by=EDITOR, at=clock.now())
        db.session.commit()
    text = words_on(publisher.get(page))
    hard, swaps = text.split("Words that may be hard")[1].split("Words with a plainer one")
    assert hard.index(">trustees ") < hard.index(">stewardship ")
    assert "borough" not in hard
    assert "commence" not in hard
    assert swaps.index("commence") < swaps.index("in respect of") < swaps.index("about")
    assert "“diversity” and “diverse” look like one word." in swaps
    assert "The meaning of “diversity” needs “domicile”." in swaps
    assert "What this cannot tell you" in swaps


def test_opening_in_time_needs_no_reason_and_is_written_down_once(
    app: Flask, draft: str, publisher: CheckingClient
) -> None:
    text = words_on(publisher.get(OPEN))
    assert "Easy to read" in text
    assert 'name="reason_' not in text
    assert press(publisher, OPEN).status_code == 303
    assert press(publisher, OPEN).status_code == 303
    assert run(app, "open", draft).exit_code == 0
    events = rows(app, select(AuditEvent).where(AuditEvent.what == "consultation.opened"))
    assert [event.who for event in events] == ["Amina Khan, publisher"]
    assert events[0].facts["version"] == 1
    assert count(app, Departure) == 0


def test_84_days_are_counted_from_the_day_it_was_let_open(app: Flask, draft: str) -> None:
    with time_machine.travel(datetime(2026, 1, 22, 12, tzinfo=UTC)):
        assert run(app, "open", draft, "--reason", WHY).exit_code == 0
        moved = ["--opens", "2026-01-12", "--closes", "2026-04-15", "--reason", WHY]
        assert run(app, "dates", draft, *moved).exit_code == 0
        assert [one.commitment for one in rows(app, DEPARTURES)] == ["twelve-weeks", "dates-kept"]
        moved[3] = "2026-04-16"
        assert run(app, "dates", draft, *moved).exit_code == 0
    (*_earlier, last) = rows(app, DEPARTURES)
    assert (last.commitment, last.facts["days"]) == ("twelve-weeks", 85)
    done = app.test_cli_runner().invoke(args=["consultation", "export", draft])
    assert done.exit_code == 0
