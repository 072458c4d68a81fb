"""The page on which an app is set up, for people half and wholly signed in."""

import segno
from flask import Response

from consult.accounts.actions.second_factor import offered_key
from consult.accounts.forms import CodeForm
from consult.accounts.queries import Account
from consult.accounts.rules import app_of
from consult.core.pages import page


def app_page(name: str, form: CodeForm, account: Account, *, status: int = 200) -> Response:
    """Show the key that this session offers: as a picture, as text to type, and as a link."""
    app = app_of(offered_key(account.fs_uniquifier), label=account.email)
    return page(
        f"accounts/{name}.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
        key=app.pretty_key(sep=" "),
        link=app.to_uri(),
        picture=_picture_of(app.to_uri()),
    )


def _picture_of(address: str) -> str:
    """Return a QR code that cameras read in every colour theme, as the address of a picture."""
    code = segno.make_qr(address, error="m")
    found: str = code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff")
    return found
