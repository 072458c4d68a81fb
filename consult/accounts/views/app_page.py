"""The page on which an app is set up, for people half and wholly signed in."""

from flask import Response

from consult.accounts.actions.second_factor import offered_key
from consult.accounts.forms import CodeForm
from consult.accounts.queries import Account
from consult.accounts.rules import app_of
from consult.core.pages import page


def app_page(name: str, form: CodeForm, account: Account, *, status: int = 200) -> Response:
    """Show the key that this session offers: as a picture of words to type, and as a link."""
    app = app_of(offered_key(account.fs_uniquifier), label=account.email)
    return page(
        f"accounts/{name}.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
        key=app.pretty_key(sep=" "),
        link=app.to_uri(),
    )
