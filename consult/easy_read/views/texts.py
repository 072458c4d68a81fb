"""Every Easy Read text of a consultation, and one of them with its parts."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.languages import LANGUAGES
from consult.core.pages import page, see_other
from consult.core.queue import latest_job
from consult.easy_read import actions, queries
from consult.easy_read.actions import EDITIONS, WrittenMeanwhileError
from consult.easy_read.checks import label_of, problems_in_parts, unexplained
from consult.easy_read.forms import words_of
from consult.easy_read.rules import MOST_PARTS, Parts, Subject, moved, without
from consult.easy_read.views.blueprint import TEXT, TEXTS, bp, languages_of, subject_at, version_of
from consult.editions.models import CONSULTATION, OUTCOME
from consult.plan.queries import consultation_at

CHANGES: Mapping[str, Callable[[Parts, int], Parts]] = {
    "up": lambda parts, at: moved(parts, at, by=-1),
    "down": lambda parts, at: moved(parts, at, by=1),
    "remove": without,
}


@bp.get(TEXTS)
@requires(Permission.TRANSLATE)
def texts(slug: str) -> Response:
    """List each text that there is or can be."""
    consultation = consultation_at(slug) or abort(404)
    found = {(one.about, one.language): one for one in queries.newest_texts(consultation)}
    subjects = (CONSULTATION, OUTCOME) if consultation.outcome else (CONSULTATION,)
    wanted = [(about, code) for about in subjects for code in languages_of(consultation)]
    return page(
        "easy_read/texts.html",
        consultation=consultation,
        listed=[(about, LANGUAGES[code], found.get((about, code))) for about, code in wanted],
    )


@bp.get(TEXT)
@requires(Permission.TRANSLATE)
def text(slug: str, about: str, code: str) -> Response:
    """Show the parts of a text, what is still to do, and where it stands."""
    return text_page(subject_at(slug, about, code))


@bp.post(TEXT)
@requires(Permission.TRANSLATE)
def rearrange(slug: str, about: str, code: str) -> Response:
    """Move a part, take one out, or undo the last change."""
    subject = subject_at(slug, about, code)
    by, at = current_person().shown_as, clock.now()
    if "undo" in request.form:
        actions.undo(subject, by=by, at=at)
        return see_other("easy_read.text", slug=slug, about=about, code=code)
    do, _dash, place = request.form.get("do", "").partition("-")
    if do not in CHANGES or not place.isdecimal():
        abort(404)
    try:
        seen = request.form.get("seen", type=int) or 0
        actions.write(subject, partial(_changed, do, int(place)), seen=seen, by=by, at=at)
    except WrittenMeanwhileError:
        return text_page(subject, status=409, is_passed=True)
    onward = see_other("easy_read.text", slug=slug, about=about, code=code)
    onward.location += f"#part-{int(place)}" if do == "remove" else f"#{do}-{int(place)}"
    return onward


def text_page(
    subject: Subject, *, status: int = 200, is_passed: bool = False, is_refused: bool = False
) -> Response:
    """Return the page of a text. Something that keeps it from being offered is a 422."""
    found = queries.newest(subject)
    parts: Parts = found.parts if found else ()
    words = version_of(subject).definition.words
    problems = problems_in_parts(parts, subject.language)
    offered = queries.offered_text(subject)
    return page(
        "easy_read/text.html",
        status=status,
        consultation=subject.consultation,
        subject=subject,
        spoken=LANGUAGES[subject.language],
        text=found,
        label=label_of(found) if found else "",
        offered=offered if offered and offered.language == subject.language else None,
        problems=[(one, words_of(one.problems)) for one in problems],
        hard=unexplained(parts, words, subject.language),
        is_full=len(parts) >= MOST_PARTS,
        is_passed=is_passed,
        is_refused=is_refused,
        job=latest_job(EDITIONS, subject.consultation.id),
        editions=queries.editions_of_texts(subject.consultation, [offered] if offered else []),
        has_errors=is_passed or is_refused,
    )


def _changed(do: str, at: int, parts: Parts) -> Parts:
    if at >= len(parts):
        abort(404)
    return CHANGES[do](parts, at)
