"""Settings, read once from the environment; the README lists every one of them."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# The longest answer we can store, in characters. A question may set a lower limit.
LONGEST_TEXT = 50_000
# The longest words beside an option (“Something else: …”), in characters.
LONGEST_OTHER = 500

# A whole page of typed text comes in, so that a too long answer can be shown back to
# the person instead of being lost. Past this the connection itself is refused.
LARGEST_BODY = 16 * 1024 * 1024


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Return Flask's settings from the environment; makes the data folder if needed."""
    data = Path(environment.get("DATA", "data")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    base_url = environment.get("BASE_URL", "")
    secure = base_url.startswith("https://")
    return {
        "DATA": data,
        "BASE_URL": base_url,
        "SQLALCHEMY_DATABASE_URI": environment.get(
            "DATABASE_URL", f"sqlite:///{data / 'consult.db'}"
        ),
        "REDIS_URL": environment.get("REDIS_URL", f"unix://{data / 'valkey.sock'}"),
        "SWEEP_SECONDS": float(environment.get("SWEEP_SECONDS", "30")),
        "LEASE_SECONDS": float(environment.get("LEASE_SECONDS", "30")),
        "SECRET_KEY": environment.get("SECRET_KEY") or _kept_secret(data / "secret.key"),
        # Opens sealed answers. Kept apart from the database and from its copies.
        "SEALING_KEY": environment.get("SEALING_KEY") or _kept_secret(data / "sealing.key"),
        "ORGANISATION": {
            "name": environment.get("ORGANISATION_NAME", "Example Borough Council"),
            "phone": environment.get("ORGANISATION_PHONE", "020 7946 0123"),
            "email": environment.get("ORGANISATION_EMAIL", "consult@example.org"),
        },
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "MAX_FORM_PARTS": 5000,
        "SECURE_COOKIES": secure,
        "SESSION_COOKIE_NAME": "__Host-officer" if secure else "officer",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


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
