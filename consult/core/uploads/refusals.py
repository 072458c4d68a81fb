"""Why a file from a person is not taken. The wording of each reason is the page's."""

from collections.abc import Mapping
from typing import Literal

Reason = Literal[
    "animated",  # several pictures in one: we would keep only the first
    "archive",  # zip, gzip and the like: never opened
    "busy",  # too much is going on here: the same file may be sent again
    "damaged",
    "empty",
    "form",  # a PDF whose answers only one program can show: print it to a new PDF
    "heic",  # an iPhone’s own kind of photo: send as JPEG
    "locked",  # a PDF that opens only with a password
    "office",  # Word, Excel, OpenDocument, RTF: save as PDF
    "other-picture",  # GIF, TIFF and the like: save as JPEG or PNG
    "program",
    "sound-or-film",
    "too-complicated",  # takes more time or memory than we give to one file
    "too-large",  # facts: limit_mb
    "too-many-pages",  # facts: most_pages
    "too-many-pixels",  # facts: most_megapixels
    "unknown-kind",
    "web-page",  # HTML, SVG and other markup
]


class FileRefusedError(Exception):
    """A file we do not take. The facts are numbers for the page, never what the file holds."""

    def __init__(self, code: Reason, facts: Mapping[str, int] | None = None) -> None:
        super().__init__(code)
        self.code: Reason = code
        self.facts = dict(facts or {})
