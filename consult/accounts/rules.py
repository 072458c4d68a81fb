"""What a good password, a safe way onward and a patient number of tries are."""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from passlib.totp import TOTP, TokenError

SHORTEST_PASSWORD = 12
# The hash refuses more than 4,096 bytes; nobody types this many letters.
LONGEST_PASSWORD = 1000
LONGEST_EMAIL = 320


@dataclass(frozen=True)
class Patience:
    """How often something may be guessed wrongly, from when on it must wait, and for how long."""

    purpose: str
    for_account: int
    # From one network address, for all accounts.
    from_network: int
    within: timedelta


# For one account from one network address: others can always sign in meanwhile.
PASSWORD_TRIES = Patience("sign-in", 5, 20, timedelta(minutes=1))
# For an account from everywhere: 1 in 300,000 guesses is right, and the password was.
APP_TRIES = Patience("app code", 5, 20, timedelta(minutes=10))
# The way in for an owner whose app must wait; nobody guesses 55 bits.
RECOVERY_TRIES = Patience("recovery", 5, 20, timedelta(minutes=1))

CODE_PERIOD = 30  # seconds, as every app has it
RECOVERY_CODES = 10

# A session ends after this long without a page, and after this long in any case.
IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)
# Who typed the password has this long to type the code.
HALF_SIGNED_IN = timedelta(minutes=10)
# What takes people’s words away, or changes who may, asks again after this long.
PROVED_FOR = timedelta(minutes=10)

# No letters that look alike: people copy it from a terminal.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
MADE_UP_GROUPS = 5

# What most passwords are made of that somebody else guessed first. After these and the
# person’s own name are taken out, enough must be left.
GUESSED_FIRST = (
    *("password", "passw0rd", "letmein", "welcome", "iloveyou", "administrator", "admin"),
    *("qwertyuiop", "qwerty", "asdfghjkl", "zxcvbnm", "1q2w3e4r5t6y", "1qaz2wsx3edc"),
    *("1234567890", "0987654321", "12345", "54321", "abcdefgh", "consult", "council"),
    *("sunshine", "football", "liverpool", "charlie", "monkey", "dragon", "princess"),
    *("spring", "summer", "autumn", "winter", "changeme", "secret", "login", "test"),
)
SHORTEST_OWN = 3  # letters of a part of a name: “de” and “of” are in many words
LEAST_LEFT = 6  # different characters

# What browsers and systems call themselves, those first that also name another.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)

# One slash and then no second one of either kind, or the browser leaves for another site.
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")


class ShownAs(str):
    """How a person is named in public and in the history; it knows whose name it is."""

    __slots__ = ("officer_id", "roles")
    # None where there is no account: on the command line, or in an example.
    officer_id: int | None
    roles: Sequence[str]


def shown_as(name: str, roles: Sequence[str], officer_id: int | None = None) -> ShownAs:
    """Return how a person is named in public and in the history."""
    shown = ShownAs(f"{name}, {roles[0]}" if roles else name)
    shown.officer_id, shown.roles = officer_id, tuple(roles)
    return shown


def officer_of(name: str) -> int | None:
    """Return the account of somebody who is shown by a name, if it is known."""
    return getattr(name, "officer_id", None)


def roles_of(name: str) -> Sequence[str] | None:
    """Return the roles of somebody with an account; None for who works on the server itself."""
    return name.roles if isinstance(name, ShownAs) and name.officer_id is not None else None


def is_same_person(one: str, *, name: str, officer_id: int | None) -> bool:
    """Say whether a name is that of a person: by their accounts, or else by the name alone.

    The role after it does not count: it changes, and is not typed on the command line.
    """
    if officer_of(one) is not None and officer_id is not None:
        return officer_of(one) == officer_id
    here, there = (each.split(",", maxsplit=1)[0].strip().casefold() for each in (one, name))
    return here == there


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


def is_easy_to_guess(password: str, *, name: str, email: str) -> bool:
    """Return whether little is left of a password without what others would try first."""
    own = re.split(r"[\s.@_-]+", f"{name} {email}".lower())
    left = clean_password(password).lower()
    for part in (*GUESSED_FIRST, *(one for one in own if len(one) >= SHORTEST_OWN)):
        left = left.replace(part, "")
    return len(set(left)) < LEAST_LEFT


def made_up_password() -> str:
    """Return a password nobody can guess (99 bits), in groups that can be read out."""
    groups = (
        "".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(MADE_UP_GROUPS)
    )
    return "-".join(groups)


def is_local_path(path: str) -> bool:
    """Return whether an address to go on to stays on this site."""
    return LOCAL_PATH.fullmatch(path) is not None


def browser_family(user_agent: str) -> str:
    """Return a browser and its system as people know them: “Firefox, Windows”, or nothing."""
    found = (
        next((name for mark, name in names if mark in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found))


def app_of(key: bytes, *, label: str = "") -> TOTP:
    """Return the maker of codes for a key: six digits, SHA-1, half a minute (RFC 6238)."""
    return TOTP(key=key, format="raw", period=CODE_PERIOD, issuer="Consult", label=label)


def time_step_of(typed: str, key: bytes, *, at: datetime, after: int | None) -> int | None:
    """Return the half minute of a code that is right now, or None.

    A phone’s clock may be half a minute wrong. A code from ``after`` or before is used up.
    """
    digits = "".join(
        str(unicodedata.decimal(one, one)) for one in typed if not (one.isspace() or one == "-")
    )
    try:
        match = app_of(key).match(
            digits, int(at.timestamp()), window=CODE_PERIOD, last_counter=after
        )
    except TokenError:
        return None
    return int(match.counter)


def has_proved(proved_at: datetime | None, *, at: datetime) -> bool:
    """Return whether somebody showed a short while ago who they are."""
    return proved_at is not None and at - proved_at <= PROVED_FOR


# A link to a new password works for so long; in that time it may be asked for this often, for
# one account and from one network.
RESET_FOR = timedelta(hours=1)
ASKS_FOR_ACCOUNT = 3
ASKS_FROM_NETWORK = 20

# An invitation can be used for so long; then it is sent again.
INVITED_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Guest:
    """Somebody to be invited, as typed."""

    name: str
    email: str
    roles: Sequence[str]


class Standing(StrEnum):
    """Whether an invitation can be used."""

    OPEN = "open"
    EXPIRED = "expired"
    USED = "used"
    TAKEN_BACK = "taken-back"


def standing_of(
    *, expires_at: datetime, used_at: datetime | None, taken_back_at: datetime | None, at: datetime
) -> Standing:
    """Return whether an invitation can be used at a moment."""
    if used_at is not None:
        return Standing.USED
    if taken_back_at is not None:
        return Standing.TAKEN_BACK
    return Standing.OPEN if at < expires_at else Standing.EXPIRED


def in_order(wanted: Iterable[str], *, had: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the known ones of some roles: those somebody had first, as the first is shown."""
    wanted = set(wanted)
    return [role for role in dict.fromkeys((*had, *known)) if role in wanted and role in known]
