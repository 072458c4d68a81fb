"""What an officer fills in about a video, and all the words for what is wrong with it."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from markupsafe import Markup, escape
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from accessibility.captions import CaptionFault, CaptionProblem
from accessibility.signed_video import FilmRefused
from consult.core.languages import in_order
from consult.core.letters import cleaned, has_unstorable
from consult.core.settings import LONGEST_TEXT
from consult.plan.forms.problems import CODE
from consult.plan.forms.reasons import REASON_FITS
from consult.sign_language.rules import (
    LONGEST_CAPTIONS,
    LONGEST_NAME,
    MOST_MB,
    Details,
    Wrong,
    minutes,
)
from consult.translate.rules.parity import Amends, Choice

MOST_SHOWN = 10  # problems of captions
SECURE = CODE.format("https://")
KIND = Markup('<bdi lang="en" dir="ltr">MP4 (H.264)</bdi>')
BYTES_IN_LETTER = 4  # at most, in UTF-8
TOO_LARGE = _l("This video is larger than %(most)s MB. Save it smaller, or give a link.") % {
    "most": MOST_MB
}
CAPTIONS_TOO_LARGE = _l("This file is too large to be captions. Choose the WebVTT file.")
CAPTIONS_NOT_TEXT = _l("We cannot read the letters in this file. Save it as UTF-8.")
CHANGED = _l(
    "The English words or this video changed while you were here. Look at both again, then "
    "press once more."
)
MISSING_SHARE = _l(
    "The transcript has only %(share)s of 100 words of the captions. It has to say what the "
    "video says, in the same order."
)
CHOOSE_AGAIN = _l("We do not have your video any more. Choose it again.")

WRONG_WORDS = {
    Wrong.NEITHER: _l("Choose a video, or give a link to one."),
    Wrong.BOTH: _l("Give a video or a link, not both."),
    Wrong.LINK: _l("A link has to begin with %(start)s and name a site."),
    Wrong.NO_CAPTIONS: _l("A video needs captions. Choose the WebVTT file."),
    Wrong.SAME_PERSON: _l("Nobody checks their own work. Name a second person."),
    Wrong.IN_FUTURE: _l("This day has not come yet. Give the day of the check."),
}
FILM_WORDS = {
    "damaged": _l("We cannot read all of this video. It may be cut off. Save it again as MP4."),
    "no-picture": _l("There is no picture in this file. Choose the video."),
    "not-mp4": _l("This file is not an MP4 video. Save it as MP4 (H.264)."),
    "other-codec": _l(
        "Not every browser can play this video (%(found)s). Save it as MP4 with H.264."
    ),
    "other-sound": _l(
        "Not every browser can play the sound of this video (%(found)s). Save it with AAC, or "
        "without sound."
    ),
    "too-complicated": _l("This video takes us too long to look at. Save it smaller."),
    "too-many-pixels": _l("The picture is too large (%(found)s). Save it as 1920 × 1080."),
}
CAPTION_WORDS = {
    CaptionFault.EMPTY: _l("There is no caption in it."),
    CaptionFault.CONTROL: _l("It holds signs that are no text. Save the captions again."),
    CaptionFault.UNREADABLE: _l("This is not WebVTT that we can read."),
    CaptionFault.CUE: _l("We cannot read the caption with these times: %(detail)s."),
    CaptionFault.SCRIPT: _l("Most of its letters are not those of English."),
    CaptionFault.BACKWARDS: _l("%(at)s: this caption ends before it begins."),
    CaptionFault.ORDER: _l("%(at)s: this caption begins before the one before has ended."),
    CaptionFault.SILENT: _l("%(at)s: this caption has no words."),
    CaptionFault.LINES: _l("%(at)s: this caption has %(detail)s lines. Two are the most."),
    CaptionFault.LETTERS: _l("%(at)s: a line has %(detail)s letters. 37 are the most."),
    CaptionFault.BEGINS_LATE: _l(
        "The first caption begins only at %(at)s. Do they belong to this video?"
    ),
    CaptionFault.ENDS_EARLY: _l(
        "The last caption ends at %(at)s, and the video goes on. Do they belong to it?"
    ),
    CaptionFault.PAST_THE_END: _l(
        "The last caption ends at %(at)s, after the video. Do they belong to it?"
    ),
    CaptionFault.HOLES: _l(
        "Only %(detail)s of 100 seconds have a caption; 95 is the least. The longest hole is "
        "at %(at)s."
    ),
}


def _line(label: str, missing: str) -> StringField:
    """Return a line that has to be filled in, with a name or a number on it."""
    fits = Length(max=LONGEST_NAME, message=_l("This is too long. We kept all of it here."))
    return StringField(
        label, filters=[cleaned, _stripped], validators=[DataRequired(missing), fits]
    )


def _stripped(value: str | None) -> str:
    return (value or "").strip()


class VideoForm(FlaskForm):
    """A video in sign language, in the order of the page."""

    seen = HiddenField()
    # The SHA-256 of a file that is here already.
    kept = HiddenField()
    video = FileField(_l("The video, as a file"))
    link = URLField(_l("Or a link to the video"), filters=[cleaned, _stripped])
    captions_file = FileField(_l("Captions in English, as a file (WebVTT)"))
    captions = TextAreaField(
        _l("The captions as they are here"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_CAPTIONS, message=CAPTIONS_TOO_LARGE)],
    )
    transcript = TextAreaField(
        _l("Transcript in English: what the video says, as text"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Write what the video says.")),
            Length(
                max=LONGEST_TEXT,
                message=_l("Make it %(limit)s characters or fewer. We kept all of it here.")
                % {"limit": LONGEST_TEXT},
            ),
        ],
    )
    signed_by = _line(_l("Who signs in the video?"), _l("Name who signs."))
    signer_number = _line(
        _l("Their registration number (NRCPD)"), _l("Give the number of who signs.")
    )
    checked_by = _line(_l("Who else has checked it?"), _l("Name who has checked it."))
    checker_number = _line(
        _l("The checker’s registration number (NRCPD)"), _l("Give the number of the checker.")
    )
    checked_on = DateField(
        _l("Day of the check"), validators=[InputRequired(_l("Give the day of the check."))]
    )
    fits = BooleanField(
        _l("The video says the same as the English words of today"),
        validators=[InputRequired(_l("Offer a video only when it says the same."))],
    )
    choice = RadioField(
        _l("What do you do about it?"),
        choices=[
            SelectChoice(Choice.EXTEND, _l("Everybody gets these days more")),
            SelectChoice(Choice.NEITHER, _l("Nothing, for the reason below")),
        ],
        validators=[InputRequired(_l("Choose one of these."))],
    )
    reason = TextAreaField(
        _l("Why is it late? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )

    def not_late(self) -> "VideoForm":
        """Leave out what is asked only of a video that comes late."""
        del self.choice, self.reason
        return self

    def ask_again(self) -> None:
        """Say that something changed, and let the officer say anew that it fits."""
        self.form_errors = [CHANGED]
        self.fits.data = False

    def amends(self) -> Amends | None:
        """Return what is done about being late, where it is."""
        if "choice" not in self:
            return None
        return Amends(Choice(self.choice.data), self.reason.data or "")

    def details(self) -> Details:
        """Return what was said of the video."""
        return Details(
            link=self.link.data or "",
            captions=self.captions.data or "",
            transcript=self.transcript.data or "",
            signed_by=self.signed_by.data or "",
            signer_number=self.signer_number.data or "",
            checked_by=self.checked_by.data or "",
            checker_number=self.checker_number.data or "",
            checked_on=cast(date, self.checked_on.data),
        )

    def take_captions(self) -> str:
        """Put a file of captions where it can be read and mended; return why it cannot be."""
        upload = self.captions_file.data
        if not upload:
            return ""
        raw = upload.read(LONGEST_CAPTIONS * BYTES_IN_LETTER + 1)
        if len(raw) > LONGEST_CAPTIONS * BYTES_IN_LETTER:
            return str(CAPTIONS_TOO_LARGE)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return str(CAPTIONS_NOT_TEXT)
        if has_unstorable(text):
            return str(CAPTIONS_NOT_TEXT)
        self.captions.data = cleaned(text)
        return ""

    def blame(self, problems: Iterable[tuple[str, str]]) -> None:
        """Put problems on the page, each at the field that can mend it."""
        for name, words in problems:
            shown = words if isinstance(words, Markup) else in_order(words)
            self[name].errors = [*self[name].errors, shown]


def wrong_words(wrong: Wrong) -> str:
    """Return in words what is wrong with what was filled in."""
    return escape(str(WRONG_WORDS[wrong])) % {"start": SECURE}


def film_words(error: FilmRefused) -> str:
    """Return in words why a file is not taken as a video."""
    return str(FILM_WORDS[error.code] % {"found": error.found})


def caption_words(problem: CaptionProblem) -> str:
    """Return in words what is wrong with captions, and where in the video."""
    return str(CAPTION_WORDS[problem.fault] % {"at": minutes(problem.at), "detail": problem.detail})
