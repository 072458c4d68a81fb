"""The page that an invitation leads to: looking uses nothing up, choosing a password does."""

from flask import Blueprint, Response

from consult.accounts.actions.accounts import AccountRefusedError
from consult.accounts.actions.invitations import InvitationRefusedError
from consult.accounts.actions.joining import accept as make_account
from consult.accounts.actions.passwords import PasswordRefusedError
from consult.accounts.forms.people import NewPasswordForm
from consult.accounts.forms.words import EASY_TO_GUESS, INVITATION_WORDS
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import invitations as queries
from consult.accounts.queries import organisations
from consult.accounts.rules import Standing
from consult.core import clock
from consult.core.pages import page, see_other

bp = Blueprint("joining", __name__, url_prefix="/<language:lang>/officer")

# No secret of ours is longer; nothing longer is looked for.
KEY = "string(maxlength=64)"


@bp.get(f"/invitation/<{KEY}:key>")
@requires(Permission.SIGN_IN)
def invitation(key: str) -> Response:
    """Show what somebody is invited to. Programs that look into letters come here too."""
    return _page(key, NewPasswordForm(formdata=None))


@bp.post(f"/invitation/<{KEY}:key>", endpoint="accept")
@requires(Permission.SIGN_IN)
def accept(key: str) -> Response:
    """Make the account with the password they chose, and let them sign in with it."""
    form, found = NewPasswordForm(), queries.invitation_with(key)
    is_open = found and queries.standing(found, clock.now()) is Standing.OPEN
    if not is_open or not form.validate():
        return _page(key, form, status=422)
    try:
        make_account(key, form.password.data or "", at=clock.now())
    except PasswordRefusedError:
        form.password.errors = [EASY_TO_GUESS]
        return _page(key, form, status=422)
    except (InvitationRefusedError, AccountRefusedError) as error:
        return _page(key, form, why=getattr(error, "why", "unknown"))
    return see_other("accounts.sign_in", joined="yes")


def _page(key: str, form: NewPasswordForm, *, status: int = 200, why: str = "") -> Response:
    """Ask for a password, or say why the letter opens nothing and how to go on."""
    found = queries.invitation_with(key)
    standing = queries.standing(found, clock.now()) if found else None
    if standing is not Standing.OPEN:
        why = standing or "unknown"
    organisation = organisations.by_id(found.organisation_id) if found else None
    return page(
        "accounts/invitation.html",
        status=(410 if found else 404) if why else status,
        form=form,
        has_errors=bool(form.errors) and not why,
        key=key,
        found=None if why else found,
        whose=organisation,
        why=INVITATION_WORDS[why] if why else "",
        is_used=why == Standing.USED,
    )
