"""A program that reads files badly, as a fault in Pillow or pypdf might. Run by the tests."""

import os

from consult.core.uploads.apart import answer


def read_badly(raw: bytes) -> tuple[str, bytes]:
    """Do what the file says."""
    if raw == b"take memory":
        return "text/plain", bytes(400_000_000)
    while raw == b"take time":
        pass
    if raw == b"fall over":
        os.abort()
    if raw == b"tell secrets":
        return "text/plain", repr(dict(os.environ)).encode()
    raise RuntimeError(raw)


if __name__ == "__main__":
    answer(read_badly)
