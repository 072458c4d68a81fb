"""When something is wrong: a page that says what, whether anything is lost, and what to do."""

import errno
import logging
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus

from flask import Flask, Response, current_app, g
from flask_babel import lazy_gettext as _l
from flask_babel import refresh
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from consult.core.faults import told
from consult.core.languages import LANGUAGES, current_language
from consult.core.pages import page, typed_texts

log = logging.getLogger(__name__)

# Locked, full, gone; open for reading only, as a spare PostgreSQL is; all connections busy.
DATABASE_AWAY = (OperationalError, InternalError, NoConnectionError)

# No handles, no room, no memory left, or a disk that fails: it passes, or somebody mends it.
NOTHING_LEFT = frozenset(
    {errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT, errno.ENOMEM, errno.EIO}
)

# By status: what happened, and what to do now.
WORDS = {
    400: (
        _l("We could not read what your browser sent"),
        _l("Go back, check the page and try again. What you saved before is safe."),
    ),
    403: (
        _l("You cannot open this page"),
        _l("Your account does not have this page, or it came from another site. Nothing changed."),
    ),
    404: (
        _l("We cannot find this page"),
        _l("Check the address, or start from the list of consultations."),
    ),
    405: (
        _l("This address cannot be used like that"),
        _l("Go back and use the button on the page. What you saved before is safe."),
    ),
    410: (
        _l("This is no longer here"),
        _l("It was here before. Start from the list of consultations to see what is open now."),
    ),
    413: (
        _l("This is too large for us to take in"),
        _l("Go back: what you typed is still on the page. Make it shorter and send it again."),
    ),
    503: (
        _l("We cannot save anything just now"),
        _l("Please wait a minute, go back and press the button again. What you saved is safe."),
    ),
    500: (
        _l("Something went wrong on our side"),
        _l("It is not your fault. What you saved is safe. Please try again in a few minutes."),
    ),
}


def init_app(app: Flask) -> None:
    """Show every error as a page in the person’s language."""
    app.register_error_handler(HTTPException, _known)
    for away in DATABASE_AWAY:
        app.register_error_handler(away, _database_away)
    app.register_error_handler(Exception, _unknown)
    app.before_request(_rehearse)


def error_page(status: int, *, typed: Sequence[str] = ()) -> Response:
    """Return the page for a status, with the texts that were typed and could not be kept."""
    title, what_to_do = WORDS.get(
        status, WORDS[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500]
    )
    return page(
        "errors/error.html",
        status=status,
        heading=title,
        what_to_do=what_to_do,
        typed=typed,
    )


def _rehearse() -> None:
    """Draw the page once in each language, so that no file is opened when no more can be."""
    if current_app.extensions.get("rehearsed"):
        return
    spoken = current_language()
    with suppress(OSError):
        for g.language in LANGUAGES.values():
            refresh()  # Flask-Babel remembers the language of a request
            error_page(503, typed=["What somebody typed"])
        current_app.extensions["rehearsed"] = True
    g.language = spoken
    refresh()


def _known(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:  # a redirect
        return error
    response = error_page(error.code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response


def _database_away(_error: Exception) -> Response:
    return _away("the database did not answer")


def _away(what: str) -> Response:
    # The error’s own text can hold what a person typed, so it is not written down.
    log.error(what)
    g.has_failed = True
    response = error_page(503, typed=typed_texts())
    response.headers["Retry-After"] = "60"
    return response


def _unknown(error: Exception) -> Response:
    if isinstance(error, OSError) and error.errno in NOTHING_LEFT:
        return _away(f"nothing left: {errno.errorcode[error.errno]}")
    log.error("a page failed: %s", told(error))
    g.has_failed = True
    return error_page(500, typed=typed_texts())
