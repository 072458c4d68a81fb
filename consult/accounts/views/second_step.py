"""After the password: a code from the app, a recovery code, or setting the app up."""

from flask import Response, request, session

from consult.accounts.actions import second_factor
from consult.accounts.actions.second_factor import offered_key
from consult.accounts.actions.tries import RefusedError
from consult.accounts.forms import (
    CodeForm,
    RecoveryForm,
    words_for_code,
    words_for_recovery_code,
)
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import Account, factor_of
from consult.accounts.views.app_page import app_page
from consult.accounts.views.door import (
    NotHalfSignedInError,
    bp,
    come_in,
    go_on,
    half_signed_in,
)
from consult.core import clock
from consult.core.pages import page, see_other
from consult.core.security import network_of


@bp.get("/sign-in/code")
@requires(Permission.SIGN_IN)
def code() -> Response:
    """Ask for the code that the app shows now."""
    half_signed_in()
    return _page("code", _asking(CodeForm))


@bp.post("/sign-in/code", endpoint="code_now")
@requires(Permission.SIGN_IN)
def code_now() -> Response:
    """Let them in when it is right."""
    account, form = half_signed_in(), CodeForm()
    if not form.validate():
        return _page("code", form, status=422)
    network = network_of(request.remote_addr or "")
    try:
        second_factor.check_code(account.id, form.code.data or "", network=network, at=clock.now())
    except RefusedError as error:
        form.code.errors = [words_for_code(must_wait=error.must_wait)]
        return _page("code", form, status=429 if error.must_wait else 422)
    come_in(account)
    return go_on(form.next.data)


@bp.get("/sign-in/recovery-code")
@requires(Permission.SIGN_IN)
def recovery_code() -> Response:
    """Ask for a recovery code instead."""
    half_signed_in()
    return _page("recovery_code", _asking(RecoveryForm))


@bp.post("/sign-in/recovery-code", endpoint="recovery_code_now")
@requires(Permission.SIGN_IN)
def recovery_code_now() -> Response:
    """Let them in when it is right, and show how many are left."""
    account, form = half_signed_in(), RecoveryForm()
    if not form.validate():
        return _page("recovery_code", form, status=422)
    network = network_of(request.remote_addr or "")
    try:
        second_factor.use_recovery_code(
            account.id, form.code.data or "", network=network, at=clock.now()
        )
    except RefusedError as error:
        form.code.errors = [words_for_recovery_code(must_wait=error.must_wait)]
        return _page("recovery_code", form, status=429 if error.must_wait else 422)
    come_in(account)
    return see_other("accounts.your_sign_in", done="recovered")


@bp.get("/sign-in/set-up")
@requires(Permission.SIGN_IN)
def set_up_first() -> Response:
    """Show somebody without an app how to set one up."""
    account = _without_app()
    return app_page("set_up_first", _asking(CodeForm), account)


@bp.post("/sign-in/set-up", endpoint="set_up_first_now")
@requires(Permission.SIGN_IN)
def set_up_first_now() -> Response:
    """Let them in once a first code came back, and show their recovery codes."""
    account, form = _without_app(), CodeForm()
    if not form.validate():
        return app_page("set_up_first", form, account, status=422)
    key = offered_key(account.fs_uniquifier)
    try:
        seed = second_factor.set_up(account.id, key, form.code.data or "", at=clock.now())
    except RefusedError:
        form.code.errors = [words_for_code(must_wait=False)]
        return app_page("set_up_first", form, account, status=422)
    come_in(account)
    session["recovery_seed"] = seed
    return see_other("accounts.recovery_codes", next=form.next.data or None)


def _without_app() -> Account:
    """Return who has to set an app up: who has one must show its code instead."""
    account = half_signed_in()
    if factor_of(account.id) is not None:
        raise NotHalfSignedInError
    return account


def _asking(form: type[CodeForm] | type[RecoveryForm]) -> CodeForm | RecoveryForm:
    return form(formdata=None, data={"next": request.args.get("next", "")})


def _page(name: str, form: CodeForm | RecoveryForm, *, status: int = 200) -> Response:
    return page(
        f"accounts/{name}.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
    )
