"""What a good password, a safe way onward and a patient number of tries are."""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

SHORTEST_PASSWORD = 12
# The hash refuses more than 4,096 bytes; nobody types this many letters.
LONGEST_PASSWORD = 1000
LONGEST_EMAIL = 320

# A wrong password may be tried this often in a minute: for one account from one network
# address, and from that address for all accounts. Others can always sign in meanwhile.
PATIENCE = timedelta(minutes=1)
TRIES_FOR_ACCOUNT = 5
TRIES_FROM_NETWORK = 20

# A session ends after this long without a page, and after this long in any case.
IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)

# No letters that look alike: people copy it from a terminal.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
MADE_UP_GROUPS = 5

# One slash and then no second one of either kind, or the browser leaves for another site.
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")


class ShownAs(str):
    """How a person is named in public and in the history; it knows whose name it is."""

    __slots__ = ("officer_id",)
    # None where there is no account: on the command line, or in an example.
    officer_id: int | None


def shown_as(name: str, roles: Sequence[str], officer_id: int | None = None) -> ShownAs:
    """Return how a person is named in public and in the history."""
    shown = ShownAs(f"{name}, {roles[0]}" if roles else name)
    shown.officer_id = officer_id
    return shown


def officer_of(name: str) -> int | None:
    """Return the account of somebody who is shown by a name, if it is known."""
    return getattr(name, "officer_id", None)


def is_same_person(one: str, *, name: str, officer_id: int | None) -> bool:
    """Say whether a name is that of a person: by their accounts, or else by how they are shown."""
    if officer_of(one) is not None and officer_id is not None:
        return officer_of(one) == officer_id
    return one == name


def clean_email(typed: str) -> str:
    """Return an e-mail address as we keep it."""
    return unicodedata.normalize("NFC", typed).strip().lower()


def can_be_email(email: str) -> bool:
    """Return whether the database could hold it at all."""
    return len(email) <= LONGEST_EMAIL and "\0" not in email


def clean_password(typed: str) -> str:
    """Return a password spelled in one way, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFC", typed)


def is_long_enough(password: str) -> bool:
    """Return whether a new password has a length that we take."""
    return SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD


def made_up_password() -> str:
    """Return a password nobody can guess (99 bits), in groups that can be read out."""
    groups = (
        "".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(MADE_UP_GROUPS)
    )
    return "-".join(groups)


def is_local_path(path: str) -> bool:
    """Return whether an address to go on to stays on this site."""
    return LOCAL_PATH.fullmatch(path) is not None
