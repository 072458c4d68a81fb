"""Files that people send: read by their content, written anew, and only then kept."""

from dataclasses import dataclass

from consult.core.uploads.apart import read_apart
from consult.core.uploads.kinds import JPEG, PDF, PNG, TEXT, kind_of
from consult.core.uploads.names import shown_name
from consult.core.uploads.refusals import FileRefusedError, Reason
from consult.core.uploads.texts import clean_text

__all__ = ["CleanFile", "FileRefusedError", "Reason", "clean_file"]

BYTES_IN_MB = 1024 * 1024
EXTENSIONS = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf", TEXT: ".txt"}


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept: its kind (one of EXTENSIONS), what it holds, a name to show."""

    kind: str
    extension: str
    body: bytes
    name: str


def clean_file(raw: bytes, name: str, *, limit_mb: int) -> CleanFile:
    """Return what a person sent, written anew without anything they did not mean to send.

    Takes up to 4 seconds of work, and more when many send at once, so never call it while
    holding a lock on the database. Raises FileRefusedError.
    """
    if not raw:
        raise FileRefusedError("empty")
    if len(raw) > limit_mb * BYTES_IN_MB:
        raise FileRefusedError("too-large", {"limit_mb": limit_mb})
    kind, body = _cleaned(kind_of(raw), raw)
    extension = EXTENSIONS[kind]
    return CleanFile(kind, extension, body, shown_name(name, extension))


def _cleaned(kind: str, raw: bytes) -> tuple[str, bytes]:
    if kind == TEXT:
        return TEXT, clean_text(raw)
    return read_apart(f"{__name__}.{'pdfs' if kind == PDF else 'pictures'}", raw)
