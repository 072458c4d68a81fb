"""How often people may try a code or ask for a letter: for one network, in an hour."""

from datetime import timedelta

from flask import abort

from consult.core import clock, mail
from consult.respond import queries
from consult.respond.actions import letters
from consult.respond.forms.returning import TOO_MANY_LETTERS, EmailForm

# A library full of people comes to fewer wrong codes; for one of 10,000 drafts a machine
# would need 58 years.
TRIES, TRIES_WITHIN = 30, timedelta(hours=1)
LETTERS = 20


def has_tried_enough(here: str) -> bool:
    """Say whether too many codes from a network opened nothing."""
    return queries.count_tries(here, since=clock.now() - TRIES_WITHIN) >= TRIES


def may_post(form: EmailForm, here: str) -> bool:
    """Say whether a letter may go to the address; if not, the form says why."""
    if not mail.is_offered():
        abort(404)
    if not form.validate():
        return False
    since = clock.now() - TRIES_WITHIN
    if queries.count_tries(letters.letters_from(here), since=since) >= LETTERS:
        form.email.errors = [TOO_MANY_LETTERS]
        return False
    return True
