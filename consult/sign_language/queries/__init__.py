"""Reading videos in sign language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from consult.core.database import db
from consult.core.days import day_of
from consult.editions.models import CONSULTATION, OUTCOME
from consult.plan.checks.editions import source_of
from consult.plan.checks.promises import looks_for_what_is_behind
from consult.plan.models import Consultation
from consult.plan.queries import current_version
from consult.plan.rules.definition import SIGNED
from consult.plan.rules.timetable import State, state_of
from consult.sign_language.models import SignedVideo, VideoFile
from consult.sign_language.rules import came_late
from consult.translate.rules.parity import days_late


@dataclass(frozen=True)
class Subject:
    """What a video says in sign language, and the hash of the English as it is now."""

    consultation: Consultation
    about: str
    source: str


@dataclass(frozen=True)
class Shown:
    """A video with its file, if it has one, and whether the English is still the same."""

    video: SignedVideo
    file: VideoFile | None
    is_current: bool


def subject_of(consultation: Consultation) -> Subject:
    """Return what a video of a consultation has to say: its words, questions and dates."""
    sha256 = current_version(consultation.id).sha256
    return Subject(consultation, CONSULTATION, source_of(consultation, sha256))


@looks_for_what_is_behind
def signed_before(consultation: Consultation) -> Sequence[str]:
    """Return the code of signed videos where the one that is shown says what was said before."""
    shown = shown_of(consultation, {CONSULTATION: subject_of(consultation).source})
    return [SIGNED for one in shown.values() if not one.is_current]


def outcome_of(consultation: Consultation, sha256: str) -> Subject:
    """Return what a video of an outcome has to say. Later stages know the hash of outcomes."""
    return Subject(consultation, OUTCOME, sha256)


def shown_of(consultation: Consultation, sources: Mapping[str, str]) -> Mapping[str, Shown]:
    """Return the videos that people can see, by what they are about; ``sources`` by the same."""
    if not consultation.has_signed_video:
        return {}
    rows = db.session.execute(
        select(SignedVideo, VideoFile)
        .outerjoin(VideoFile, VideoFile.id == SignedVideo.file_id)
        .where(
            SignedVideo.consultation_id == consultation.id,
            SignedVideo.about.in_(sources),
            SignedVideo.away_at.is_(None),
        )
    )
    return {
        video.about: Shown(video, file, video.source == sources[video.about])
        for video, file in rows
    }


def kept(subject: Subject) -> Shown | None:
    """Return the video of a subject, also one that was taken away."""
    found = db.session.execute(
        select(SignedVideo, VideoFile)
        .outerjoin(VideoFile, VideoFile.id == SignedVideo.file_id)
        .where(
            SignedVideo.consultation_id == subject.consultation.id,
            SignedVideo.about == subject.about,
        )
    ).first()
    return Shown(found[0], found[1], found[0].source == subject.source) if found else None


def mark_of(subject: Subject) -> str:
    """Return what changes when the English or the video does: who saw it saw these."""
    found = kept(subject)
    moments = (found.video.kept_at, found.video.away_at) if found else ()
    return "-".join((subject.source, *(str(one.timestamp()) for one in moments if one)))


def days_late_for(subject: Subject, at: datetime) -> int:
    """Return how many days people waited for its video, where that is to be made up for."""
    consultation, found = subject.consultation, kept(subject)
    approved = consultation.approved_at
    days = days_late(consultation.opens, day_of(approved) if approved else None, at=day_of(at))
    is_late = came_late(
        days,
        offered_at=found.video.offered_at if found else None,
        is_open=subject.about == CONSULTATION and state_of(consultation, at) == State.OPEN,
    )
    return days if is_late else 0


def file_named(sha256: str) -> VideoFile | None:
    """Return the file with these bytes."""
    return db.session.scalar(select(VideoFile).where(VideoFile.sha256 == sha256))


def public_file(consultation: Consultation, sha256: str) -> VideoFile | None:
    """Return a file that people can see on the pages of a consultation."""
    return db.session.scalar(
        select(VideoFile)
        .join(SignedVideo, SignedVideo.file_id == VideoFile.id)
        .where(
            VideoFile.sha256 == sha256,
            SignedVideo.consultation_id == consultation.id,
            SignedVideo.away_at.is_(None),
        )
        .limit(1)
    )


def public_captions(consultation: Consultation, sha256: str) -> str | None:
    """Return captions that people can see on the pages of a consultation."""
    return db.session.scalar(
        select(SignedVideo.captions)
        .where(
            SignedVideo.captions_sha256 == sha256,
            SignedVideo.consultation_id == consultation.id,
            SignedVideo.away_at.is_(None),
        )
        .limit(1)
    )
