"""A stored video as a file that can be read from any place, a piece at a time."""

import io
from typing import Any

from flask import current_app
from sqlalchemy import select

from consult.core.database import db, reading
from consult.sign_language.models import PIECE, VideoFile, VideoPiece


class StoredFilm(io.RawIOBase):
    """Holds one piece, and no connection between two: people on slow lines take minutes.

    It is read after the page has been answered, so it brings its own app context. Where the
    file was deleted meanwhile, it ends.
    """

    def __init__(self, file: VideoFile) -> None:
        """Begin at the first byte."""
        super().__init__()
        self._app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - since: as Flask’s documents say
        self._file_id, self._size = file.id, file.size
        self._at = 0
        self._number, self._piece = -1, b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from any place."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, and return it from the beginning."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Return where it is."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as the piece at this place goes."""
        number, place = divmod(self._at, PIECE)
        if number != self._number:
            self._number, self._piece = number, self._read(number)
        part = self._piece[place : place + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _read(self, number: int) -> bytes:
        wanted = select(VideoPiece.body).where(
            VideoPiece.file_id == self._file_id, VideoPiece.number == number
        )
        with self._app.app_context(), reading():
            return db.session.scalar(wanted) or b""
