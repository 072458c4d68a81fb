"""Showing once more who somebody is, and choosing a new password."""

from flask import Response, request
from flask_security import current_user

from consult.accounts.actions import passwords, signing_in
from consult.accounts.actions.tries import RefusedError
from consult.accounts.forms import (
    AgainForm,
    AgainWithCodeForm,
    PasswordForm,
    words_for_again,
)
from consult.accounts.forms.words import EASY_TO_GUESS
from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import factor_of
from consult.accounts.views.door import bp, go_on, let_in
from consult.core import clock
from consult.core.pages import page, see_other
from consult.core.security import network_of


@bp.get("/again")
@requires(Permission.OWN_SIGN_IN)
def again() -> Response:
    """Ask somebody who is signed in to show again who they are."""
    form = _again_form()(formdata=None, data={"next": request.args.get("next", "")})
    return _page("again", form)


@bp.post("/again", endpoint="again_now")
@requires(Permission.OWN_SIGN_IN)
def again_now() -> Response:
    """Lead on to where they were going."""
    form = _again_form()()
    if not form.validate():
        return _page("again", form, status=422)
    code = form.code.data or "" if isinstance(form, AgainWithCodeForm) else None
    network = network_of(request.remote_addr or "")
    try:
        account = signing_in.prove_again(
            current_user, form.password.data or "", code, network=network, at=clock.now()
        )
    except RefusedError as error:
        words = words_for_again(must_wait=error.must_wait, has_app=code is not None)
        form.form_errors.append(words)
        return _page("again", form, status=429 if error.must_wait else 422)
    let_in(account)
    return go_on(form.next.data)


@bp.get("/your-sign-in/password")
@requires(Permission.OWN_SIGN_IN)
@asks_again
def password() -> Response:
    """Ask for a new password."""
    return _page("password", PasswordForm(formdata=None))


@bp.post("/your-sign-in/password", endpoint="password_now")
@requires(Permission.OWN_SIGN_IN)
@asks_again
def password_now() -> Response:
    """Take it; every other session ends."""
    form = PasswordForm()
    if not form.validate():
        return _page("password", form, status=422)
    old, new = form.password.data or "", form.new_password.data or ""
    network = network_of(request.remote_addr or "")
    try:
        account = passwords.change(current_user, old, new, network=network, at=clock.now())
    except passwords.PasswordRefusedError:
        form.new_password.errors = [EASY_TO_GUESS]
        return _page("password", form, status=422)
    except RefusedError as error:
        form.password.errors = [words_for_again(must_wait=error.must_wait, has_app=False)]
        return _page("password", form, status=429 if error.must_wait else 422)
    let_in(account)
    return see_other("accounts.your_sign_in", done="password")


def _again_form() -> type[AgainForm]:
    return AgainForm if factor_of(current_user.id) is None else AgainWithCodeForm


def _page(name: str, form: AgainForm | PasswordForm, *, status: int = 200) -> Response:
    return page(
        f"accounts/{name}.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
    )
