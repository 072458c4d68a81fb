"""What is filled in about people, roles and invitations."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from consult.accounts.forms import new_password_field
from consult.accounts.forms.words import PROBLEM_WORDS, ROLE_WORDS
from consult.accounts.permissions import ACCOUNT_ROLES, EVERYWHERE
from consult.accounts.rules import LONGEST_EMAIL
from consult.core.letters import cleaned

LONGEST_NAME = 200


class RolesForm(FlaskForm):
    """What may somebody do?"""

    roles = SelectMultipleField(
        _l("What may they do?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        # Whoever sends a role that is not offered is refused, and that is written down.
        validate_choice=False,
    )

    def offer(self, *, whole_site: bool) -> None:
        """Offer the roles that this person can give."""
        offered = [one for one in ACCOUNT_ROLES if whole_site or one not in EVERYWHERE]
        self.roles.choices = [(role, ROLE_WORDS[role][0]) for role in offered]


class InviteForm(RolesForm):
    """Who is invited?"""

    # Not “name” and “email”: browsers would fill in those of the admin.
    guest = StringField(
        _l("Name"),
        [
            DataRequired(_l("Type their name")),
            Length(max=LONGEST_NAME, message=_l("Use 200 characters or fewer")),
        ],
        filters=[lambda one: " ".join(cleaned(one or "").split())],
    )
    mail_to = StringField(
        _l("E-mail address"),
        [
            DataRequired(_l("Type their e-mail address")),
            Length(max=LONGEST_EMAIL, message=PROBLEM_WORDS["email"]),
        ],
    )


class OrganisationForm(FlaskForm):
    """Which organisation is new here?"""

    called = StringField(
        _l("Name of the organisation"),
        [DataRequired(PROBLEM_WORDS["organisation"])],
        filters=[lambda one: cleaned(one or "").strip()],
    )


class NewPasswordForm(FlaskForm):
    """Which password do you want?"""

    password = new_password_field()


class LostPasswordForm(FlaskForm):
    """Where is the link mailed to?"""

    email = StringField(_l("E-mail address"), [DataRequired(_l("Type your e-mail address"))])
