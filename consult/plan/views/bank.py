"""Saved questions: those that come with the site, and what officers saved."""

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.actions import bank as saving
from consult.plan.actions import building
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.forms.bank import BANK_WORDS
from consult.plan.forms.problems import marked_words_for
from consult.plan.models import Consultation
from consult.plan.queries import bank as reading
from consult.plan.rules.editing import QUESTION, part_at
from consult.plan.views.blueprint import BUILD, bp, consultation_named, working_document


@bp.get(f"{BUILD}/bank")
@requires(Permission.IMPORT_CONSULTATION)
def bank(slug: str) -> Response:
    """List the saved questions."""
    return _bank_page(consultation_named(slug))


@bp.post(f"{BUILD}/bank", endpoint="bank_now")
@requires(Permission.IMPORT_CONSULTATION)
def bank_now(slug: str) -> Response:
    """Put saved questions into this consultation, or take them off the bank."""
    consultation = consultation_named(slug)
    by, at = current_person().shown_as, clock.now()
    whose = consultation.organisation_id
    found = reading.saved(request.form.get("which", ""), whose) or abort(404)
    if request.form.get("do") == "forget":
        saving.forget(found.id, organisation_id=whose, by=by)
        return see_other("plan.bank", slug=slug)
    try:
        building.add_questions(consultation, found.questions, name=found.list, by=by, at=at)
    except DefinitionRefusedError as error:
        refusals = [marked_words_for(one) for one in error.problems]
        return _bank_page(consultation, status=422, refusals=refusals)
    return see_other("plan.build", slug=slug, kept="yes")


@bp.post(f"{BUILD}/questions/<id>/save", endpoint="save_to_bank")
@requires(Permission.IMPORT_CONSULTATION)
def save_to_bank(slug: str, id: str) -> Response:  # noqa: A002 - its name in the address
    """Save a question, to be used again elsewhere."""
    consultation = consultation_named(slug)
    question = part_at(working_document(consultation), QUESTION + id) or abort(404)
    whose, by = consultation.organisation_id, current_person().shown_as
    saving.save(question, organisation_id=whose, by=by, at=clock.now())
    return see_other("plan.bank", slug=slug, kept="yes")


def _bank_page(consultation: Consultation, *, status: int = 200, **more: object) -> Response:
    return page(
        "plan/bank.html",
        status=status,
        consultation=consultation,
        saved=reading.every_saved(consultation.organisation_id),
        names=BANK_WORDS,
        has_errors=status != 200,  # noqa: PLR2004 - anything but well
        **more,
    )
