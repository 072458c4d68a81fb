"""Letters for tests: posted, and sent as often as the table of jobs says."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock, mail, queue
from consult.core.database import db
from consult.core.mail import Letter
from consult.core.queue import Job
from tests.factories import rows

TO = "amina.canary.7d41@example.org"
CODE = "KCAN-ARY7"
FACTS: Mapping[str, str | date] = {
    "title": "Trees in our streets",
    "link": "/en/consultations/trees/return",
    "code": CODE,
    "kept_until": date(2026, 4, 5),
}
RECEIPT: Mapping[str, str | date] = {
    "title": "Trees in our streets",
    "link": "/en/consultations/trees/receipt",
    "reference": "REFER-ENCE7",
    "sent_on": date(2026, 4, 5),
}


def posted(app: Flask, *, once: str = "one", language: str = "en", **more: Any) -> int:
    """Post a letter, commit, and return its number."""
    with app.app_context():
        letter = mail.post(
            more.pop("kind", "come_back"),
            to=more.pop("to", TO),
            language=language,
            facts=more.pop("facts", FACTS),
            once=once,
            **more,
        )
        number = letter.id
        db.session.commit()
    return number


def try_all(app: Flask) -> None:
    """Try every letter that may be tried now, once."""
    due = select(Job.id).where(Job.state == "waiting", Job.run_after <= clock.now())
    for number in rows(app, due.order_by(Job.id)):
        with app.app_context():
            queue.perform(number)


def try_for(app: Flask, *, hours: float) -> list[timedelta]:
    """Let time pass; return after how long there was a try, each time."""
    began, tried = clock.now(), []
    with time_machine.travel(began, tick=False) as traveller:
        while due := rows(app, select(Job.run_after).where(Job.state == "waiting")):
            if min(due) > began + timedelta(hours=hours):
                break
            traveller.move_to(max(min(due), clock.now()))
            tried.append(clock.now() - began)
            try_all(app)
    return tried


def only_letter(app: Flask) -> Letter:
    """Return the only row of a letter there is."""
    (letter,) = rows(app, select(Letter))
    assert isinstance(letter, Letter)
    return letter
