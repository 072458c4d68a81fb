"""The one page of a consultation: in its order, and in each state only what is true then."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import perform
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.report.actions import publish, request
from tests.checking_client import CheckingClient
from tests.factories import BY, LIBRARY, REASON, Resident, document, library_document, opened
from tests.stages.report.closed import seen
from tests.support.older import unsaid
from tests.support.statements import counting
from tests.support.timetables import move_dates
from tests.support.translations import translated

# In the order in which a person asks: what, who, what is open, how long, until when, how.
PARTS = [
    "What this is about",
    "Why we are asking",
    "Who may be affected",
    "What can still change",
    "What cannot change",
    "How long it takes",
    "When you can answer",
    "Ways to take part",
    "Choose how to read it",
    "See all the questions first",
    "What is different, and why",
    "What changed, and when",
    "What happens next",
]
ADDRESS = f"/en/consultations/{LIBRARY}"


def headings(page: str) -> list[str]:
    main = page.split("<main")[1].split("</main", maxsplit=1)[0]
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", main)]


def found_library() -> Consultation:
    found = consultation_at(LIBRARY)
    assert found
    return found


def library(app: Flask, *, days_ago: int) -> None:
    assert opened(app, library_document(), days_ago=days_ago) == LIBRARY


def move(app: Flask, *, days: int) -> None:
    with app.app_context():
        found = found_library()
        closes = found.closes + timedelta(days=days)
        move_dates(found, opens=found.opens, closes=closes, reason=REASON, by=BY, at=clock.now())
        db.session.commit()


def have_outcome(app: Flask) -> None:
    library(app, days_ago=90)
    with app.app_context():
        job_id = request(found_library(), by=BY, at=clock.now()).id
        db.session.commit()
        perform(job_id)
        publish(found_library(), seen=seen(found_library()), by=BY, at=clock.now())
        db.session.commit()


def test_an_open_consultation_says_all_in_the_order_in_which_people_ask(
    app: Flask, client: CheckingClient
) -> None:
    library(app, days_ago=7)
    move(app, days=-5)
    page = client.get(ADDRESS).text
    assert [one for one in headings(page) if one in PARTS] == PARTS
    assert page.index("Start now") < page.index(PARTS[0])
    assert 'About <bdi dir="ltr">10</bdi> minutes.' in page
    last = day_of(clock.now()) + timedelta(weeks=11, days=-6)
    assert f"<dd>{last:%A} {last.day} {last:%B %Y}, until midnight</dd>" in page
    assert '<dd><bdi dir="ltr">71</bdi></dd>' in page
    due = last + timedelta(weeks=12)
    assert f"will stand on this page by {due:%A} {due.day} {due:%B %Y}." in page


@pytest.mark.parametrize(("days_ago", "said"), [(83, "Today is the last day"), (82, ">1</bdi>")])
def test_the_days_that_are_left_are_told_to_the_last(
    app: Flask, client: CheckingClient, days_ago: int, said: str
) -> None:
    library(app, days_ago=days_ago)
    page = client.get(ADDRESS).text
    assert said in page.split("Days left</dt>")[1].split("</dd>")[0]


def test_before_the_first_day_nobody_is_told_to_answer_now(
    app: Flask, client: CheckingClient
) -> None:
    library(app, days_ago=-3)
    page = client.get(ADDRESS).text
    told = headings(page)
    assert "Ways to take part from the first day on" in told
    assert "See all the questions first" in told
    assert "<form" not in page
    for gone in ("Start now", "Days left", "receipt code", "Carry on with a code"):
        assert gone not in page


def test_after_the_last_day_the_page_says_what_comes_of_it(
    app: Flask, client: CheckingClient
) -> None:
    library(app, days_ago=90)
    page = client.get(ADDRESS).text
    told = headings(page)
    assert page.index("We are reading what people told us.") < page.index("What this is about")
    for there in ("Why we asked", "What can still change", "What happens next", "The questions"):
        assert there in told
    for gone in ("How long it takes", "Ways to take part", "See all the questions first"):
        assert gone not in told
    assert "<form" not in page
    assert "What we decide will stand on this page by" in page
    assert "See your answers with your receipt code" in page


def test_an_outcome_that_is_late_is_called_late(app: Flask, client: CheckingClient) -> None:
    library(app, days_ago=84 + 85)
    assert "It is late. You can ask us why." in client.get(ADDRESS).text


def test_with_its_outcome_the_page_no_longer_says_what_may_come(
    app: Flask, client: CheckingClient
) -> None:
    have_outcome(app)
    told = headings(client.get(ADDRESS).text)
    for there in ("You said, we did", "Why we asked", "When people could answer", "The questions"):
        assert there in told
    for gone in ("What this is about", "What can still change", "What happens next"):
        assert gone not in told


def test_parts_that_nobody_wrote_leave_no_trace(app: Flask, client: CheckingClient) -> None:
    slug = unsaid(app, opened(app, document()))
    page = client.get(f"/en/consultations/{slug}").text
    for part in ("Who may be", "What can", "What cannot", "Why we", "What changed", "Word "):
        assert part not in page
    assert client.get(f"/en/consultations/{slug}/words").status_code == 404


# With an outcome it also asks what we could not give people in their format or language.
@pytest.mark.parametrize(("state", "most"), [(-3, 5), (7, 5), (90, 5), (None, 6)])
def test_in_each_state_the_page_asks_the_database_seldom(
    app: Flask, client: CheckingClient, state: int | None, most: int
) -> None:
    if state is None:
        have_outcome(app)
    else:
        library(app, days_ago=state)
    client.get(ADDRESS)
    with counting(app) as said:
        client.get(ADDRESS)
    assert len(said) <= most, said


def card(page: str, heading: str) -> str:
    return page.split(f"<h3>{heading}</h3>")[1].split("</li>", maxsplit=1)[0]


def test_a_way_of_its_own_stands_with_its_kind_and_goes_when_its_day_is_over(
    app: Flask, client: CheckingClient
) -> None:
    def on(days: int) -> str:
        return (day_of(clock.now()) + timedelta(days=days)).isoformat()

    ways = [
        {"how": "meeting", "text": "Come on the day before", "day": on(-1)},
        {"how": "meeting", "text": "Come on this very day", "day": on(0)},
        {"how": "phone", "text": "Ring the <library>", "day": on(9)},
        {"how": "letter", "text": "Write to the hall"},
    ]
    page = client.get(f"/en/consultations/{opened(app, document(ways=ways))}").text
    assert "Come on the day before" not in page
    assert "Come on this very day" in card(page, "In a meeting")
    assert "Write to the hall" in card(page, "By post")
    phone = card(page, "By phone")
    assert "Ring the &lt;library&gt;" in phone
    day = day_of(clock.now()) + timedelta(days=9)
    assert f"When: {day:%A} {day.day} {day:%B %Y}." in phone
    assert "By video" not in page


def test_people_can_answer_on_one_page_or_carry_on_with_a_code(
    app: Flask, client: CheckingClient
) -> None:
    library(app, days_ago=7)
    here = card(client.get(ADDRESS).text, "On this site")
    assert f'<form method="post" action="{ADDRESS}/answer">' in here
    assert '<input type="hidden" name="view" value="all">' in here
    begun = client.post(f"{ADDRESS}/answer", data={"view": "all"})
    assert (begun.status_code, begun.location) == (303, f"{ADDRESS}/answer-all")
    (way_back,) = re.findall(r'href="([^"]*)">Carry on with a code', here)
    assert client.get(way_back).status_code == 200


def test_every_way_to_read_it_is_there_with_its_format_and_language(
    app: Flask, client: CheckingClient
) -> None:
    library(app, days_ago=7)
    translated(app, LIBRARY)
    page = client.get(ADDRESS).text.split("Choose how to read it")[1].split("</ul>")[0]
    assert 'hreflang="ur">The same page in <bdi lang="ur" dir="rtl">اردو</bdi></a>' in page
    for link in re.findall(r'href="(/[^"]+)"', page):
        assert client.get(link).status_code == 200
    for words in ("(web page)", "Word list", "Ask for another format", "Easy Read"):
        assert words in page


def test_the_questions_are_counted(app: Flask, client: CheckingClient) -> None:
    library(app, days_ago=7)
    page = client.get(ADDRESS).text
    whole = Resident(client, LIBRARY)
    listed = client.get(whole.address("questions")).text
    asked, about_you = (len(re.findall(r"<h[34]>\d", part)) for part in listed.split("About you"))
    assert f'<bdi dir="ltr">{asked}</bdi> questions.' in page
    assert f'And <bdi dir="ltr">{about_you}</bdi> about you' in page
