"""Officers for tests, and the way they sign in: through the page, like anybody."""

import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from werkzeug.test import TestResponse

from consult.accounts.actions.accounts import add_officer
from consult.accounts.actions.organisations import begin_organisation
from consult.accounts.models import Officer
from consult.accounts.rules import Guest
from consult.core import clock
from consult.core.database import db

PASSWORD = "correct horse battery"
SIGN_IN = "/en/officer/sign-in"

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Known:
    """An officer a test can sign in."""

    id: int
    email: str


def add(
    *roles: str,
    name: str = "Amina Khan",
    email: str = "",
    organisation_id: int | None = None,
) -> Known:
    """Make an officer, of the first organisation unless another is named, and commit."""
    roles = roles or ("officer",)
    email = email or f"{roles[0].replace(' ', '-')}@example.org"
    made = add_officer(
        Guest(name, email, roles),
        password=PASSWORD,
        at=clock.now(),
        organisation_id=organisation_id,
    )
    known = Known(made.id, email)
    db.session.commit()
    return known


def elsewhere(name: str = "Elsewhere") -> int:
    """Begin another organisation and commit; return its number."""
    begun = begin_organisation(name, by="Test", at=clock.now()).id
    db.session.commit()
    return begun


def retire(known: Known) -> None:
    """Let an officer leave."""
    db.session.get_one(Officer, known.id).is_active = False
    db.session.commit()


def token_on(page: TestResponse) -> str:
    """Return the token that the form of a page carries."""
    found = _TOKEN.search(page.get_data(as_text=True))
    assert found, f"{page.request.path} has no token"
    return found[1]


def hidden_on(page: TestResponse, *, action: str) -> dict[str, str]:
    """Return what the form that goes to an address carries without showing it."""
    found = HTMLParser(page.get_data(as_text=True)).css(
        f'form[action="{action}"] input[type=hidden]'
    )
    return {str(one.attributes["name"]): one.attributes["value"] or "" for one in found}


def type_in(
    client: FlaskClient, email: str, password: str, *, onward: str = "", at: str = SIGN_IN
) -> TestResponse:
    """Fill in the sign-in page and send it."""
    token = token_on(client.get(at))
    typed = {"email": email, "password": password, "next": onward, "csrf_token": token}
    return client.post(at, data=typed)


def sign_in(client: FlaskClient, known: Known) -> None:
    """Sign an officer in."""
    response = type_in(client, known.email, PASSWORD)
    assert response.status_code == 303, response.get_data(as_text=True)
