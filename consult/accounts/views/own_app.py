"""An officer’s own app for codes, and their recovery codes."""

from flask import Response, request, session
from flask_security import current_user

from consult.accounts.actions import second_factor, sessions
from consult.accounts.actions.second_factor import offered_key
from consult.accounts.actions.tries import RefusedError
from consult.accounts.forms import CodeForm, words_for_code
from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import factor_of
from consult.accounts.views.app_page import app_page
from consult.accounts.views.door import bp, go_on, let_in
from consult.core import clock
from consult.core.pages import page, see_other


@bp.get("/your-sign-in/app")
@requires(Permission.OWN_SIGN_IN)
@asks_again
def set_up_app() -> Response:
    """Show somebody who is signed in how to set an app up, or another one."""
    return app_page("set_up_app", CodeForm(formdata=None), current_user)


@bp.post("/your-sign-in/app", endpoint="set_up_app_now")
@requires(Permission.OWN_SIGN_IN)
@asks_again
def set_up_app_now() -> Response:
    """Take the app once a first code came back, and show new recovery codes."""
    form, key = CodeForm(), offered_key(current_user.fs_uniquifier)
    if not form.validate():
        return app_page("set_up_app", form, current_user, status=422)
    try:
        seed = second_factor.set_up(current_user.id, key, form.code.data or "", at=clock.now())
    except RefusedError:
        form.code.errors = [words_for_code(must_wait=False)]
        return app_page("set_up_app", form, current_user, status=422)
    let_in(sessions.renew(current_user.session_id, at=clock.now()))
    session["recovery_seed"] = seed
    return see_other("accounts.recovery_codes")


@bp.get("/your-sign-in/recovery-codes")
@requires(Permission.OWN_SIGN_IN)
@asks_again
def recovery_codes() -> Response:
    """Show codes that were just made, until they say that they have kept them."""
    seed = session.get("recovery_seed")
    if seed is None:
        return see_other("accounts.your_sign_in")
    codes = second_factor.recovery_codes(seed)
    return page("accounts/recovery_codes.html", codes=codes, onward=request.args.get("next", ""))


@bp.post("/your-sign-in/recovery-codes", endpoint="make_recovery_codes")
@requires(Permission.OWN_SIGN_IN)
@asks_again
def make_recovery_codes() -> Response:
    """Make new codes; the old ones work no more."""
    if factor_of(current_user.id) is None:
        return see_other("accounts.set_up_app")
    session["recovery_seed"] = second_factor.make_recovery_codes(current_user.id)
    return see_other("accounts.recovery_codes")


@bp.post("/your-sign-in/recovery-codes/kept", endpoint="keep_recovery_codes")
@requires(Permission.OWN_SIGN_IN)
def keep_recovery_codes() -> Response:
    """Show them no more, and lead on."""
    session.pop("recovery_seed", None)
    return go_on(request.form.get("next"))
