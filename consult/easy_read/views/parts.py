"""Writing one part: a heading, and ideas with their pictures."""

from functools import partial
from typing import Any

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.languages import LANGUAGES
from consult.core.pages import NUMBER, page, see_other
from consult.easy_read import queries
from consult.easy_read.actions import WrittenMeanwhileError, write
from consult.easy_read.checks import problems_of_idea
from consult.easy_read.forms import PartForm, part_form, words_of
from consult.easy_read.rules import (
    MOST_IDEAS,
    MOST_PARTS,
    Part,
    Parts,
    Subject,
    moved,
    with_part,
    without,
)
from consult.easy_read.views.blueprint import TEXT, bp, subject_at
from consult.plan.queries import current_version
from consult.plan.rules.definition import Definition

PART = f"{TEXT}/<{NUMBER}:at>"


@bp.get(PART)
@requires(Permission.TRANSLATE)
def part(slug: str, about: str, code: str, at: int) -> Response:
    """Show a part to write at; behind the last there is room for a new one."""
    subject = subject_at(slug, about, code)
    parts, seen = _parts(subject)
    if at > min(len(parts), MOST_PARTS - 1):
        abort(404)
    found = parts[at] if at < len(parts) else Part()
    form = part_form(found, _definition(subject))
    form.seen.data = seen
    return part_page(subject, at, form)


@bp.post(PART)
@requires(Permission.TRANSLATE)
def save(slug: str, about: str, code: str, at: int) -> Response:
    """Keep a part, then go where the button says: to a picture, on, or nowhere else."""
    subject = subject_at(slug, about, code)
    form = part_form(Part(), _definition(subject), list(request.form))
    if not form.validate() or at >= MOST_PARTS:
        return part_page(subject, at, form, status=422)
    do, _dash, place = request.form.get("do", "").partition("-")
    idea = int(place) if place.isdecimal() else 0
    change = partial(_changed, at, form.part(), do, idea)
    by = current_person().shown_as
    try:
        write(subject, change, seen=form.seen.data or 0, by=by, at=clock.now())
    except WrittenMeanwhileError:
        parts, seen = _parts(subject)
        form.seen.data, form.seen.raw_data = seen, None
        passed = parts[at] if at < len(parts) else None
        return part_page(subject, at, form, status=409, passed=passed or Part())
    return _onward(subject, at, do, idea)


def part_page(
    subject: Subject, at: int, form: PartForm, *, status: int = 200, **more: Any
) -> Response:
    """Return the page of a part."""
    ideas = form.part().ideas
    return page(
        "easy_read/part.html",
        status=status,
        consultation=subject.consultation,
        subject=subject,
        spoken=LANGUAGES[subject.language],
        at=at,
        form=form,
        problems=[words_of(problems_of_idea(one, subject.language)) for one in ideas],
        has_errors=bool(form.errors) or "passed" in more,
        **more,
    )


def _definition(subject: Subject) -> Definition:
    """Return the questions in English, as officers know them."""
    return current_version(subject.consultation.id).definition


def _parts(subject: Subject) -> tuple[Parts, int]:
    text = queries.newest(subject)
    return (text.parts, text.id) if text else ((), 0)


def _changed(at: int, part: Part, do: str, idea: int, parts: Parts) -> Parts:
    if at > len(parts):
        abort(404)
    ideas = part.ideas
    if do == "up":
        ideas = moved(ideas, idea, by=-1)
    elif do == "down":
        ideas = moved(ideas, idea, by=1)
    elif do == "remove":
        ideas = without(ideas, idea)
    return with_part(parts, at, Part(part.heading, part.question, ideas[:MOST_IDEAS]))


def _onward(subject: Subject, at: int, do: str, idea: int) -> Response:
    where = {"slug": subject.consultation.slug, "about": subject.about, "code": subject.language}
    if do == "picture":
        return see_other("easy_read.pictures", at=at, idea=idea, **where)
    if do == "leave":
        return see_other("easy_read.text", **where)
    onward = see_other("easy_read.part", at=at, saved="yes", **where)
    target = {"up": idea - 1, "down": idea + 1, "remove": idea}.get(do)
    onward.location += "" if target is None else f"#text_{max(target, 0)}"
    return onward
