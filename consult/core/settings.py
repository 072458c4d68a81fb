"""Settings, read once from the environment; the README lists every one of them."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

ROOT = Path(__file__).resolve().parents[2]

# The longest answer we can store, in characters. A question may set a lower limit.
LONGEST_TEXT = 50_000
# The longest words beside an option (“Something else: …”), in characters.
LONGEST_OTHER = 500

# A whole page of typed text comes in, so that a too long answer can be shown back to
# the person instead of being lost. Past this the connection itself is refused.
LARGEST_BODY = 16 * 1024 * 1024

# An address for mail, and nothing that could add a line or a second address to a letter.
MAIL_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
MAIL_PORTS = {"smtp": 25, "smtps": 465}
A_DAY = 24 * 60  # minutes


class WrongSettingError(click.ClickException, ValueError):
    """A setting we cannot use. The text says what to change; commands show it and no more."""


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in, and from whom."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    # Encrypted from the first byte, or after asking for it.
    is_tls: bool
    is_starttls: bool
    sender: str


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Return Flask's settings from the environment; makes the data folder if needed.

    Raises WrongSettingError.
    """
    data = Path(environment.get("DATA", "data")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    base_url = _base_url(environment.get("BASE_URL", ""))
    organisation = _organisation(environment)
    secure = base_url.startswith("https://")
    return {
        "DATA": data,
        "BASE_URL": base_url,
        "SQLALCHEMY_DATABASE_URI": environment.get(
            "DATABASE_URL", f"sqlite:///{data / 'consult.db'}"
        ),
        "REDIS_URL": environment.get("REDIS_URL", f"unix://{data / 'valkey.sock'}"),
        "SWEEP_SECONDS": _seconds("SWEEP_SECONDS", environment.get("SWEEP_SECONDS", "30")),
        "LEASE_SECONDS": _seconds("LEASE_SECONDS", environment.get("LEASE_SECONDS", "30")),
        "GRACE_MINUTES": _whole("GRACE_MINUTES", environment.get("GRACE_MINUTES", "30"), A_DAY),
        "PROXIES": _whole("PROXIES", environment.get("PROXIES", "0"), 9),
        "REQUIRE_SECOND_FACTOR": _second_factor(environment.get("REQUIRE_SECOND_FACTOR", "yes")),
        "MAIL_SERVER": mail_server(
            environment.get("MAIL_URL", ""),
            sender=environment.get("MAIL_FROM") or organisation["email"],
        ),
        **_keys(environment, data),
        "ORGANISATION": organisation,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "MAX_FORM_PARTS": 5000,
        "SECURE_COOKIES": secure,
        "SESSION_COOKIE_NAME": "__Host-officer" if secure else "officer",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def _keys(environment: Mapping[str, str], data: Path) -> dict[str, str]:
    """Return what is kept apart from the database and from its copies."""
    history = environment.get("HISTORY_KEY") or _kept_secret(data / "history.key")
    return {
        "SECRET_KEY": environment.get("SECRET_KEY") or _kept_secret(data / "secret.key"),
        # Opens sealed answers.
        "SEALING_KEY": environment.get("SEALING_KEY") or _kept_secret(data / "sealing.key"),
        # Signs how far the history has come, so that nobody without it can write another.
        "HISTORY_KEY": _history_key(history),
    }


def _organisation(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        "name": environment.get("ORGANISATION_NAME", "Example Borough Council"),
        "phone": environment.get("ORGANISATION_PHONE", "020 7946 0123"),
        "email": environment.get("ORGANISATION_EMAIL", "consult@example.org"),
    }


def mail_server(url: str, *, sender: str) -> MailServer | None:
    """Return the server that MAIL_URL names; none when it is empty. Raises WrongSettingError."""
    if not url:
        return None
    parts, port = urlsplit(""), None
    with suppress(ValueError):  # asking for the port finds one that is no number
        parts = urlsplit(url)
        port = parts.port or MAIL_PORTS.get(parts.scheme)
    if not (port and parts.hostname and parts.scheme in MAIL_PORTS) or parts.path.strip("/"):
        raise WrongSettingError(
            "MAIL_URL must look like smtp://name:password@mail.example.org:587."
        )
    if parts.query and (parts.scheme, parts.query) != ("smtp", "starttls=1"):
        raise WrongSettingError(
            "Only smtp://… of MAIL_URL can end in a ?, and only in ?starttls=1."
        )
    if not MAIL_ADDRESS.fullmatch(sender):
        raise WrongSettingError(f"MAIL_FROM must be an e-mail address, not “{sender}”.")
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        is_starttls=bool(parts.query),
        sender=sender,
    )


def _base_url(text: str) -> str:
    """Return the public address without a slash at its end, so that paths can follow."""
    if text and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", text):
        raise WrongSettingError(
            f"BASE_URL must look like https://consult.example.org, not “{text}”."
        )
    return text.rstrip("/")


def _seconds(name: str, text: str) -> float:
    with suppress(ValueError):
        if 0 < (seconds := float(text)) <= A_DAY:
            return seconds
    raise WrongSettingError(f"{name} must be a number above 0 and up to {A_DAY}, not “{text}”.")


def _whole(name: str, text: str, most: int) -> int:
    if text.isascii() and text.isdigit() and int(text) <= most:
        return int(text)
    raise WrongSettingError(f"{name} must be a whole number from 0 to {most}, not “{text}”.")


def _history_key(text: str) -> str:
    if re.fullmatch("[0-9a-f]{64}", text):
        return text
    raise WrongSettingError("HISTORY_KEY must be 64 letters and digits: 0 to 9 and a to f.")


def _second_factor(text: str) -> bool:
    if text in ("yes", "no"):
        return text == "yes"
    raise WrongSettingError(f"REQUIRE_SECOND_FACTOR must be yes or no, not “{text}”.")


def _kept_secret(path: Path) -> str:
    """Return the secret in the file, making it on the first run. Only we may read it."""
    if not path.exists():
        # Two processes may start together: the one that links first decides.
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
