"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired


class SignInForm(FlaskForm):
    """Who are you?"""

    email = StringField(_l("E-mail address"), [DataRequired(_l("Type your e-mail address"))])
    password = PasswordField(_l("Password"), [DataRequired(_l("Type your password"))])
    # Where they were going.
    next = HiddenField()
