"""One role, and no other, sees exact figures about the people who answered; each look is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from consult.accounts.permissions import ACCOUNT_ROLES, ROLES, Permission
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.respond.models import Response
from consult.respond.rules.standing import Standing
from tests.checking_client import CheckingClient
from tests.factories import document, every_kind, opened, question, rows
from tests.stages.report.closed import closed_consultation, persons
from tests.support import officers
from tests.support.statements import counting

CANARY = "canary words 51d0"
ADDRESS = "/en/officer/consultations/park/about-people"
ROLE = "equality analyst"

SignIn = Callable[..., CheckingClient]


@pytest.fixture
def signed_in(app: Flask) -> SignIn:
    """Give a function that signs somebody with a role in."""

    def start(role: str = ROLE) -> CheckingClient:
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        with app.app_context():
            known = officers.add(role, email="colleague@example.org")
        officers.sign_in(client, known)
        return client

    return start


@pytest.fixture
def park(app: Flask) -> None:
    """Give seven responses that count; five people said something about themselves."""
    said = {"agree": "yes", "ideas": CANARY}
    people = persons(4, {**said, "eq_sex": "female"}) + persons(1, {**said, "eq_sex": "male"})
    with app.app_context():
        closed_consultation(people + persons(2, said))


def show(client: CheckingClient, at: str = ADDRESS) -> TestResponse:
    """Open the page and press the button."""
    return client.post(at, data={"csrf_token": officers.token_on(client.get(at))})


def figures_on(page: TestResponse) -> dict[str, int]:
    """Return the numbers that a page shows, by the words of the answer."""
    rows_ = HTMLParser(page.text).css("main tbody tr")
    cells = [[cell.text(strip=True) for cell in row.css("th, td")] for row in rows_]
    return {name: int(number.replace(",", "")) for name, number in cells}


def words_of(page: TestResponse) -> str:
    """Return what a page says, without its marks."""
    main = HTMLParser(page.text).css_first("main")
    assert main
    return main.text()


def looks(app: Flask) -> list[tuple[str, str]]:
    found = rows(app, select(AuditEvent).where(AuditEvent.what == "equality.read"))
    return [(one.who, one.subject) for one in found]


@pytest.mark.usefixtures("park")
def test_the_role_sees_exact_counts_and_how_many_left_each_question_out(
    signed_in: SignIn,
) -> None:
    page = show(signed_in())

    assert page.status_code == 200
    assert figures_on(page) == {"Female": 4, "Male": 1}
    text = words_of(page)
    assert "7 responses count." in text
    assert "Answered by 5 people. Left out by 2" in text
    assert "Do not pass on a number under 10" in text


@pytest.mark.usefixtures("park")
def test_each_look_is_in_the_history_and_opening_the_page_is_none(
    app: Flask, signed_in: SignIn
) -> None:
    client = signed_in()
    page = client.get(ADDRESS)
    assert "Female" not in page.text
    assert figures_on(page) == {}
    assert looks(app) == []
    show(client)
    show(client)
    assert looks(app) == [("Amina Khan, equality analyst", "consultation")] * 2


@pytest.mark.usefixtures("park")
def test_nothing_that_somebody_said_or_is_called_stands_beside_the_figures(
    app: Flask, signed_in: SignIn
) -> None:
    text = show(signed_in()).text
    assert CANARY not in text
    references = [one.reference for one in rows(app, select(Response))]
    assert len(references) == 7
    assert not [one for one in references if one in text]
    assert "Do you agree?" not in text


@pytest.mark.usefixtures("park")
@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if role != ROLE])
def test_nobody_else_sees_them_not_even_who_publishes(
    app: Flask, signed_in: SignIn, role: str
) -> None:
    client = signed_in(role)
    assert client.get(ADDRESS).status_code == 403
    token = officers.token_on(client.get(officers.SIGN_IN))
    refused = client.post(ADDRESS, data={"csrf_token": token})
    assert refused.status_code == 403
    assert "Female" not in refused.text
    assert looks(app) == []
    assert ADDRESS not in client.get("/en/officer/consultations/park").text


def test_one_role_has_it_and_that_role_reads_no_answers() -> None:
    holders = [role for role, may in ROLES.items() if Permission.READ_EQUALITY in may]
    assert holders == [ROLE]
    assert not ROLES[ROLE] & {
        *(Permission.READ_RESPONSES, Permission.TAKE_IN, Permission.BUILD_REPORT),
        *(Permission.EXPORT_CONSULTATION, Permission.ERASE_RESPONSE),
    }


@pytest.mark.usefixtures("park")
def test_the_role_finds_its_page_and_no_link_that_is_closed_to_it(signed_in: SignIn) -> None:
    client = signed_in()
    for start in ("/en/officer/", "/en/officer/consultations/park"):
        links = HTMLParser(client.get(start).text).css("main a")
        for link in links:
            address = str(link.attributes["href"])
            assert client.get(address).status_code == 200, address
    assert ADDRESS in client.get("/en/officer/consultations/park").text


@pytest.mark.usefixtures("park")
@pytest.mark.parametrize("standing", [Standing.LATE, Standing.WITHDRAWN, Standing.ERASED])
def test_what_does_not_count_is_not_counted_here(
    app: Flask, signed_in: SignIn, standing: Standing
) -> None:
    with app.app_context():
        first = select(Response.id).order_by(Response.id).limit(1).scalar_subquery()
        changed = update(Response).where(Response.id == first)
        db.session.execute(changed.values(standing=standing))
        db.session.commit()
    page = show(signed_in())
    assert figures_on(page) == {"Female": 3, "Male": 1}
    assert "6 responses count." in words_of(page)


def test_each_kind_of_question_about_the_person_can_be_shown(app: Flask, signed_in: SignIn) -> None:
    asked: list[dict[str, Any]] = [
        {**one, "id": f"eq_{one['id']}"} for one in [*every_kind(), question("where", "place")]
    ]
    opened(app, document(slug="park", equality_questions=asked))
    text = words_of(show(signed_in()))
    assert text.count("The answers are words or dates.") == 4
    assert "0 responses count." in text


def test_a_consultation_that_asks_nothing_about_the_person_says_so(
    app: Flask, signed_in: SignIn
) -> None:
    opened(app, document(question("why"), slug="park"))
    assert "asks nothing about the person" in show(signed_in()).text


@pytest.mark.usefixtures("park")
def test_a_consultation_that_is_not_there_is_not_found(app: Flask, signed_in: SignIn) -> None:
    client, nowhere = signed_in(), ADDRESS.replace("park", "nowhere")
    assert client.get(nowhere).status_code == 404
    token = officers.token_on(client.get(ADDRESS))
    assert client.post(nowhere, data={"csrf_token": token}).status_code == 404
    assert looks(app) == []


def test_the_number_of_statements_grows_with_batches_and_not_with_people(
    app: Flask, signed_in: SignIn
) -> None:
    with app.app_context():
        closed_consultation(persons(1100, {"agree": "yes", "eq_sex": "male"}))
    client = signed_in()
    token = officers.token_on(client.get(ADDRESS))
    with counting(app) as said:
        page = client.post(ADDRESS, data={"csrf_token": token})
    assert figures_on(page) == {"Female": 0, "Male": 1100}
    # The last four give what was written down its place in the history.
    assert len(said) <= 2 * 3 + 1 + 6 + 4
