"""Coming back to what was begun, and to what was sent."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Form, HiddenField, StringField
from wtforms.validators import DataRequired, Email, Length, Optional

LONGEST_EMAIL = 254

COME_BACK_PROBLEMS = {
    "no-code": _l("Write the code that you were given"),
    "no-such-code": _l(
        "We find no answers with this code. Check each letter. A code has no 0, 1, 2, 5, 8, B, I, "
        "L, O, S or Z."
    ),
    "no-such-link": _l("This link opens nothing any more. You can use your code instead."),
    "sent": _l("These answers have been sent. You can see them with your receipt code."),
    "too-many": _l("Too many codes were tried from here. Please wait an hour, or call us."),
    "no-such-receipt": _l("We find no answers with this receipt code. Check each letter."),
}


TOO_MANY_LETTERS = _l(
    "Many letters were sent from here. Please wait an hour, or write the code down."
)


class CodeForm(Form):
    """A code to type in."""

    code = StringField()

    def problem(self, name: str) -> None:
        """Say what is wrong with the code."""
        self.code.errors = [COME_BACK_PROBLEMS[name]]


class ComeBackForm(CodeForm):
    """The code of a draft, or the key from a mailed link."""

    code = StringField(_l("Your code"))
    key = HiddenField()


class ReceiptForm(CodeForm):
    """The code of a receipt."""

    code = StringField(_l("Your receipt code"))


class EmailForm(Form):
    """An e-mail address, to send one letter to."""

    draft = HiddenField()
    code = HiddenField()
    email = EmailField(
        _l("Your e-mail address"),
        [
            DataRequired(_l("Write your e-mail address")),
            Length(max=LONGEST_EMAIL, message=_l("This address is too long")),
            Email(_l("Write an address like name@example.org")),
        ],
    )


class ContactForm(EmailForm):
    """Where to write when the outcome is there. Left empty, nothing is kept."""

    email = EmailField(
        _l("Your e-mail address"),
        [
            Optional(),
            Length(max=LONGEST_EMAIL, message=_l("This address is too long")),
            Email(_l("Write an address like name@example.org")),
        ],
    )
