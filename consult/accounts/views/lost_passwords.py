"""A lost password: the same words and the same time whether there is an account or not."""

from flask import Response, request

from consult.accounts.actions import lost_passwords as actions
from consult.accounts.actions.accounts import AccountRefusedError
from consult.accounts.actions.passwords import PasswordRefusedError
from consult.accounts.forms.people import LostPasswordForm, NewPasswordForm
from consult.accounts.forms.words import EASY_TO_GUESS, TOO_OFTEN
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import lost_passwords as queries
from consult.accounts.views.joining import KEY, bp
from consult.core import clock, mail
from consult.core.languages import current_language
from consult.core.pages import page, see_other
from consult.core.security import network_of


@bp.get("/lost-password")
@requires(Permission.SIGN_IN)
def lost_password() -> Response:
    """Ask for the address of the account."""
    return _ask_page(LostPasswordForm(formdata=None))


@bp.post("/lost-password", endpoint="ask_for_link")
@requires(Permission.SIGN_IN)
def ask_for_link() -> Response:
    """Note the wish. A job looks whether there is such an account, and mails the link."""
    form, network = LostPasswordForm(), network_of(request.remote_addr or "")
    if not form.validate():
        return _ask_page(form, status=422)
    try:
        language = current_language().code
        actions.ask(form.email.data or "", network=network, language=language, at=clock.now())
    except actions.AskedTooOftenError:
        form.email.errors = [TOO_OFTEN]
        return _ask_page(form, status=429)
    return see_other("joining.lost_password", asked="yes")


@bp.get(f"/new-password/<{KEY}:key>")
@requires(Permission.SIGN_IN)
def new_password(key: str) -> Response:
    """Ask for a new password. Looking uses the link up no more than before."""
    return _choose_page(key, NewPasswordForm(formdata=None))


@bp.post(f"/new-password/<{KEY}:key>", endpoint="choose_password")
@requires(Permission.SIGN_IN)
def choose_password(key: str) -> Response:
    """Keep the new password; every session from before ends."""
    form = NewPasswordForm()
    if not queries.open_with(key, at=clock.now()) or not form.validate():
        return _choose_page(key, form, status=422)
    try:
        actions.choose(key, form.password.data or "", at=clock.now())
    except PasswordRefusedError:
        form.password.errors = [EASY_TO_GUESS]
        return _choose_page(key, form, status=422)
    except (actions.LinkEndedError, AccountRefusedError):
        return _choose_page(key, form, status=422)
    return see_other("accounts.sign_in", joined="yes")


def _ask_page(form: LostPasswordForm, *, status: int = 200) -> Response:
    return page(
        "accounts/lost_password.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
        has_asked="asked" in request.args and not form.errors,
        sends=mail.is_offered(),
    )


def _choose_page(key: str, form: NewPasswordForm, *, status: int = 200) -> Response:
    is_open = queries.open_with(key, at=clock.now()) is not None
    return page(
        "accounts/new_password.html",
        status=status if is_open else 404,
        form=form,
        key=key,
        is_open=is_open,
        has_errors=bool(form.errors) and is_open,
    )
