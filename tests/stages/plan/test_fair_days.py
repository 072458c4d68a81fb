"""Whoever sets dates sees the fair days beside the calendar days, and when 84 of them end."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from consult.core.database import db
from consult.plan.actions.importing import import_definition
from tests.checking_client import CheckingClient
from tests.factories import BY, REASON, document
from tests.stages.plan.doors import DATES, words_on

pytestmark = pytest.mark.usefixtures("january")


@pytest.mark.usefixtures("draft")
def test_the_dates_show_fair_days_and_the_day_that_gives_full_time(
    publisher: CheckingClient,
) -> None:
    text = words_on(publisher.get(DATES))
    for words in (
        '<dt>Calendar days</dt><dd><bdi dir="ltr">84</bdi></dd>',
        '<dt>Fair days</dt><dd><bdi dir="ltr">83</bdi></dd>',
        '<dt>Not fair: bank holidays</dt><dd><bdi dir="ltr">1</bdi></dd>',
        "With 84 fair days, its last day would be Tuesday 7 April 2026.",
    ):
        assert words in "".join(text.split("\n")), words
    assert "We do not know" not in text


def test_a_year_that_nobody_has_announced_is_never_passed_over(
    app: Flask, publisher: CheckingClient
) -> None:
    with app.app_context():
        import_definition(
            document(opens="2030-12-01"), by=BY, at=datetime(2026, 1, 5, tzinfo=UTC), reason=REASON
        )
        db.session.commit()
    text = words_on(publisher.get(DATES))
    for year in (2030, 2031):
        assert f'We do not know the bank holidays of <bdi dir="ltr">{year}</bdi>.' in text
