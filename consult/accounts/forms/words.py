"""What roles are called, and why something was not done: in words that say how to go on."""

from flask_babel import lazy_gettext as _l

# What a role is called, and in one sentence what it is for today.
ROLE_WORDS = {
    "officer": (_l("Officer"), _l("Prepares consultations, types answers in, decides on themes.")),
    "publisher": (
        _l("Publisher"),
        _l("All that an officer does; also opens, changes dates and publishes."),
    ),
    "analyst": (_l("Analyst"), _l("Reads answers and the report before it is published.")),
    "translator": (_l("Translator"), _l("Puts texts and answers into other languages.")),
    "moderator": (
        _l("Moderator"),
        _l("Reads answers. Hiding names in them is not possible yet."),
    ),
    "equality analyst": (
        _l("Equality analyst"),
        _l("Sees what people said about themselves, counted. Reads no answers."),
    ),
    "data-protection lead": (
        _l("Data-protection lead"),
        _l("Reads answers, deletes one when a person asks, and sees the history."),
    ),
    "champion": (
        _l("Champion"),
        _l("Agrees, or does not, when an open consultation should close sooner."),
    ),
    "group organiser": (
        _l("Group organiser"),
        _l("Only sees the desk for now. Links for a group come later."),
    ),
    "organisation admin": (
        _l("Organisation admin"),
        _l("Invites people, gives them roles and ends accounts."),
    ),
    "platform admin": (
        _l("Platform admin"),
        _l("Looks after accounts of every organisation. Reads no answers."),
    ),
    "auditor": (
        _l("Auditor"),
        _l("Sees the desk and the history of every organisation. Changes nothing."),
    ),
}

# Why something was not done, and how to go on. “role” is a role in words.
PROBLEM_WORDS = {
    "no-role": _l("Choose at least one role"),
    "platform-role": _l("Only people who look after the whole site can give or take this role."),
    "own-role": _l("You cannot give yourself a role. Ask another admin."),
    "own-account": _l("You cannot end your own account. Ask another admin."),
    "own-app": _l("You cannot take your own app away. Change it under “Your sign-in”."),
    "last": _l(
        "Nobody else here is “%(role)s”. Give somebody else this role first, then try again."
    ),
    "has-account": _l("This person has an account here already. Look in the list of people."),
    "is-invited": _l("This person is invited already. You can send the letter again."),
    "no-mail": _l(
        "This site sends no e-mail yet. Ask the people who run it to add the account for you."
    ),
    "email": _l("Type an e-mail address like name@example.org"),
    "organisation": _l("Type a name of up to 200 characters that no other organisation has"),
}

# What is wrong with an invitation, and how to go on.
INVITATION_WORDS = {
    "unknown": _l("This link is not complete, or it is an old one. Look for our newest e-mail."),
    "expired": _l("This invitation has ended: it was good for 7 days. Ask for a new one."),
    "used": _l("This invitation was used already. You can sign in."),
    "taken-back": _l("This invitation was taken back. Ask the people who invited you."),
    "has-account": _l(
        "Your e-mail address has an account on this site already, for another organisation. "
        "Ask the people who invited you to use another address."
    ),
}

EASY_TO_GUESS = _l("Others would guess this password. Choose another one.")
TOO_OFTEN = _l("This was asked too often. Please wait an hour, then try again.")
