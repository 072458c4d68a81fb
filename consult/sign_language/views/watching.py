"""The page on which a video is watched, its captions, and the film itself from any place."""

from typing import IO, cast

from flask import Response, abort, make_response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from consult.accounts.permissions import Permission, requires
from consult.core.languages import ENGLISH
from consult.core.pages import page
from consult.plan.models import Consultation
from consult.plan.queries import public_consultation_at
from consult.sign_language import queries
from consult.sign_language.models import VideoFile
from consult.sign_language.queries import Subject
from consult.sign_language.queries.pieces import StoredFilm
from consult.sign_language.rules import megabytes, minutes
from consult.sign_language.views.blueprint import bp

PUBLIC = "/consultations/<slug>/bsl"
# Its address is the hash of what is there.
FOR_LONG = "public, max-age=31536000, immutable"
AT_ONCE = 256 * 1024  # bytes


@bp.get(PUBLIC)
@requires(Permission.READ_PUBLIC)
def video(slug: str) -> Response:
    """Show what a consultation says in sign language, with the words of the video."""
    return page_of(queries.subject_of(_public(slug)))


@bp.get(f"{PUBLIC}/<sha256>.mp4")
@requires(Permission.READ_PUBLIC)
def film(slug: str, sha256: str) -> Response:
    """Give a video, or the part of it that a player asks for."""
    file = queries.public_file(_public(slug), sha256) or abort(404)
    return _kept_for_long(_part_of(file), "video/mp4")


@bp.get(f"{PUBLIC}/<sha256>.vtt")
@requires(Permission.READ_PUBLIC)
def captions(slug: str, sha256: str) -> Response:
    """Give the captions of a video."""
    found = queries.public_captions(_public(slug), sha256) or abort(404)
    return _kept_for_long(make_response(found), "text/vtt; charset=utf-8")


def page_of(subject: Subject) -> Response:
    """Return the page of a video, or let it be unknown."""
    shown = queries.shown_of(subject.consultation, {subject.about: subject.source})
    found = shown.get(subject.about) or abort(404)
    return page(
        "sign_language/video.html",
        consultation=subject.consultation,
        shown=found,
        about=subject.about,
        english=ENGLISH,
        minutes=minutes,
        megabytes=megabytes,
    )


def _part_of(file: VideoFile) -> Response:
    """Return the bytes that were asked for: 206 for a part, 416 for one that is not there."""
    film = cast(IO[bytes], StoredFilm(file))
    answer = Response(FileWrapper(film, AT_ONCE), direct_passthrough=True)
    answer.content_length = file.size
    answer.set_etag(file.sha256)
    try:
        answer.make_conditional(request, accept_ranges=True, complete_length=file.size)
    except RequestedRangeNotSatisfiable:
        return Response(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    return answer


def _kept_for_long(answer: Response, kind: str) -> Response:
    answer.headers["Content-Type"] = kind
    answer.headers["Cache-Control"] = FOR_LONG
    return answer


def _public(slug: str) -> Consultation:
    return public_consultation_at(slug) or abort(404)
