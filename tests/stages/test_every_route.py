"""Every page × method × person: who may is on one page, and nothing else lets anybody in."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from consult.accounts.actions.organisations import begin_organisation, first_organisation
from consult.accounts.models import Officer, OfficerSession
from consult.accounts.permissions import ANYONE, ROLES, everywhere, is_allowed
from consult.accounts.views.guard import (
    WITHOUT_TOKEN,
    permission_at,
)
from consult.app import create_app
from consult.core import clock
from consult.core.database import Model, db
from consult.core.languages import ENGLISH
from consult.core.security import hashed
from tests.checking_client import CheckingClient
from tests.support.walked import have_what_is_walked

pytestmark = pytest.mark.usefixtures("consultations")

SIGN_IN = "/en/officer/sign-in"
RETIRED = "somebody who left"
UNKNOWN = "a role that is not on the page"
PEOPLE = [*ROLES, RETIRED, UNKNOWN]
READERS = {"GET", "HEAD"}
RIGHT = "the token of the session"
FROM_HERE = [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}]

# What stands in the addresses that are walked. Pages ask who is there before they look
# anything up, so a part that is not named here can be anything.
PARTS: dict[str, object] = {
    "lang": "en",
    "slug": "walk",
    "question": "opinion",
    "row": "walking",
    "about": "consultation",
    "code": "en",
    "name": "sun",
    "filename": "site.css",
}

OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
]


class Walker:
    """Asks for pages as one person, each time in a fresh browser."""

    number = 1  # where an address has a number

    def __init__(self, app: Flask, who: str, *, is_away: bool = False) -> None:
        """Make the person’s account, if they have one, where the consultation is or elsewhere."""
        self.app, self.who, self.is_away = app, who, is_away
        self.is_signed_in = who not in (ANYONE, RETIRED)
        self.roles = (ANYONE, who) if self.is_signed_in else (ANYONE,)
        self.officer_id = 0 if who == ANYONE else self._made()
        self._stay_signed_in()

    def _made(self) -> int:
        role = "publisher" if self.who == RETIRED else self.who
        now = clock.now()
        own = begin_organisation("Away", by="Test", at=now) if self.is_away else None
        officer = Officer(
            organisation_id=(own or first_organisation(at=now)).id,
            email=f"{self.who.replace(' ', '-')}@example.org",
            name="Amina Khan",
            password="opens nothing",
            roles=[role],
            is_active=self.who != RETIRED,
            made_at=now,
        )
        db.session.add(officer)
        db.session.commit()
        return officer.id

    def may(self, rule: Rule) -> bool:
        """Return what the table says."""
        return is_allowed(permission_at(self.app, rule.endpoint), self.roles)

    def finds(self, rule: Rule) -> bool:
        """Return whether what a page is about is there for them: it is not, in other places."""
        roles = [ANYONE, *everywhere(self.roles)]
        is_open = is_allowed(permission_at(self.app, rule.endpoint), roles)
        return is_open or not self.is_away or rule.arguments <= {"lang"}

    def ask(
        self,
        rule: Rule,
        method: str,
        *,
        token: str | None = RIGHT,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Ask for a page; a change carries the token of the session unless told otherwise."""
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        client.checks = False  # other tests read the pages
        with self.app.app_context(), self.app.test_request_context():
            typed = {"csrf_token": generate_csrf()} if token == RIGHT else {}
            kept = dict(session)
        if token not in (None, RIGHT):
            typed = {"csrf_token": token}
        with client.session_transaction() as cookie:
            cookie.update(kept)
            if self.officer_id:
                cookie["_user_id"] = self.who
                cookie["_fresh"] = True
        data = None if method in READERS else typed
        response = client.open(
            self._address(rule), method=method, data=data, headers=headers, buffered=True
        )
        self._stay_signed_in()
        return response

    def _stay_signed_in(self) -> None:
        """Have a session, unless it is still there: some pages end it."""
        made = OfficerSession(officer_id=self.officer_id, key_hash=hashed(self.who), browser="")
        made.started_at = made.proved_at = clock.now()
        kept = select(OfficerSession).where(OfficerSession.key_hash == made.key_hash)
        if self.is_signed_in and db.session.scalar(kept) is None:
            db.session.add(made)
        db.session.commit()

    def _any(self, rule: Rule, name: str) -> object:
        return self.number if "Integer" in type(rule._converters[name]).__name__ else "x"

    def _address(self, rule: Rule) -> str:
        named = rule.arguments - set(rule.defaults or ())
        parts = {name: PARTS.get(name) or self._any(rule, name) for name in named}
        built = rule.build({**parts, "lang": ENGLISH} if "lang" in parts else parts)
        assert built, rule
        return built[1]


@pytest.fixture
def consultations(context: object) -> None:  # noqa: ARG001 - the database session needs it
    """Have something at the addresses that are walked."""
    have_what_is_walked()


def those_who_may_all(app: Flask) -> list[Walker]:
    """Return people who together may do everything: nobody may read who the others are."""
    holders = "publisher", "equality analyst", "champion", "platform admin"
    return [Walker(app, who) for who in holders]


def walker_for(walkers: list[Walker], rule: Rule) -> Walker:
    """Return the first who may do what a page does."""
    return next(walker for walker in walkers if walker.may(rule))


def walk(app: Flask, *, changing: bool | None = None) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            if changing is None or changing == (method not in READERS):
                yield rule, method


def everything_kept() -> dict[str, list[str]]:
    kept = {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
        for table in Model.metadata.sorted_tables
    }
    db.session.rollback()
    return kept


def test_every_page_names_a_permission(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert permission_at(app, rule.endpoint), f"{rule.endpoint} names no permission"


@pytest.mark.parametrize("is_away", [False, True], ids=["own", "other"])
@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_reaches_exactly_what_the_table_says(app: Flask, who: str, is_away: bool) -> None:
    walker, wrong = Walker(app, who, is_away=is_away), []
    for rule, method in walk(app):
        may, finds = walker.may(rule), walker.finds(rule)
        before = None if (may and finds) or method in READERS else everything_kept()
        response = walker.ask(rule, method)
        status = response.status_code
        is_right = (status == 404 or finds) if may else was_turned_away(response)
        if not is_right or (may and was_turned_away(response)) or status >= 500:
            wrong.append(f"{method} {rule.rule}: {status} for {who}, may={may}, finds={finds}")
        if before is not None and everything_kept() != before:
            wrong.append(f"{method} {rule.rule}: refused, and yet something changed")
    assert not wrong, "\n".join(wrong)


def was_turned_away(response: TestResponse) -> bool:
    to_sign_in = urlsplit(response.location or "").path == SIGN_IN
    is_reading = response.request.method in READERS
    return response.status_code == 403 or (is_reading and to_sign_in)


@pytest.mark.parametrize("who", ["publisher", ANYONE])
def test_looking_at_a_page_changes_nothing(app: Flask, who: str) -> None:
    walker, wrong = Walker(app, who), []
    before = everything_kept()
    for rule, method in walk(app, changing=False):
        response = walker.ask(rule, method)
        if response.status_code >= 500 or everything_kept() != before:
            wrong.append(f"{method} {rule.rule}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
def test_another_site_changes_nothing_even_with_the_token(
    app: Flask, headers: dict[str, str]
) -> None:
    walkers, wrong = those_who_may_all(app), []
    before = everything_kept()
    for rule, method in walk(app, changing=True):
        response = walker_for(walkers, rule).ask(rule, method, headers=headers)
        if response.status_code != 403 or everything_kept() != before:
            wrong.append(f"{method} {rule.rule}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("headers", FROM_HERE, ids=str)
def test_our_own_forms_are_taken(app: Flask, headers: dict[str, str]) -> None:
    walkers = those_who_may_all(app)
    for rule, method in walk(app, changing=True):
        response = walker_for(walkers, rule).ask(rule, method, headers=headers)
        assert response.status_code not in (400, 403), f"{method} {rule.rule}"


@pytest.mark.parametrize("token", [None, "made.up.token"])
def test_a_form_without_the_token_of_the_session_changes_nothing(
    app: Flask, token: str | None
) -> None:
    walkers, wrong = those_who_may_all(app), []
    before = everything_kept()
    asked = 0
    for rule, method in walk(app, changing=True):
        if permission_at(app, rule.endpoint) in WITHOUT_TOKEN:
            continue
        asked += 1
        response = walker_for(walkers, rule).ask(rule, method, token=token)
        if response.status_code != 400 or everything_kept() != before:
            wrong.append(f"{method} {rule.rule}: {response.status_code}")
    assert asked
    assert not wrong, "\n".join(wrong)


def test_only_pages_without_an_account_take_no_token() -> None:
    assert ROLES[ANYONE] > WITHOUT_TOKEN


def test_a_page_that_names_nothing_is_closed_to_everybody(app: Flask) -> None:
    careless = create_app(settings_of(app))
    careless.test_client_class = CheckingClient
    careless.add_url_rule("/en/careless", "careless", lambda: "secrets", methods=["GET"])
    for who in PEOPLE:
        walker = Walker(careless, who)
        rule = next(careless.url_map.iter_rules("careless"))
        assert was_turned_away(walker.ask(rule, "GET"))
    with careless.app_context():
        db.engine.dispose()


def test_a_number_that_no_database_holds_leads_nowhere(app: Flask) -> None:
    walkers, wrong = those_who_may_all(app), []
    for rule, method in walk(app):
        walker = walker_for(walkers, rule)
        if any(walker._any(rule, name) == 1 for name in rule._converters):
            walker.number = 2**63
            status = walker.ask(rule, method).status_code
            walker.number = 1
            if status not in (404, 405):
                wrong.append(f"{method} {rule.rule}: {status}")
    assert not wrong, "\n".join(wrong)


def settings_of(app: Flask) -> dict[str, object]:
    names = ("DATA", "SQLALCHEMY_DATABASE_URI", "REDIS_URL", "SECRET_KEY", "TESTING")
    return {name: app.config[name] for name in names}
