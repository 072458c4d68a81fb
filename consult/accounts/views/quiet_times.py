"""When an organisation expects few answers: its admins say so, and fair days leave them out."""

from flask import Response, abort

from consult.accounts.actions.organisations import set_quiet_times
from consult.accounts.forms.quiet_times import QuietTimesForm, quiet_times_form
from consult.accounts.models import Organisation
from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person
from consult.accounts.queries import organisations as queries
from consult.accounts.views.people import OF_ONE, bp
from consult.core.pages import page, see_other


@bp.get(f"{OF_ONE}/quiet-times")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def quiet_times(organisation_id: int) -> Response:
    """Show the quiet times."""
    found = queries.by_id(organisation_id) or abort(404)
    return _quiet_page(found, quiet_times_form(found.quiet_periods or ()))


@bp.post(f"{OF_ONE}/quiet-times", endpoint="quiet_times_now")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def quiet_times_now(organisation_id: int) -> Response:
    """Keep them."""
    found = queries.by_id(organisation_id) or abort(404)
    form = quiet_times_form(found.quiet_periods or ())
    is_whole = form.validate()
    periods = form.periods()
    if not is_whole or form.errors:
        return _quiet_page(found, form, status=422)
    set_quiet_times(found, periods, by=current_person().shown_as)
    return see_other("people.people", organisation_id=organisation_id, done="changed")


def _quiet_page(found: Organisation, form: QuietTimesForm, *, status: int = 200) -> Response:
    return page(
        "accounts/quiet_times.html",
        status=status,
        whose=found,
        form=form,
        has_errors=bool(form.errors),
    )
