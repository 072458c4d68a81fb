"""The officer’s desk: what closes next, and a list of all that one can look through."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.home.rules import PAGE, pages_shown
from consult.plan.models import Consultation
from consult.plan.queries import known_consultation_at
from consult.plan.queries.listing import is_in
from consult.plan.rules.timetable import State, state_of
from tests.checking_client import CheckingClient
from tests.factories import Resident, drafted, opened
from tests.stages.home.desk_pages import DESK, As, look, named, said, table, titles, waits
from tests.support import officers
from tests.support.statements import counting


def test_the_desk_takes_few_queries_however_many_consultations_there_are(
    app: Flask, as_: As
) -> None:
    desk = as_("publisher", "Amina Khan")
    taken: list[int] = []
    for count in (3, 57):
        for at in range(count):
            opened(app, named(f"Matter {count} {at}"), days_ago=at % 7 - 3 if at % 3 else 88)
        with counting(app) as statements:
            assert desk.get(DESK).status_code == 200
        taken.append(len(statements))

    assert taken[0] == taken[1] <= 12


@pytest.fixture
def amina(as_: As) -> CheckingClient:
    return as_("publisher", "Amina Khan")


def test_the_desk_says_when_there_is_nothing(amina: CheckingClient) -> None:
    page = look(amina)
    for words in ("Nothing waits for you.", "Nothing is open just now.", "no consultation yet"):
        assert words in said(page.css_first("main"))
    assert said(page.css_first("title")).startswith("Your desk: nothing waits for you")


def test_only_who_may_begin_a_consultation_is_told_to(as_: As) -> None:
    assert "Begin the first one" in said(look(as_("officer", "Cerys Evans")).css_first("main"))
    auditor = said(look(as_("auditor", "Olu Ade")).css_first("main"))
    assert "There is no consultation yet." in auditor
    assert "Begin the first one" not in auditor


def test_the_filter_shows_who_is_looked_for(app: Flask, amina: CheckingClient) -> None:
    opened(app, named("Roads"))
    for name in ("Amina Khan, publisher", "Nobody"):
        chosen = look(amina, f"{DESK}?by={name}").css("select[name=by] option[selected]")
        assert [one.attributes["value"] for one in chosen] == [name]


def test_what_closes_next_stands_first_with_its_days_and_responses(
    app: Flask, amina: CheckingClient
) -> None:
    opened(app, named("Parks"), days_ago=10)
    opened(app, named("Roads"), days_ago=83)
    opened(app, named("Ponds"), days_ago=82)
    person = Resident(app.test_client(), "ponds")
    person.walk({"why": {"answer": "Ducks"}})
    person.send()
    rows = table(look(amina), "Open now, the next to close first")
    assert [row[:2] + row[3:] for row in rows] == [
        ["Roads", "Last day", "0"],
        ["Ponds", "1 day left", "1"],
        ["Parks", "73 days left", "0"],
    ]


def test_the_list_is_sorted_by_links_that_say_how(app: Flask, amina: CheckingClient) -> None:
    for title, days_ago in (("Bridges", 3), ("arches", 5), ("Canals", 1)):
        opened(app, named(title), days_ago=days_ago)
    assert titles(look(amina)) == ["Canals", "Bridges", "arches"]
    for sort, order in (
        ("title", ["arches", "Bridges", "Canals"]),
        ("-title", ["Canals", "Bridges", "arches"]),
        ("opens", ["arches", "Bridges", "Canals"]),
        ("edited", ["arches", "Bridges", "Canals"]),
        ("nonsense", ["Canals", "Bridges", "arches"]),
    ):
        page = look(amina, f"{DESK}?sort={sort}")
        assert titles(page) == order, sort
        (header,) = page.css("th[aria-sort]")
        link = header.css_first("a[aria-current=true]")
        assert link is not None
        is_down = header.attributes["aria-sort"] == "descending"
        assert is_down == (sort in ("-title", "nonsense"))
        turned = look(amina, str(link.attributes["href"]))
        assert titles(turned) == order[::-1], sort


def test_the_list_is_filtered_by_words_state_and_who_edited(
    app: Flask, amina: CheckingClient
) -> None:
    drafted(app, named("Trees in 100% of streets"))
    opened(app, named("Trees in parks"), days_ago=2)
    opened(app, named("Ponds"), days_ago=-2)
    opened(app, named("Roads"), days_ago=90)
    for asked, found in (
        ("words=trees", {"Trees in 100% of streets", "Trees in parks"}),
        ("words=parks+TREES", {"Trees in parks"}),
        ("words=0%25", {"Trees in 100% of streets"}),
        ("words=%00", {"Trees in 100% of streets", "Trees in parks", "Ponds", "Roads"}),
        ("state=draft", {"Trees in 100% of streets"}),
        ("state=open", {"Trees in parks"}),
        ("state=upcoming", {"Ponds"}),
        ("state=closed", {"Roads"}),
        ("state=nonsense&words=roads", {"Roads"}),
        ("by=Amina+Khan%2C+publisher&words=trees&state=open", {"Trees in parks"}),
        ("by=Nobody", set()),
    ):
        page = look(amina, f"{DESK}?{asked}")
        assert set(titles(page)) == found, asked
    assert "2 consultations, 1 open" in said(look(amina, f"{DESK}?words=trees").css_first("main"))


def test_where_nothing_fits_the_filters_can_be_cleared(app: Flask, amina: CheckingClient) -> None:
    opened(app, named("Roads"))
    page = look(amina, f"{DESK}?words=nothing")
    assert "No consultation fits." in said(page.css_first("main"))
    (clear,) = [one for one in page.css("main a") if said(one) == "Clear the filters"]
    assert titles(look(amina, str(clear.attributes["href"]))) == ["Roads"]


def test_fifty_stand_on_a_page_with_links_to_the_others(app: Flask, amina: CheckingClient) -> None:
    for at in range(PAGE + 2):
        drafted(app, named(f"Matter {at:02}"))
    first, second = look(amina, f"{DESK}?sort=title"), look(amina, f"{DESK}?sort=title&page=2")
    assert (len(titles(first)), titles(second)) == (PAGE, ["Matter 50", "Matter 51"])
    assert titles(look(amina, f"{DESK}?sort=title&page=99999999999")) == titles(first)
    assert titles(look(amina, f"{DESK}?sort=title&page=77")) == titles(second)
    links = [one.attributes["href"] for one in first.css("nav .pages a")]
    assert links == ["/en/officer/?sort=title#all", "/en/officer/?sort=title&page=2#all"]


def test_far_pages_are_left_out_of_the_links() -> None:
    assert pages_shown(1, 1) == [1]
    assert pages_shown(2, 4) == [1, 2, 3, 4]
    assert pages_shown(9, 20) == [1, 0, 7, 8, 9, 10, 11, 0, 20]


@pytest.mark.parametrize("days_ago", [-2, 0, 1, 83, 84, 90])
def test_the_database_and_the_rules_agree_on_where_it_stands(app: Flask, days_ago: int) -> None:
    for slug in (opened(app, named("One"), days_ago=days_ago), drafted(app, named("Two"))):
        with app.app_context():
            thought = state_of(known_consultation_at(slug), clock.now())
            today = day_of(clock.now())
            its = select(Consultation.id).where(Consultation.slug == slug)
            asked = [state for state in State if db.session.scalar(its.where(is_in(state, today)))]
            assert asked == [thought]


def test_only_ones_own_organisation_is_on_the_desk(app: Flask, as_: As) -> None:
    opened(app, named("Old"), days_ago=300)
    with app.app_context():
        away = officers.add("publisher", organisation_id=officers.elsewhere())
    stranger = CheckingClient(app)
    officers.sign_in(stranger, away)
    assert titles(look(stranger)) == waits(look(stranger)) == []
    auditor = look(as_("auditor", "Olu Ade"))
    assert (titles(auditor), waits(auditor)) == (["Old"], [])
    publisher = look(as_("publisher", "Ben Okafor"))
    assert waits(publisher) == ["Say what was decided : Old"]
