"""The pages on which a consultation is put into other languages."""

from collections.abc import Sequence
from itertools import groupby

from flask import Response, abort, request
from flask_wtf import FlaskForm

from accessibility.translation_check import problems_in_translation
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.languages import LANGUAGES, Language
from consult.core.pages import download, page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import current_version
from consult.translate import actions, queries
from consult.translate.checks.exchange import (
    ENDINGS,
    Line,
    Sheet,
    SheetProblem,
    UnreadableFileError,
    problems_in_sheet,
    read_sheet,
    write_sheet,
)
from consult.translate.forms import (
    MOST_SHOWN,
    NEVER_KEPT,
    SheetForm,
    fault_words,
    part_form,
    sheet_words,
)
from consult.translate.rules.states import Text, counted, missing_for_offer
from consult.translate.views.blueprint import bp, found

KINDS = {
    "xliff": "application/xliff+xml",
    "po": "text/x-gettext-translation; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


@bp.get("/languages")
@requires(Permission.TRANSLATE)
def languages(slug: str) -> Response:
    """Show how far each language has come."""
    consultation = found(slug)
    begun = queries.texts_by_language(consultation)
    rows = [(one, counted(begun.get(one.code, ()))) for one in _others()]
    every = len(queries.texts_in(consultation, "en"))
    return page(
        "translate/languages.html", consultation=consultation, languages_counted=rows, every=every
    )


@bp.get("/languages/<code>")
@requires(Permission.TRANSLATE)
def texts(slug: str, code: str) -> Response:
    """Show the texts of one part beside their translations."""
    consultation, into = found(slug), _language(code)
    every = queries.texts_in(consultation, code)
    part = _part(every, request.args.get("part"))
    return _texts_page(consultation, into, every, part, form=part_form(part))


@bp.post("/languages/<code>", endpoint="texts_now")
@requires(Permission.TRANSLATE)
def texts_now(slug: str, code: str) -> Response:
    """Keep what was written; or say that what somebody else wrote is right."""
    consultation, into = found(slug), _language(code)
    every = queries.texts_in(consultation, code)
    part = _part(every, request.args.get("part"))
    form = part_form(part)
    by, keys = current_person().shown_as, [one.source.key for one in part]
    try:
        _keep(consultation, into, part, form)
        if request.form.get("go") == "check":
            actions.check(consultation, code, keys, by=by, at=clock.now())
        elif (key := request.form.get("take_back")) in keys:
            actions.take_back(consultation, code, str(key), by=by)
    except (actions.OwnWorkError, actions.FaultyTextError, actions.ChangedMeanwhileError) as error:
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
    """Let people read and answer in a language, or stop it."""
    consultation, into = found(slug), _language(code)
    by = current_person().shown_as
    try:
        if "stop" in request.form:
            actions.stop_offering(consultation, into.code, by=by)
        else:
            actions.offer(consultation, into.code, by=by, at=clock.now())
    except ReasonNeededError:
        return see_other("translate.late_language", slug=slug, code=code)
    except actions.NotWholeError as error:
        every = queries.texts_in(consultation, code)
        part = _part(every, None)
        return _texts_page(consultation, into, every, part, form=part_form(part), error=error)
    return see_other("translate.languages", slug=slug)


@bp.get("/languages/<code>.<ending>")
@requires(Permission.TRANSLATE)
def sheet(slug: str, code: str, ending: str) -> Response:
    """Give all texts of a language as a file for translators."""
    if ending not in ENDINGS:
        abort(404)
    consultation, into = found(slug), _language(code)
    lines = tuple(_line(one) for one in queries.texts_in(consultation, into.code))
    body = write_sheet(Sheet(slug, code, lines), ending)
    return download(body, name=f"{slug}-{code}.{ending}", kind=KINDS[ending])


@bp.get("/languages/<code>/file")
@requires(Permission.TRANSLATE)
def sheet_form(slug: str, code: str) -> Response:
    """Show the files to take away, and the form to bring one back."""
    return _sheet_page(found(slug), _language(code), SheetForm())


@bp.post("/languages/<code>/file", endpoint="sheet_now")
@requires(Permission.TRANSLATE)
def sheet_now(slug: str, code: str) -> Response:
    """Take the translations of a file, all or none."""
    consultation, into, form = found(slug), _language(code), SheetForm()
    if not form.validate():
        return _sheet_page(consultation, into, form, status=422)
    try:
        new, problems = _taken(consultation, into, form)
    except UnreadableFileError:
        new, problems = 0, [SheetProblem("unreadable")]
    if new:
        return see_other("translate.texts", slug=slug, code=code, saved="yes")
    problems = problems or [SheetProblem("nothing-new")]
    form.file.errors = [sheet_words(one) for one in problems[:MOST_SHOWN]]
    return _sheet_page(consultation, into, form, status=422)


def _taken(
    consultation: Consultation, into: Language, form: SheetForm
) -> tuple[int, Sequence[SheetProblem]]:
    """Return how many texts a file brought, or what keeps it out."""
    upload = form.file.data
    ending = (upload.filename or "").rpartition(".")[2].lower() if upload else ""
    given = read_sheet(upload.read() if upload else b"", ending)
    every = queries.texts_in(consultation, into.code)
    english = [(one.source.key, one.source.text) for one in every]
    problems = problems_in_sheet(given, slug=consultation.slug, language=into.code, sources=english)
    if problems:
        return 0, problems
    texts = {line.key: line.text for line in given.lines if line.text.strip()}
    faulty = [
        SheetProblem("faulty", key, fault_words(fault))
        for key, text in texts.items()
        for fault in problems_in_translation(dict(english)[key], text, language=into.code)
        if fault.fault in NEVER_KEPT
    ]
    if faulty:
        return 0, faulty
    new = actions.write(
        consultation,
        into.code,
        texts,
        by=current_person().shown_as,
        at=clock.now(),
        method=form.method.data,
    )
    return new, ()


def _keep(
    consultation: Consultation, into: Language, part: Sequence[Text], form: FlaskForm
) -> None:
    written = {one.source.key: form[f"text_{at}"].data or "" for at, one in enumerate(part)}
    seen = form["seen"].data or ""
    if seen.isdecimal():
        actions.refuse_passed(consultation, into.code, written, seen=int(seen))
    actions.write(
        consultation,
        into.code,
        written,
        by=current_person().shown_as,
        at=clock.now(),
    )


def _others() -> list[Language]:
    return [one for one in LANGUAGES.values() if one.code != "en"]


def _language(code: str) -> Language:
    one = LANGUAGES.get(code)
    return one if one and one.code != "en" else abort(404)


def _line(text: Text) -> Line:
    newest = text.newest.text if text.newest else ""
    return Line(text.source.key, text.source.text, newest, text.state)


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
    error: Exception | None = None,
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
        error=type(error).__name__ if error else "",
        passed=getattr(error, "keys", ()),
        has_errors=bool(error),
    )


def _sheet_page(
    consultation: Consultation, into: Language, form: SheetForm, *, status: int = 200
) -> Response:
    return page(
        "translate/file.html",
        status=status,
        consultation=consultation,
        into=into,
        form=form,
        endings=ENDINGS,
        has_errors=bool(form.errors),
    )
