"""What an edition is, thought without a database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A file that was made, or what keeps it from being offered."""

    about: str
    format: str
    language: str
    source: str
    body: bytes
    problem: str = ""
