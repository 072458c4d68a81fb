"""Sealed text: AES-256-GCM under a key for each purpose, bound to the row it stands in.

What is sealed can be read only with the key file, which is not in the database or its
copies, and only in the row it was sealed for. One purpose opens nothing of another.
"""

import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

NONCE = 12  # bytes, as NIST SP 800-38D advises for GCM
KEY = 32  # bytes


class SealBrokenError(Exception):
    """Sealed text that was changed, moved to another row, or sealed under another key."""


def seal(purpose: str, bound_to: str, plain: bytes) -> bytes:
    """Return a text sealed for a purpose and a row. The same text never looks the same."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_derived(purpose)).encrypt(nonce, plain, bound_to.encode())


def unseal(purpose: str, bound_to: str, sealed: bytes) -> bytes:
    """Return the text. Raises SealBrokenError when it is not from this purpose and row."""
    try:
        return AESGCM(_derived(purpose)).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError):
        # Without the cause: it can carry nothing useful, and must carry no text.
        raise SealBrokenError(purpose) from None


def seal_json(purpose: str, bound_to: str, value: Any) -> bytes:
    """Return plain data sealed."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return seal(purpose, bound_to, plain.encode())


def unseal_json(purpose: str, bound_to: str, sealed: bytes) -> Any:
    """Return plain data that was sealed. Raises SealBrokenError like unseal."""
    return json.loads(unseal(purpose, bound_to, sealed))


def name_apart(purpose: str, row: str) -> str:
    """Return the name under which something that belongs to a row is kept apart from it.

    Without the key file nobody can tell which row it belongs to.
    """
    return hmac.digest(_derived(purpose + " name"), row.encode(), "sha256").hex()


def _derived(purpose: str) -> bytes:
    keys: dict[str, bytes] = current_app.extensions.setdefault("sealing", {})
    if purpose not in keys:
        master = str(current_app.config["SEALING_KEY"]).encode()
        derivation = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose.encode())
        keys[purpose] = derivation.derive(master)
    return keys[purpose]
