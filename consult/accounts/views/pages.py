"""The sign-in page and the way out."""

from flask import Blueprint, Response, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_security import login_user, logout_user

from consult.accounts.actions import signing_in
from consult.accounts.forms import SignInForm
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.accounts.rules import is_local_path
from consult.core import clock
from consult.core.pages import page, see_other
from consult.core.security import network_of

bp = Blueprint("accounts", __name__, url_prefix="/<language:lang>/officer")


@bp.get("/sign-in")
@requires(Permission.SIGN_IN)
def sign_in() -> Response:
    """Ask who somebody is."""
    form = SignInForm(formdata=None, data={"next": request.args.get("next", "")})
    return _sign_in_page(form)


@bp.post("/sign-in", endpoint="sign_in_now")
@requires(Permission.SIGN_IN)
def sign_in_now() -> Response:
    """Let them in, or say in the same words for every account what to do."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, status=422)
    network, now = network_of(request.remote_addr or ""), clock.now()
    try:
        account = signing_in.sign_in(
            form.email.data or "", form.password.data or "", network=network, at=now
        )
    except signing_in.SignInRefusedError as error:
        form.form_errors.append(_words_for(error))
        return _sign_in_page(form, status=429 if error.must_wait else 422)
    # Nothing of the session from before may live on, not even its token.
    session.clear()
    session.permanent = True
    login_user(account)
    return make_response(redirect(_onward(form.next.data), 303))


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
    )


def _words_for(error: signing_in.SignInRefusedError) -> str:
    words: str = _(
        "This e-mail address and this password do not go together. Check both and try again."
    )
    if error.must_wait:
        words = _("There were too many tries. Please wait a minute and try again.")
    return words


def _onward(path: str | None) -> str:
    return path if path and is_local_path(path) else url_for("home.desk")
