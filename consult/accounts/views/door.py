"""The way in, for all pages that lead to it."""

from flask import Blueprint, Response, make_response, redirect, session, url_for
from flask_security import login_user

from consult.accounts.actions import sessions
from consult.accounts.permissions import Permission
from consult.accounts.queries import Account, account_half_here, current_person
from consult.accounts.rules import is_local_path
from consult.core import clock
from consult.core.pages import page

bp = Blueprint("accounts", __name__, url_prefix="/<language:lang>/officer")

HALF = "half"


class NotHalfSignedInError(Exception):
    """Nobody typed a password here, or it was too long ago."""


def let_in(account: Account) -> None:
    """Give the browser the key of a session. Nothing of the one before may live on."""
    session.clear()
    session.permanent = True
    login_user(account)


def let_in_half(account: Account) -> None:
    """Give the browser a key that opens nothing but the second step."""
    session.clear()
    session.permanent = True
    session[HALF] = account.fs_uniquifier


def half_signed_in() -> Account:
    """Return whose password was typed here. Raises NotHalfSignedInError."""
    key = session.get(HALF)
    account = account_half_here(key) if key else None
    if account is None:
        raise NotHalfSignedInError
    return account


def come_in(account: Account) -> None:
    """Let somebody in whose second step was right."""
    let_in(sessions.come_in(account.session_id, at=clock.now()))


def go_on(path: str | None) -> Response:
    """Lead on to where they were going, or to where they begin."""
    to = path if path and is_local_path(path) else first_page()
    return make_response(redirect(to, 303))


def first_page() -> str:
    """Return where somebody begins: at the desk, or with the people they look after."""
    person = current_person()
    only_people = person.may(Permission.MANAGE_PEOPLE) and not person.may(Permission.SEE_DESK)
    return url_for("people.people" if only_people else "home.desk")


@bp.errorhandler(NotHalfSignedInError)
@bp.errorhandler(sessions.NoSuchSessionError)
def _start_again(_error: Exception) -> Response:
    """Say so too where a session ended after the guard looked, and before the action did."""
    return page("errors/start_again.html", status=404)
