"""How far the chain has come, signed and kept outside the database too.

A chain of hashes alone can be made anew by whoever can write the database, or be cut at
its end. Neither the key nor these two files are in the database or its copies.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app

log = logging.getLogger(__name__)

CHECKPOINTS = "history.checkpoints"  # a line for each checkpoint
END = "history.end"  # one line: the end of the chain after the newest commit
END_SIZE = 400  # characters: always as many, so that a full disk has room for the next
WHAT_IS_SIGNED = "consult history 1"


@dataclass(frozen=True)
class Mark:
    """The place and the hash of an event at the end of the chain, at a moment, signed."""

    place: int
    hash: str
    at: datetime
    signature: str


def signed(place: int, hash_: str, *, at: datetime) -> Mark:
    """Return a signed mark."""
    return Mark(place, hash_, at, _key().sign(_message(place, hash_, at)).hex())


def is_ours(mark: Mark) -> bool:
    """Say whether a mark was signed with our key."""
    message = _message(mark.place, mark.hash, mark.at)
    try:
        _key().public_key().verify(bytes.fromhex(mark.signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def keep_outside(mark: Mark, *, after: tuple[int, str], as_line: bool) -> None:
    """Keep a mark outside the database: as the end of the chain, and as a line of its own.

    ``after``: the place and the hash where the chain stood before. If that is not the end we
    kept, the end is kept as a line: it may contradict the chain, and must not be written over.
    The commit is done, so this never fails: what the disk has no room for, the next mark
    says too, because it stands for the whole chain before it.
    """
    try:
        with _locked(_folder() / END) as end:
            before = _read(os.pread(end, END_SIZE, 0))
            if before and (before.place, before.hash) != after:
                _add_line(_folder() / CHECKPOINTS, _line(before))
            if as_line:
                _add_line(_folder() / CHECKPOINTS, _line(mark))
            if before is None or before.place < mark.place:
                os.pwrite(end, _line(mark).ljust(END_SIZE), 0)
    except OSError as error:
        log.warning("the history is not kept outside the database: %s", error.strerror)


def lines_outside() -> list[Mark]:
    """Return the marks that stand outside as lines. A line that was torn is left out."""
    path = _folder() / CHECKPOINTS
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [mark for line in lines if (mark := _read(line))]


def end_outside() -> Mark | None:
    """Return the end of the chain as it is kept outside; None if it is gone or unreadable."""
    try:
        with (_folder() / END).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)  # not while it is being written
            return _read(file.read())
    except FileNotFoundError:
        return None


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(current_app.config["HISTORY_KEY"]))


def _folder() -> Path:
    return Path(current_app.config["DATA"])


def _message(place: int, hash_: str, at: datetime) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps([WHAT_IS_SIGNED, place, hash_, moment]).encode()


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)  # which ends the lock on it


def _add_line(path: Path, line: bytes) -> None:
    """Write a line at the end of a file; one that was torn before it stays apart."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, b"\n" + line)
    finally:
        os.close(file)


def _line(mark: Mark) -> bytes:
    return json.dumps({**asdict(mark), "at": mark.at.isoformat()}).encode()


def _read(line: bytes) -> Mark | None:
    """Return the mark of a line; nothing for a line that was torn, or is empty."""
    try:
        said: dict[str, Any] = json.loads(line)
        at = datetime.fromisoformat(said["at"])
        return Mark(int(said["place"]), str(said["hash"]), at, str(said["signature"]))
    except (ValueError, TypeError, KeyError):
        return None
