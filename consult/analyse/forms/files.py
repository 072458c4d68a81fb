"""What officers fill in to bring in a file: the file itself, and which column holds what."""

from pathlib import PurePath

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import ValidationError

from consult.analyse.forms import marked_words_for_table
from consult.analyse.rules.table import NotATableError, Table, read_table
from consult.core.letters import cleaned

LONGEST_NAME = 200  # characters
# As many as a page can check while somebody waits for it.
MOST_REPLIES = 20_000


class FileForm(FlaskForm):
    """A file of replies, which is read before anybody waits for the database."""

    file = FileField(_l("File of replies (CSV)"))

    raw: bytes = b""
    table: Table | None = None
    # How many replies it holds; a blank line is none.
    replies: int = 0

    def validate_file(self, field: FileField) -> None:
        """Say why a file is not one that we can read."""
        self.raw = field.data.read() if field.data else b""
        if not self.raw:
            raise ValidationError(_l("Choose a file"))
        try:
            self.table = read_table(self.raw)
        except NotATableError as error:
            raise ValidationError(marked_words_for_table(error)) from None
        self.replies = sum(row != {} for row in self.table.rows())
        if not self.replies:
            raise ValidationError(_l("The file has no replies below the names of its columns."))
        if self.replies > MOST_REPLIES:
            words = _l("The file has more than %(limit)s replies. Cut it into smaller files.")
            raise ValidationError(words % {"limit": f"{MOST_REPLIES:,}"})

    def name(self) -> str:
        """Return what the officer’s computer calls the file."""
        return (
            cleaned(PurePath(self.file.data.filename).name).strip()[:LONGEST_NAME] or "replies.csv"
        )
