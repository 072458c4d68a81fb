"""Bringing a consultation in from a file, and giving it out as one."""

import json
from collections.abc import Sequence

from flask import Response

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.pages import download, page, see_other
from consult.plan import queries
from consult.plan.actions.importing import import_definition
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.checks.files import read_document
from consult.plan.forms.importing import ImportForm
from consult.plan.forms.problems import marked_words_for
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/add-consultation")
@requires(Permission.IMPORT_CONSULTATION)
def import_file() -> Response:
    """Show the form for a definition file."""
    return page("plan/import_file.html", form=ImportForm())


@bp.post("/add-consultation", endpoint="import_file_now")
@requires(Permission.IMPORT_CONSULTATION)
def import_file_now() -> Response:
    """Make a consultation from the file, or show everything that is wrong with it."""
    form = ImportForm()
    if not form.validate():
        return _refused(form)
    document, problems = read_document(form.file.data.read() if form.file.data else b"")
    if document is None:
        return _refused(form, [marked_words_for(one) for one in problems])
    try:
        made = import_definition(
            document,
            by=current_person().shown_as,
            at=clock.now(),
            reason=form.reason.data,
            may_move_dates=current_person().may(Permission.CHANGE_DATES),
            organisation_id=current_person().organisation_id,
        )
    except DefinitionRefusedError as error:
        return _refused(form, [marked_words_for(one) for one in error.problems])
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return _refused(form)
    return see_other("home.officer_consultation", slug=made.slug)


@bp.get("/consultations/<slug>/definition.json")
@requires(Permission.EXPORT_CONSULTATION)
def export(slug: str) -> Response:
    """Give the definition as a file; importing it again changes nothing."""
    document = queries.exported(consultation_named(slug))
    body = json.dumps(document, ensure_ascii=False, indent=1)
    return download(body, name=f"{slug}.json", kind="application/json; charset=utf-8")


def _refused(form: ImportForm, problems: Sequence[str] = ()) -> Response:
    form.file.errors = [*form.file.errors, *problems]
    return page("plan/import_file.html", status=422, form=form, has_errors=True)
