"""Putting a video in sign language beside the words, and taking it away."""

import hashlib
from datetime import datetime, timedelta
from typing import IO

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.exc import IntegrityError

from consult.core import audit
from consult.core.database import db
from consult.editions.models import CONSULTATION
from consult.plan.actions.holding import hold
from consult.plan.actions.versions import canonical, seal
from consult.plan.rules.timetable import State, state_of
from consult.sign_language import queries
from consult.sign_language.checks import CameFilm
from consult.sign_language.models import PIECE, SignedVideo, VideoFile, VideoPiece
from consult.sign_language.queries import Subject
from consult.sign_language.rules import Details
from consult.translate.actions.offering import come_late
from consult.translate.rules.parity import Amends, Late

# How it is named where everybody reads what came late.
ITS_NAME = "British Sign Language (BSL)"
# A file that no video has any more: somebody may still be watching it, or filling in the form.
KEPT_FOR = timedelta(days=1)
# What it is called among all that people see.
SEALED = "signed-video"


class ChangedMeanwhileError(Exception):
    """The English or the video is not what was on the page."""


def keep_file(came: CameFilm, *, at: datetime) -> VideoFile:
    """Keep a video that was looked at, in pieces; the same bytes are there once."""
    file = VideoFile(
        sha256=came.sha256,
        size=came.size,
        seconds=came.film.seconds,
        width=came.film.width,
        height=came.film.height,
        kept_at=at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(file)
            db.session.flush()
            _keep_pieces(file.id, came.file)
    except IntegrityError:
        return kept_file(came.sha256, at=at) or file
    return file


def kept_file(sha256: str, *, at: datetime) -> VideoFile | None:
    """Return a file that was kept before, and keep it for longer."""
    file = queries.file_named(sha256)
    if file:
        file.kept_at = at
        db.session.flush()
    return file


def refuse_changed(subject: Subject, *, seen: str) -> None:
    """Raise ChangedMeanwhileError where the English or the video is not what was on the page.

    ``seen`` is the mark of that page. Nobody passes before the transaction ends.
    """
    hold(subject.consultation)
    if seen != queries.mark_of(_as_now(subject)):
        raise ChangedMeanwhileError


def offer(
    subject: Subject,
    details: Details,
    file: VideoFile | None,
    *,
    amends: Amends | None,
    by: str,
    at: datetime,
) -> None:
    """Let people see a video, in place of the one before if there is one.

    Raises ReasonNeededError where it comes later than the rest and nobody says why.
    """
    hold(subject.consultation)
    days = queries.days_late_for(subject, at)
    if days:
        come_late(subject.consultation, Late(ITS_NAME, days), amends=amends, by=by, at=at)
    found = queries.kept(subject)
    video = found.video if found else _new(subject)
    _fill(video, details, file)
    # The dates may just have moved, which the officer knows who moved them.
    video.source = _as_now(subject).source
    video.kept_by, video.kept_at, video.away_at = by, at, None
    video.offered_at = video.offered_at or at
    db.session.add(video)
    subject.consultation.has_signed_video = True
    if subject.about == CONSULTATION:
        said = [file.sha256 if file else "", video.link, video.captions, video.transcript]
        seal(subject.consultation, SEALED, audit.sha256(canonical(said)), by=by)
    _record("signed_video.offered", subject, by, file=file.sha256 if file else "", link=video.link)


def take_away(subject: Subject, *, by: str, at: datetime) -> None:
    """Let people see a video no longer. All of it stays, to be put back."""
    hold(subject.consultation)
    found = queries.kept(subject)
    if found is None or found.video.away_at is not None:
        return
    found.video.away_at = at
    if state_of(subject.consultation, at) in (State.DRAFT, State.UPCOMING):
        found.video.offered_at = None  # nobody had it who could answer
    if subject.about == CONSULTATION:
        seal(subject.consultation, SEALED, None, by=by)
    _record("signed_video.taken_away", subject, by)


def tidy(*, at: datetime) -> None:
    """Delete files that no video has any more."""
    is_used = exists().where(SignedVideo.file_id == VideoFile.id)
    left = db.session.scalars(
        select(VideoFile.id)
        .where(~is_used, VideoFile.kept_at < at - KEPT_FOR)
        .with_for_update(skip_locked=True)
    ).all()
    db.session.execute(delete(VideoPiece).where(VideoPiece.file_id.in_(left)))
    db.session.execute(delete(VideoFile).where(VideoFile.id.in_(left)))


def _keep_pieces(file_id: int, file: IO[bytes]) -> None:
    file.seek(0)
    number = 0
    while body := file.read(PIECE):
        db.session.execute(insert(VideoPiece), {"file_id": file_id, "number": number, "body": body})
        number += 1


def _as_now(subject: Subject) -> Subject:
    """Return a subject with the hash of now: that of a consultation may just have changed."""
    if subject.about != CONSULTATION:
        return subject
    return queries.subject_of(subject.consultation)


def _new(subject: Subject) -> SignedVideo:
    return SignedVideo(consultation_id=subject.consultation.id, about=subject.about)


def _fill(video: SignedVideo, details: Details, file: VideoFile | None) -> None:
    captions = details.captions if file else ""
    video.file_id, video.link = (file.id if file else None), details.link
    video.captions, video.transcript = captions, details.transcript
    video.captions_sha256 = hashlib.sha256(captions.encode()).hexdigest() if captions else ""
    video.signed_by, video.signer_number = details.signed_by, details.signer_number
    video.checked_by, video.checker_number = details.checked_by, details.checker_number
    video.checked_on = details.checked_on


def _record(event: str, subject: Subject, by: str, **facts: object) -> None:
    audit.record(
        event,
        who=by,
        subject="consultation",
        subject_id=subject.consultation.id,
        about=subject.about,
        source=subject.source,
        **facts,
    )
