"""The way in, for all pages that lead to it."""

from flask import Blueprint, Response, make_response, redirect, session, url_for
from flask_security import login_user

from consult.accounts.actions import sessions
from consult.accounts.queries import Account, account_half_here
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
    """Let somebody in whose second step was right. Raises NotHalfSignedInError."""
    try:
        let_in(sessions.come_in(account.session_id, at=clock.now()))
    except sessions.NoSuchSessionError as error:
        raise NotHalfSignedInError from error


def go_on(path: str | None) -> Response:
    """Lead on to where they were going, or to the desk."""
    to = path if path and is_local_path(path) else url_for("home.desk")
    return make_response(redirect(to, 303))


@bp.errorhandler(NotHalfSignedInError)
def _start_again(_error: NotHalfSignedInError) -> Response:
    return page("errors/start_again.html", status=404)
