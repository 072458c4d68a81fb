"""Pandoc packs a page of HTML as another format, as a program of its own.

It reads and writes no file, and has a limit of time and of memory. The same page always
gives the same bytes.
"""

import io
import subprocess
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

_PANDOC = Path(str(files("pypandoc") / "files" / "pandoc"))
_MOST_SECONDS = 60
_LIMITS = ("+RTS", "-M512M", "-RTS", "--sandbox", "--from=html")
# No document knows when it was made: every date says the same.
_WITHOUT_A_DATE = {"SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8"}


class NotMade(RuntimeError):  # noqa: N818 (it says what became of the file)
    """Pandoc gave no file: its own words are for developers and operators."""


def packed(kind: str, page: str, *options: str) -> bytes:
    """Return a page in a format that pandoc knows by `kind`, such as "docx". Raises NotMade."""
    command = [str(_PANDOC), *_LIMITS, f"--to={kind}", *options, "--output=-"]
    try:
        done = subprocess.run(  # noqa: S603 (a program of ours; what people typed is its input)
            command,
            input=page.encode(),
            capture_output=True,
            timeout=_MOST_SECONDS,
            env=_WITHOUT_A_DATE,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise NotMade(f"pandoc took over {_MOST_SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        raise NotMade(error.stderr.decode(errors="replace").strip()) from error
    return done.stdout


def mended(package: bytes, mends: dict[str, Callable[[str], str]]) -> bytes:
    """Pack a file anew, each part in its order, with some parts put right."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name in mends:
                body = mends[name](body.decode()).encode()
            # Readers know an e-book by a first part that is not compressed.
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name), body, kind)
    return whole.getvalue()
