"""Texts out to translators’ own programs and back."""

from collections.abc import Sequence
from contextlib import closing

from flask import Response, abort

from accessibility.translation_check import problems_in_translation
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.languages import Language
from consult.core.pages import download, page, see_other
from consult.plan.models import Consultation
from consult.translate import queries
from consult.translate.actions.writing import write
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
from consult.translate.forms import MOST_SHOWN, NEVER_KEPT, SheetForm, fault_words, sheet_words
from consult.translate.rules.states import Text
from consult.translate.views.blueprint import bp, found, language_at

KINDS = {
    "xliff": "application/xliff+xml",
    "po": "text/x-gettext-translation; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


@bp.get("/languages/<code>.<ending>")
@requires(Permission.TRANSLATE)
def sheet(slug: str, code: str, ending: str) -> Response:
    """Give all texts of a language as a file for translators."""
    if ending not in ENDINGS:
        abort(404)
    consultation, into = found(slug), language_at(code)
    lines = tuple(_line(one) for one in queries.texts_in(consultation, into.code))
    body = write_sheet(Sheet(slug, code, lines), ending)
    return download(body, name=f"{slug}-{code}.{ending}", kind=KINDS[ending])


@bp.get("/languages/<code>/file")
@requires(Permission.TRANSLATE)
def sheet_form(slug: str, code: str) -> Response:
    """Show the files to take away, and the form to bring one back."""
    return _sheet_page(found(slug), language_at(code), SheetForm())


@bp.post("/languages/<code>/file", endpoint="sheet_now")
@requires(Permission.TRANSLATE)
def sheet_now(slug: str, code: str) -> Response:
    """Take the translations of a file, all or none."""
    consultation, into, form = found(slug), language_at(code), SheetForm()
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
    if not upload:
        raise UnreadableFileError
    ending = (upload.filename or "").rpartition(".")[2].lower()
    with closing(upload):
        given = read_sheet(upload.read(), ending)
    every = queries.texts_in(consultation, into.code)
    english = {one.source.key: one.source.text for one in every}
    problems = problems_in_sheet(given, slug=consultation.slug, language=into.code, english=english)
    if problems:
        return 0, problems
    texts = {line.key: line.text for line in given.lines if line.text.strip()}
    faulty = [
        SheetProblem("faulty", key, fault_words(fault))
        for key, text in texts.items()
        for fault in problems_in_translation(english[key], text, language=into.code)
        if fault.fault in NEVER_KEPT
    ]
    if faulty:
        return 0, faulty
    new = write(
        consultation,
        into.code,
        texts,
        by=current_person().shown_as,
        at=clock.now(),
        method=form.method.data,
    )
    return new, ()


def _line(text: Text) -> Line:
    newest = text.newest.text if text.newest else ""
    return Line(text.source.key, text.source.text, newest, text.state)


def _sheet_page(
    consultation: Consultation, into: Language, form: SheetForm, *, status: int = 200
) -> Response:
    return page(
        "translate/sheet_form.html",
        status=status,
        consultation=consultation,
        into=into,
        form=form,
        endings=ENDINGS,
        has_errors=bool(form.errors),
    )
