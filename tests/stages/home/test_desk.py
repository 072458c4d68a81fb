"""The officer’s desk: what waits, what closes next, and a list of all that one can look through."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue.jobs import FAILED, Job
from consult.home.rules import PAGE, pages_shown
from consult.plan.actions.approval import ask_for_review, return_for_changes
from consult.plan.models import Consultation
from consult.plan.queries import known_consultation_at
from consult.plan.queries.listing import is_in
from consult.plan.rules.timetable import State, state_of
from consult.respond.models import Response
from consult.share import actions as share
from consult.share.rules.formats import Item
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, drafted, opened, question
from tests.support import officers
from tests.support.statements import counting

DESK = "/en/officer/"
As = Callable[..., CheckingClient]


def named(title: str, **more: object) -> dict[str, object]:
    slug = title.lower().replace(" ", "-").replace("%", "")
    return document(question("why"), title=title, slug=slug, **more)


def look(client: CheckingClient, address: str = DESK) -> HTMLParser:
    page = client.get(address)
    assert page.status_code == 200
    return HTMLParser(page.text)


def table(page: HTMLParser, caption: str) -> list[list[str]]:
    """Return the cells of a table with words in its caption, by its rows."""
    for one in page.css("table"):
        if caption in said(one.css_first("caption")):
            return [[said(cell) for cell in row.css("th, td")] for row in one.css("tbody tr")]
    return []


def said(node: Node | None) -> str:
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def titles(page: HTMLParser) -> list[str]:
    return [row[0] for row in table(page, " open")]


def waits(page: HTMLParser) -> list[str]:
    return [row[0] for row in table(page, "due first")]


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


def test_approval_waits_for_publishers_who_did_not_edit_it_last(app: Flask, as_: As) -> None:
    amina, ben = as_("publisher", "Amina Khan"), as_("publisher", "Ben Okafor")
    cerys = as_("officer", "Cerys Evans")
    slug = drafted(app, named("Trees"))  # by Amina, as the file says
    with app.app_context():
        ask_for_review(
            known_consultation_at(slug),
            words="Please look.",
            by="Cerys Evans, officer",
            at=clock.now(),
        )
        db.session.commit()
    assert waits(look(ben)) == ["Look at it and approve it : Trees"]
    assert waits(look(amina)) == waits(look(cerys)) == []
    with app.app_context():
        return_for_changes(
            known_consultation_at(slug),
            reply="Shorter, please.",
            by="Ben Okafor, publisher",
            at=clock.now(),
        )
        db.session.commit()
    assert waits(look(cerys)) == ["Came back to you: something is to be changed : Trees"]
    assert waits(look(ben)) == waits(look(amina)) == []


def test_requests_outcomes_and_deletions_come_by_their_day_and_late_ones_say_so(
    app: Flask, amina: CheckingClient
) -> None:
    for title, days_ago in (("Old", 300), ("Soon", 84 + 60), ("Far", 84 + 20), ("Open", 7)):
        opened(app, named(title), days_ago=days_ago)
    with app.app_context():
        asked = (clock.now() - timedelta(days=9), [Item("large-print-18", "en")])
        found = known_consultation_at("open")
        share.ask(found, asked[1], {"name": "Z"}, key="k", language="en", at=asked[0])
        far = [Item("braille-contracted", "ur")]
        share.ask(found, far, {"name": "Z"}, key="l", language="en", at=clock.now())
        db.session.commit()
    person = Resident(app.test_client(), "open")
    person.walk({"why": {"answer": "Ducks"}})
    person.send()
    with app.app_context():
        response = db.session.scalars(select(Response)).one()
        response.erasure_asked_at = clock.now()
        db.session.commit()
    page = look(amina)
    rows = table(page, "due first")
    assert [row[0] for row in rows] == [
        "Say what was decided : Old",
        "1 format to make and send : Open",
        "Say what was decided : Soon",
        "1 response to delete : Open",
    ]
    assert [row[3].startswith("Late ") for row in rows] == [True, True, False, False]
    assert "4 things wait for you. 2 are late" in said(page.css_first("main"))
    assert said(page.css_first("title")).startswith("Your desk: 4 things wait for you")
    (old,) = [row for row in table(page, " open") if row[0] == "Old"]
    assert old[5].startswith("Late ")
    for link in page.css("main table")[0].css("a"):
        assert amina.get(str(link.attributes["href"])).status_code == 200


def test_copies_that_failed_wait_until_they_are_made(app: Flask, amina: CheckingClient) -> None:
    slug = opened(app, named("Trees"))
    with app.app_context():
        id_ = known_consultation_at(slug).id
        old = db.session.scalars(select(Job).where(Job.kind == "plan.editions")).one()
        old.state, old.open_key, old.finished_at = FAILED, None, clock.now()
        db.session.commit()
    assert waits(look(amina)) == ["The copies could not be made : Trees"]
    with app.app_context():
        db.session.add(Job(kind="plan.editions", subject_id=id_, open_key="x"))
        db.session.commit()
    assert waits(look(amina)) == []


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
