"""A language as a sheet of texts, whatever file it stands in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One text of a file: its key, the English, the translation so far and its state."""

    key: str
    source: str
    text: str = ""
    state: str = ""


@dataclass(frozen=True)
class Sheet:
    """All texts of a consultation in one language."""

    slug: str
    language: str
    lines: tuple[Line, ...] = field(default=())


class UnreadableFileError(Exception):
    """A file that holds no translations we can read; nothing of it was taken."""
