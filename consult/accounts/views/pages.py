"""The sign-in page and the way out."""

from flask import Response, current_app, request, session
from flask_security import logout_user

from consult.accounts.actions import sessions, signing_in
from consult.accounts.actions.tries import RefusedError
from consult.accounts.forms import SignInForm, words_for_password
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person, factor_of
from consult.accounts.rules import browser_family
from consult.accounts.views.door import bp, go_on, let_in, let_in_half
from consult.core import clock
from consult.core.pages import page, see_other
from consult.core.security import network_of


@bp.get("/sign-in")
@requires(Permission.SIGN_IN)
def sign_in() -> Response:
    """Ask who somebody is."""
    form = SignInForm(formdata=None, data={"next": request.args.get("next", "")})
    return _sign_in_page(form)


@bp.post("/sign-in", endpoint="sign_in_now")
@requires(Permission.SIGN_IN)
def sign_in_now() -> Response:
    """Go on to the second step, or say in the same words for every account what to do."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, status=422)
    try:
        account = signing_in.sign_in(
            form.email.data or "",
            form.password.data or "",
            network=network_of(request.remote_addr or ""),
            browser=browser_family(request.user_agent.string),
            at=clock.now(),
        )
    except RefusedError as error:
        form.form_errors.append(words_for_password(must_wait=error.must_wait))
        return _sign_in_page(form, status=429 if error.must_wait else 422)
    has_app = factor_of(account.id) is not None
    if has_app or current_app.config["REQUIRE_SECOND_FACTOR"]:
        let_in_half(account)
        return see_other(
            "accounts.code" if has_app else "accounts.set_up_first", next=form.next.data or None
        )
    let_in(sessions.come_in(account.session_id, at=clock.now()))
    return go_on(form.next.data)


@bp.post("/sign-out")
@requires(Permission.SIGN_IN)
def sign_out() -> Response:
    """End the session, here and wherever else it is open."""
    officer_id = current_person().officer_id
    if officer_id is not None:
        signing_in.sign_out(officer_id)
    logout_user()
    session.clear()
    return see_other("accounts.sign_in", signed_out="yes")


def _sign_in_page(form: SignInForm, *, status: int = 200) -> Response:
    return page(
        "accounts/sign_in.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
        has_signed_out="signed_out" in request.args,
        has_joined="joined" in request.args,
    )
