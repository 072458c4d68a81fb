"""Asks before every page: what does it take, who is there, did they mean it?"""

from collections.abc import Iterable

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from consult.accounts.permissions import ANYONE, ROLES, Permission, is_asked_again, permission_of
from consult.accounts.queries import Person, current_person
from consult.accounts.queries.organisations import OWNERS, owners_of
from consult.accounts.rules import has_proved
from consult.accounts.views.door import first_page
from consult.core import clock
from consult.core.languages import ENGLISH, current_language, other_language_url
from consult.core.pages import page, typed_texts
from consult.core.security import READERS, let_large_body_in

# Pages that are not ours to write a permission on.
OTHERS = {"static": Permission.READ_PUBLIC}

# These act for nobody in particular, so there is no session for another site to borrow,
# and no cookie has to be set to read or answer. A draft is opened by its own secret.
WITHOUT_TOKEN = frozenset({Permission.READ_PUBLIC, Permission.ANSWER, Permission.ASK_FORMAT})


# A part of an address that names no thing of an organisation.
LANGUAGE = "lang"


class PageWithoutPermissionError(Exception):
    """A page that does not say who may see it."""


class PageWithoutOwnerError(Exception):
    """A page for officers about a thing of which nobody can tell whose it is."""


def init_app(app: Flask) -> None:
    """Close every page to people who may not see it."""
    app.before_request(_ask)
    app.register_error_handler(CSRFError, _without_token)


def require_permissions(app: Flask) -> None:
    """Refuse to start with a page that could be open to the wrong people.

    It names no permission, or nobody can tell whose the thing is that it is about. Called
    when all pages are there.
    """
    forgotten = [
        rule for rule in app.url_map.iter_rules() if permission_at(app, rule.endpoint) is None
    ]
    if forgotten:
        names = ", ".join(sorted({f"{rule.endpoint} ({rule.rule})" for rule in forgotten}))
        raise PageWithoutPermissionError(f"these pages name no permission: {names}")
    for rule in app.url_map.iter_rules():
        permission = permission_at(app, rule.endpoint)
        if _is_for_officers(permission) and not _names_an_owner(rule.arguments):
            raise PageWithoutOwnerError(f"no organisation: {rule.endpoint} ({rule.rule})")


def permission_at(app: Flask, endpoint: str) -> Permission | None:
    """Return what a page takes, or None when it is closed to everybody."""
    return OTHERS.get(endpoint) or permission_of(app.view_functions.get(endpoint))


def _ask() -> Response | None:
    if request.endpoint is None:
        return None  # an unknown address, which is answered with 404
    permission = permission_at(current_app, request.endpoint)
    g.owners = set()
    person = current_person()
    if not person.may(permission):
        return _turn_away(is_signed_in=person.is_signed_in)
    if _must_ask_again(person):
        return _send_to_prove()
    if permission in WITHOUT_TOKEN:
        return None
    if request.method in READERS and not current_language().for_officers:
        return make_response(redirect(other_language_url(ENGLISH)))
    let_large_body_in()
    current_app.extensions["csrf"].protect(apply_exemptions=True)
    if _is_for_officers(permission):
        _keep_apart(person, permission)
    return None


def _keep_apart(person: Person, permission: Permission | None) -> None:
    """Answer as if it was not there when a page is about a thing of another organisation."""
    parts = request.view_args or {}
    owners = owners_of(parts)
    is_home = not owners - {person.organisation_id} and _names_an_owner(parts)
    if not is_home and not person.may_everywhere(permission):
        abort(404)
    # From here on they are who they are there: see current_person.
    g.owners = owners


def _is_for_officers(permission: Permission | None) -> bool:
    return permission not in ROLES[ANYONE]


def _names_an_owner(parts: Iterable[str]) -> bool:
    """Return whether an address says whose its thing is, or names no thing at all."""
    return not set(parts) - {LANGUAGE} or bool(set(parts) & OWNERS.keys())


def _turn_away(*, is_signed_in: bool) -> Response:
    if is_signed_in:
        abort(403)
    if request.method in READERS:
        return make_response(redirect(url_for("accounts.sign_in", next=_here())))
    onward = url_for("accounts.sign_in", next=_page_behind())
    return _not_done(_("You are signed out"), status=403, onward=onward, way="sign-in")


def _must_ask_again(person: Person) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    is_fresh = has_proved(person.proved_at, at=clock.now())
    return is_asked_again(view) and person.is_signed_in and not is_fresh


def _send_to_prove() -> Response:
    if request.method in READERS:
        return make_response(redirect(url_for("accounts.again", next=_here())))
    onward = url_for("accounts.again", next=_page_behind())
    return _not_done(_("Type your password again"), status=403, onward=onward, way="again")


def _without_token(_error: CSRFError) -> Response:
    return _not_done(_("This page was open for too long"), status=400, onward=_page_behind())


def _not_done(heading: str, *, status: int, onward: str, way: str = "open") -> Response:
    """Say that nothing was done, and give people back what they typed.

    ``way``: what has to be done first, “sign-in” or “again”; “open”: just the page once more.
    """
    return page(
        "errors/not_done.html",
        status=status,
        heading=heading,
        onward=onward,
        way=way,
        typed=typed_texts(),
    )


def _here() -> str:
    return request.full_path if request.query_string else request.path


def _page_behind() -> str:
    """Return the page on which they pressed the button, as far as its address tells."""
    addresses = current_app.create_url_adapter(request)
    can_be_read = addresses is not None and addresses.test(request.path, method="GET")
    return request.path if can_be_read else first_page()
