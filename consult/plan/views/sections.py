"""One section: its title, what people read first, and its boxes of facts."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.actions import building
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.checks.parts import problems_in_part
from consult.plan.forms.parts import SectionForm, section_form
from consult.plan.forms.problems import marked_words_for
from consult.plan.models import Consultation
from consult.plan.rules.editing import SECTION, EditedByOthersError, mark_of, part_at
from consult.plan.views.blueprint import BUILD, bp, consultation_named, working_document

Raw = Mapping[str, Any]
NEW: Raw = {"id": "", "title": ""}


@bp.get(f"{BUILD}/add-section")
@requires(Permission.IMPORT_CONSULTATION)
def add_section(slug: str) -> Response:
    """Show the form for a new section."""
    return section_page(consultation_named(slug), section_form(NEW), NEW)


@bp.post(f"{BUILD}/add-section", endpoint="add_section_now")
@requires(Permission.IMPORT_CONSULTATION)
def add_section_now(slug: str) -> Response:
    """Keep a new section."""
    return _kept(consultation_named(slug), NEW)


@bp.get(f"{BUILD}/sections/<id>")
@requires(Permission.IMPORT_CONSULTATION)
def section(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Show a section to edit."""
    consultation = consultation_named(slug)
    before = _section(consultation, id)
    form = section_form(before)
    form.seen.data = mark_of(before)
    return section_page(consultation, form, before)


@bp.post(f"{BUILD}/sections/<id>", endpoint="section_now")
@requires(Permission.IMPORT_CONSULTATION)
def section_now(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Keep a section."""
    consultation = consultation_named(slug)
    return _kept(consultation, _section(consultation, id))


def section_page(
    consultation: Consultation, form: SectionForm, before: Raw, *, status: int = 200, **more: Any
) -> Response:
    """Return the page of a section."""
    return page(
        "plan/section.html",
        status=status,
        consultation=consultation,
        form=form,
        before=before,
        has_errors=status != 200,  # noqa: PLR2004 - anything but well
        **more,
    )


def _kept(consultation: Consultation, before: Raw) -> Response:
    form = section_form(before, list(request.form))
    made = form.section(before)
    if request.form.get("do") == "more":
        fresh = section_form(made, room=5)
        fresh.seen.data = form.seen.data
        return section_page(consultation, fresh, before)
    if form.validate():
        problems = problems_in_part("sections", {**made, "id": made["id"] or "new"})
        form.form_errors.extend(marked_words_for(one) for one in problems)
    if form.errors:
        return section_page(consultation, form, before, status=422)
    by, at = current_person().shown_as, clock.now()
    try:
        if before["id"]:
            place, seen = SECTION + before["id"], form.seen.data or ""
            building.save_part(consultation, place, made, seen=seen, by=by, at=at)
        else:
            building.add_section(consultation, made, by=by, at=at)
    except EditedByOthersError as error:
        form.seen.data, form.seen.raw_data = mark_of(error.theirs), None
        return section_page(consultation, form, before, status=409, theirs=error.theirs)
    except DefinitionRefusedError as error:
        form.form_errors.extend(marked_words_for(one) for one in error.problems)
        return section_page(consultation, form, before, status=422)
    return see_other("plan.build", slug=consultation.slug, kept="yes")


def _section(consultation: Consultation, wanted: str) -> dict[str, Any]:
    found: dict[str, Any] | None = part_at(working_document(consultation), SECTION + wanted)
    return found or abort(404)
