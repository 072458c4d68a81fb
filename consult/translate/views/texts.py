"""The pages on which a consultation is put into other languages."""

from collections.abc import Sequence
from itertools import groupby

from flask import Response, abort, request
from flask_wtf import FlaskForm

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.languages import LANGUAGES, Language
from consult.core.pages import page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import current_version
from consult.translate import queries
from consult.translate.actions.checking import check, take_back
from consult.translate.actions.offering import offer as offering
from consult.translate.actions.refusals import NotWholeError, RefusedError
from consult.translate.actions.writing import refuse_passed, write
from consult.translate.forms import (
    fault_words,
    part_form,
)
from consult.translate.rules.states import Text, counted, missing_for_offer
from consult.translate.views.blueprint import bp, found, language_at


@bp.get("/languages")
@requires(Permission.TRANSLATE)
def languages(slug: str) -> Response:
    """Show how far each language has come."""
    consultation = found(slug)
    sources, begun = queries.texts_by_language(consultation)
    rows = [(one, counted(begun.get(one.code, ()))) for one in _others()]
    return page(
        "translate/languages.html",
        consultation=consultation,
        languages_counted=rows,
        every=len(sources),
    )


@bp.get("/languages/<code>")
@requires(Permission.TRANSLATE)
def texts(slug: str, code: str) -> Response:
    """Show the texts of one part beside their translations."""
    consultation, into = found(slug), language_at(code)
    every = queries.texts_in(consultation, code)
    part = _part(every, request.args.get("part"))
    return _texts_page(consultation, into, every, part, form=part_form(part))


@bp.post("/languages/<code>", endpoint="texts_now")
@requires(Permission.TRANSLATE)
def texts_now(slug: str, code: str) -> Response:
    """Keep what was written; or say that what somebody else wrote is right."""
    consultation, into = found(slug), language_at(code)
    every = queries.texts_in(consultation, code)
    part = _part(every, request.args.get("part"))
    form = part_form(part)
    by, keys = current_person().shown_as, [one.source.key for one in part]
    try:
        _keep(consultation, into, part, form)
        if request.form.get("go") == "check":
            check(consultation, code, keys, by=by, at=clock.now())
        elif (key := request.form.get("take_back")) in keys:
            take_back(consultation, code, str(key), by=by)
    except RefusedError as error:
        every = queries.texts_in(consultation, code)
        return _texts_page(
            consultation, into, every, _part(every, part[0].source.part), form=form, error=error
        )
    follows = _following(every, part) if request.form.get("go") == "next" else part
    return see_other(
        "translate.texts", slug=slug, code=code, part=follows[0].source.part, saved="yes"
    )


@bp.post("/languages/<code>/offer", endpoint="offer")
@requires(Permission.OFFER_LANGUAGE)
def offer(slug: str, code: str) -> Response:
    """Let people read and answer in a language."""
    consultation, into = found(slug), language_at(code)
    by = current_person().shown_as
    try:
        offering(consultation, into.code, by=by, at=clock.now())
    except ReasonNeededError:
        return see_other("translate.late_language", slug=slug, code=code)
    except NotWholeError as error:
        every = queries.texts_in(consultation, code)
        part = _part(every, None)
        return _texts_page(consultation, into, every, part, form=part_form(part), error=error)
    return see_other("translate.languages", slug=slug)


def _keep(
    consultation: Consultation, into: Language, part: Sequence[Text], form: FlaskForm
) -> None:
    written = {one.source.key: form[f"text_{at}"].data or "" for at, one in enumerate(part)}
    seen = form["seen"].data or ""
    if seen.isdecimal():
        refuse_passed(consultation, into.code, written, seen=int(seen))
    write(
        consultation,
        into.code,
        written,
        by=current_person().shown_as,
        at=clock.now(),
    )


def _others() -> list[Language]:
    return [one for one in LANGUAGES.values() if one.code != "en"]


def _parts(every: Sequence[Text]) -> list[list[Text]]:
    return [list(group) for _name, group in groupby(every, key=lambda one: one.source.part)]


def _part(every: Sequence[Text], name: str | None) -> list[Text]:
    """Return the texts of a part; without its name, of the first that still needs somebody."""
    parts = _parts(every)
    due = [part for part in parts if any(one.is_due for one in part)]
    named = [part for part in parts if part[0].source.part == name]
    if name is not None and not named:
        abort(404)
    return (named or due or parts or abort(404))[0]


def _following(every: Sequence[Text], part: Sequence[Text]) -> list[Text]:
    parts = _parts(every)
    names = [one[0].source.part for one in parts]
    at = names.index(part[0].source.part)
    return parts[min(at + 1, len(parts) - 1)]


def _texts_page(
    consultation: Consultation,
    into: Language,
    every: Sequence[Text],
    part: Sequence[Text],
    *,
    form: FlaskForm,
    error: RefusedError | None = None,
) -> Response:
    rows = [one.newest.id for one in every if one.newest]
    form["seen"].data = str(max(rows, default=0))
    definition = current_version(consultation.id).definition
    return page(
        "translate/texts.html",
        status=409 if error else 200,
        consultation=consultation,
        into=into,
        form=form,
        part=part,
        parts=_parts(every),
        numbers=definition.numbers,
        counts=counted(every),
        missing=missing_for_offer(every),
        faults={
            one.source.key: [fault_words(problem) for problem in one.problems(into.code)]
            for one in part
        },
        error=error.code if error else "",
        passed=error.keys if error else (),
        has_errors=bool(error),
    )
