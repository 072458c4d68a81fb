"""Where officers put a video in sign language beside the words, and take it away."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from flask import Response, abort, make_response, redirect, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import page
from consult.core.security import takes_up_to
from consult.plan.queries import consultation_at
from consult.sign_language import actions, checks, forms, queries
from consult.sign_language.forms import VideoForm
from consult.sign_language.models import VideoFile
from consult.sign_language.queries import Subject
from consult.sign_language.rules import MOST_MB, megabytes, minutes, problems_with
from consult.sign_language.views.blueprint import bp

OFFICER = "/officer/consultations/<slug>/bsl"
# Somewhat more than a video may have: who sends a larger one reads why, with all they typed.
LARGEST_BODY = (MOST_MB + 40) * 1024 * 1024


@dataclass(frozen=True)
class Looked:
    """What came as a video: one that can be played, or in words why it cannot be taken."""

    came: checks.CameFilm | None = None
    problem: str = ""


@bp.get(OFFICER)
@requires(Permission.SEE_DESK)
def desk(slug: str) -> Response:
    """Show the video of a consultation, and the form to put one there."""
    return desk_of(queries.subject_of(consultation_at(slug) or abort(404)))


@bp.post(OFFICER, endpoint="desk_now")
@requires(Permission.OFFER_SIGNED_VIDEO)
@takes_up_to(LARGEST_BODY)
def desk_now(slug: str) -> Response:
    """Offer a video of a consultation, or take it away."""
    with looked_at() as looked:
        return change(queries.subject_of(consultation_at(slug) or abort(404)), looked)


@contextmanager
def looked_at() -> Iterator[Looked]:
    """Look at the video that came: seconds of work, so before the database is asked anything."""
    with tempfile.TemporaryFile() as file:
        yield _look(file)


def _look(file: IO[bytes]) -> Looked:
    upload = request.files.get("video")
    if not upload or not upload.filename:
        return Looked()
    try:
        return Looked(checks.came(upload.stream, file))
    except checks.TooLargeError:
        return Looked(problem=str(forms.TOO_LARGE))
    except checks.FilmRefused as error:
        return Looked(problem=forms.film_words(error))


def desk_of(subject: Subject) -> Response:
    """Return the officer’s page of a video, with what is there so far."""
    found = queries.kept(subject)
    video = found.video if found else None
    there = {name: getattr(video, name) for name in _KEPT} if video else {}
    form = _form_of(subject, VideoForm(formdata=None, data=there), clock.now())
    return _page(subject, form, found.file if found else None)


def change(subject: Subject, looked: Looked) -> Response:
    """Offer what was filled in, or take the video away; or show what is wrong with it."""
    by, at = current_person().shown_as, clock.now()
    if request.form.get("go") == "away":
        actions.take_away(subject, by=by, at=at)
        return _back()
    form = _form_of(subject, VideoForm(), at)
    file, problems = _file_of(form, looked)
    if not _is_whole(form, file, problems):
        return _page(subject, form, file, status=422)
    try:
        actions.refuse_changed(subject, seen=form.seen.data or "")
        actions.offer(subject, form.details(), file, amends=form.amends(), by=by, at=at)
    except actions.ChangedMeanwhileError:
        form.ask_again()
        return _page(subject, form, file, status=409)
    except ReasonNeededError as error:
        form.blame(("reason", str(one.question)) for one in error.broken)
        return _page(subject, form, file, status=422)
    return _back()


_KEPT = (
    *("link", "captions", "transcript", "signed_by", "signer_number"),
    *("checked_by", "checker_number", "checked_on"),
)


def _form_of(subject: Subject, form: VideoForm, at: datetime) -> VideoForm:
    return form if queries.days_late_for(subject, at) else form.not_late()


def _file_of(form: VideoForm, looked: Looked) -> tuple[VideoFile | None, list[tuple[str, str]]]:
    """Return the file that is meant, kept so that nobody chooses it twice, and what is wrong.

    A link stands for itself: then a file that was here before is not meant.
    """
    if looked.problem:
        return None, [("video", looked.problem)]
    if looked.came:
        return actions.keep_file(looked.came, at=clock.now()), []
    if not form.kept.data or form.link.data:
        return None, []
    file = actions.kept_file(form.kept.data, at=clock.now())
    return file, [] if file else [("video", str(forms.CHOOSE_AGAIN))]


def _is_whole(form: VideoForm, file: VideoFile | None, problems: list[tuple[str, str]]) -> bool:
    if words := form.take_captions():
        problems.append(("captions_file", words))
    if form.validate() and not problems:
        problems += _problems_of(form, file)
    form.blame(problems)
    return not form.errors


def _problems_of(form: VideoForm, file: VideoFile | None) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a video and all that goes with it, by the field that mends it."""
    details = form.details()
    for name, wrong in problems_with(details, has_file=file is not None, today=day_of(clock.now())):
        yield name, forms.wrong_words(wrong)
    if file and details.captions.strip():
        found = checks.problems_in(details.captions, seconds=file.seconds)
        for problem in found[: forms.MOST_SHOWN]:
            yield "captions", forms.caption_words(problem)
        share = checks.share_of(details.captions, details.transcript)
        if share is not None:
            yield "transcript", str(forms.MISSING_SHARE % {"share": share})


def _back() -> Response:
    return make_response(redirect(f"{request.path}?saved=yes", 303))


def _page(
    subject: Subject, form: VideoForm, file: VideoFile | None, *, status: int = 200
) -> Response:
    form.seen.data = queries.mark_of(subject)
    form.kept.data = file.sha256 if file else ""
    return page(
        "sign_language/desk.html",
        status=status,
        consultation=subject.consultation,
        about=subject.about,
        found=queries.kept(subject),
        form=form,
        file=file,
        days=queries.days_late_for(subject, clock.now()),
        most_mb=MOST_MB,
        secure=forms.SECURE,
        kind=forms.KIND,
        minutes=minutes,
        megabytes=megabytes,
        has_errors=bool(form.errors),
    )
