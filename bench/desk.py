"""How long the officer’s desk takes with many consultations, and how often it asks.

    python -m bench.desk                     SQLite
    python -m bench.desk --postgresql        PostgreSQL from the tests’ wheel, durable

A thousand consultations in every state, fifty responses each, and work of each kind that
waits. A publisher who is signed in asks for the desk in turn with every sort and filter, one
request after the other in this process. Times are of whole requests.
"""

import argparse
import statistics
import time
from datetime import date, datetime, timedelta
from http import HTTPStatus
from itertools import cycle, islice
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from bench.site import empty_site
from consult.accounts.actions.organisations import first_organisation
from consult.core import clock
from consult.core.database import Model, db
from consult.core.days import day_of
from consult.plan.models import Consultation, QuestionSetVersion, Review
from consult.report.models import Report
from consult.respond.models import Response
from consult.share.models import FormatRequest, RequestedFormat
from consult.translate.models import Translation
from tests.factories import document
from tests.support import officers
from tests.support.statements import counting

MANY, RESPONSES, REQUESTS = 1000, 50, 200
SLOWEST, MOST_QUERIES = 200, 12  # ms for 95 of 100 requests
DESK = "/en/officer/"
ASKED = (
    "",
    "?page=7",
    "?sort=title",
    "?sort=-title&page=20",
    "?sort=opens",
    "?sort=-edited",
    "?state=open&sort=closes",
    "?state=closed",
    "?words=matter+9",
    "?words=street&state=draft&by=Editor+3%2C+officer",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with empty_site(postgresql=options.postgresql) as app:
        with app.app_context():
            print(f"database: {db.engine.dialect.name}, {MANY} consultations")
            _fill(clock.now())
        _measure(app)


def _measure(app: Flask) -> None:
    with app.app_context():
        known = officers.add("publisher")
    client = app.test_client()
    officers.sign_in(client, known)
    times, worked, queries = [], [], []
    for asked in islice(cycle(ASKED), REQUESTS + len(ASKED)):
        with counting(app) as said:
            begun, work_begun = time.perf_counter(), time.process_time()
            answer = client.get(DESK + asked)
            times.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - work_begun) * 1000)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"the desk answered {answer.status}")
        queries.append(len(said))
    for what, every in (("time", times), ("of this processor", worked)):
        found = sorted(every[len(ASKED) :])  # the first ones fill caches
        p50, p95 = statistics.median(found), found[int(len(found) * 0.95)]
        print(f"{what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms; target: p95 at most {SLOWEST} ms")
    print(f"queries: {min(queries)} to {max(queries)}; target: at most {MOST_QUERIES}")


def _fill(now: datetime) -> None:
    own, today = first_organisation(at=now).id, day_of(now)
    numbers = range(1, MANY + 1)
    _put(Consultation, (_consultation(at, own, now, today) for at in numbers))
    _put(QuestionSetVersion, (_version(at, now) for at in numbers))
    _put(Review, (_review(at, now) for at in numbers if at % 9 == 0))
    _put(FormatRequest, (_request(at, now) for at in numbers))
    _put(RequestedFormat, (_requested(at, today) for at in numbers))
    _put(Report, (_report(at, now) for at in numbers if at % 8 == 0))
    _put(Translation, (_text(at, key, now) for at in numbers for key in range(20)))
    _put(Response, (_response(at, one, now) for at in numbers for one in range(RESPONSES)))
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE"))  # as it does by itself, a minute later
        db.session.commit()


def _put(model: type[Model], rows: Any) -> None:
    db.session.execute(insert(model), list(rows))


def _consultation(at: int, own: int, now: datetime, today: date) -> dict[str, Any]:
    opens = today - timedelta(days=at % 400 - 100)
    return {
        "id": at,
        "organisation_id": own,
        "slug": f"matter-{at}",
        "title": f"Matter {at} of a street",
        "summary": "We want to change a street. Tell us how.",
        "opens": opens,
        "closes": opens + timedelta(days=83),
        "made_at": now,
        "approved_at": None if at % 5 == 0 else now,
    }


def _version(at: int, now: datetime) -> dict[str, Any]:
    return {
        "consultation_id": at,
        "number": 1,
        "document": document(),
        "sha256": f"{at:064}",
        "made_at": now - timedelta(minutes=at * 7 % MANY),
        "made_by": f"Editor {at % 40}, officer",
        "made_by_id": None,
    }


def _review(at: int, now: datetime) -> dict[str, Any]:
    asked = {"asked_by": "Editor 1, officer", "asked_at": now - timedelta(days=at % 30)}
    return {"consultation_id": at, "sha256": f"{at:064}", "words": "", "verdict": None, **asked}


def _request(at: int, now: datetime) -> dict[str, Any]:
    names = {"key_hash": f"k{at}", "code_hash": f"c{at}", "code_start": "ABCD"}
    when = {"language": "en", "asked_at": now - timedelta(days=9)}
    return {"id": at, "consultation_id": at, **names, **when}


def _requested(at: int, today: date) -> dict[str, Any]:
    promised = today + timedelta(days=at % 60 - 5)
    return {"request_id": at, "format": "easy-read", "language": "en", "promised_by": promised}


def _report(at: int, now: datetime) -> dict[str, Any]:
    is_out = at % 16 == 0
    content = {"state": "published", "content": "{}", "sha256": "0"} if is_out else {}
    counted = {"figures": {}, "cut_off": now, "built_at": now}
    return {"consultation_id": at, "number": 1, "version_id": at, **counted, **content}


def _text(at: int, key: int, now: datetime) -> dict[str, Any]:
    checked = {} if key == 0 and at % 4 == 0 else {"checked_at": now, "checked_by": "B"}
    words = {"source": "Hello", "text": "سلام", "method": "person", "made_by": "A", "made_at": now}
    return {"consultation_id": at, "language": "ur", "key": f"k{key}", **words, **checked}


def _response(at: int, one: int, now: datetime) -> dict[str, Any]:
    name = f"{at}-{one}"
    said = {"channel": "online", "language": "en", "publish": "no", "signals": []}
    standing = "late" if one == 0 and at % 3 == 0 else "counted"
    asked = now if one == 1 and at % 7 == 0 else None
    stands = {"standing": standing, "erasure_asked_at": asked, "sent_at": now}
    place = {"consultation_id": at, "version_id": at}
    return {"key": name, "reference": name, **place, **said, **stands}


if __name__ == "__main__":
    main()
