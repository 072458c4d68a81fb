"""Which organisations use this site: for people who look after the whole of it."""

from flask import Response

from consult.accounts.actions.organisations import OrganisationRefusedError, begin_organisation
from consult.accounts.forms.people import OrganisationForm
from consult.accounts.forms.words import PROBLEM_WORDS
from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person
from consult.accounts.queries import organisations as queries
from consult.accounts.views.people import bp
from consult.core import clock
from consult.core.pages import page, see_other


@bp.get("/organisations")
@requires(Permission.MANAGE_ORGANISATIONS)
@asks_again
def organisations() -> Response:
    """Show every organisation on this site."""
    return _organisations_page(OrganisationForm(formdata=None))


@bp.post("/organisations", endpoint="begin_organisation")
@requires(Permission.MANAGE_ORGANISATIONS)
@asks_again
def begin() -> Response:
    """Let another organisation use this site."""
    form = OrganisationForm()
    if not form.validate():
        return _organisations_page(form, status=422)
    try:
        by = current_person().shown_as
        begun = begin_organisation(form.called.data or "", by=by, at=clock.now())
    except OrganisationRefusedError:
        form.called.errors = [PROBLEM_WORDS["organisation"]]
        return _organisations_page(form, status=422)
    return see_other("people.people", organisation_id=begun.id)


def _organisations_page(form: OrganisationForm, *, status: int = 200) -> Response:
    return page(
        "accounts/organisations.html",
        status=status,
        form=form,
        has_errors=bool(form.errors),
        organisations=queries.with_counts(),
    )
