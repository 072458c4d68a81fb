"""What officers type to be let in, and the words for what is wrong with it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from consult.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, clean_password


class SignInForm(FlaskForm):
    """Who are you?"""

    email = StringField(_l("E-mail address"), [DataRequired(_l("Type your e-mail address"))])
    password = PasswordField(_l("Password"), [DataRequired(_l("Type your password"))])
    # Where they were going.
    next = HiddenField()


class CodeForm(FlaskForm):
    """What does your app show now?"""

    code = StringField(
        _l("Code from your app"),
        [DataRequired(_l("Type the code that your app shows"))],
        description=_l("Six digits. The app shows new ones every half minute."),
    )
    next = HiddenField()


class RecoveryForm(FlaskForm):
    """Which of your recovery codes do you use?"""

    code = StringField(
        _l("Recovery code"),
        [DataRequired(_l("Type one of your recovery codes"))],
        description=_l("Twelve letters and digits. It works once."),
    )
    next = HiddenField()


class AgainForm(FlaskForm):
    """Are you still the same person?"""

    password = PasswordField(_l("Password"), [DataRequired(_l("Type your password"))])
    next = HiddenField()


class AgainWithCodeForm(AgainForm):
    """The same for somebody who has an app."""

    code = StringField(
        _l("Code from your app"),
        [DataRequired(_l("Type the code that your app shows"))],
        description=_l("A new one: each code works once."),
    )


def new_password_field() -> PasswordField:
    """Return the field in which a password is chosen."""
    least, most = SHORTEST_PASSWORD, LONGEST_PASSWORD
    return PasswordField(
        _l("New password"),
        [
            DataRequired(_l("Type a new password")),
            Length(min=least, max=most, message=_l("Use 12 characters or more")),
        ],
        # Counted as it is kept: a letter and its accent, typed as two signs, are one.
        filters=[lambda typed: clean_password(typed or "")],
        description=_l(
            "12 characters or more. Three words that have nothing to do with each other are good."
        ),
    )


class PasswordForm(FlaskForm):
    """Which password do you want instead of the one you have?"""

    password = PasswordField(
        _l("Password you have now"), [DataRequired(_l("Type the password you have now"))]
    )
    new_password = new_password_field()


def words_for_password(*, must_wait: bool) -> str:
    """Say what to do after a wrong e-mail address or password, whether or not there is one."""
    words: str = _(
        "This e-mail address and this password do not go together. Check both and try again."
    )
    return words_for_waiting() if must_wait else words


def words_for_code(*, must_wait: bool) -> str:
    """Say what to do after a wrong code."""
    words: str = _(
        "This code is not right, or it was used before. Wait for a new one and try again."
    )
    waiting: str = _("There were too many wrong codes. Wait 10 minutes, or use a recovery code.")
    return waiting if must_wait else words


def words_for_recovery_code(*, must_wait: bool) -> str:
    """Say what to do after a wrong recovery code."""
    words: str = _("This code is not right, or it was used before. Check it, or use another.")
    return words_for_waiting() if must_wait else words


def words_for_again(*, must_wait: bool, has_app: bool) -> str:
    """Say what to do when somebody could not show again who they are."""
    alone: str = _("This password is not right. Try again.")
    both: str = _("The password or the code is not right. Use a new code, and try again.")
    if must_wait:
        return words_for_code(must_wait=True) if has_app else words_for_waiting()
    return both if has_app else alone


def words_for_waiting() -> str:
    """Say that it was tried too often."""
    words: str = _("There were too many tries. Please wait a minute and try again.")
    return words
