"""Somebody’s account: what they may do, whether they can sign in."""

from collections.abc import Callable

from flask import Response, abort

from consult.accounts.actions import people
from consult.accounts.actions.last_ones import PeopleRefusedError
from consult.accounts.forms.people import RolesForm
from consult.accounts.forms.words import PROBLEM_WORDS, ROLE_WORDS
from consult.accounts.models import Officer
from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person, factor_of
from consult.accounts.queries import people as queries
from consult.accounts.views.people import bp, roles_page
from consult.core import clock
from consult.core.pages import NUMBER, see_other

PERSON = f"/people/<{NUMBER}:officer_id>"


@bp.get(PERSON)
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def person(officer_id: int) -> Response:
    """Show somebody’s account, with what they may do."""
    officer = _officer(officer_id)
    return _person_page(officer, RolesForm(data={"roles": officer.roles}))


@bp.post(PERSON, endpoint="change_roles")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def change_roles(officer_id: int) -> Response:
    """Change what somebody may do."""
    form, by, at = RolesForm(), current_person(), clock.now()
    wanted = form.roles.data or []
    return _changed(
        officer_id, form, lambda officer: people.change_roles(officer, wanted, by=by, at=at)
    )


@bp.post(f"{PERSON}/end")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def end(officer_id: int) -> Response:
    """Let somebody leave."""
    by, at = current_person(), clock.now()
    return _changed(officer_id, None, lambda one: people.end_account(one, by=by, at=at))


@bp.post(f"{PERSON}/let-back-in")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def let_back_in(officer_id: int) -> Response:
    """Let somebody sign in again."""
    by = current_person()
    return _changed(officer_id, None, lambda one: people.let_back_in(one, by=by))


@bp.post(f"{PERSON}/reset-second-factor")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def reset_second_factor(officer_id: int) -> Response:
    """Take somebody’s app away whose phone is lost."""
    by = current_person()
    return _changed(officer_id, None, lambda one: people.reset_second_factor(one, by=by))


def _changed(
    officer_id: int, form: RolesForm | None, change: Callable[[Officer], None]
) -> Response:
    """Do something to an account, or say why not; what was ticked stays ticked."""
    officer = _officer(officer_id)
    try:
        change(officer)
    except PeopleRefusedError as error:
        form = form or RolesForm(formdata=None, data={"roles": officer.roles})
        role = ROLE_WORDS[error.role][0] if error.role else ""
        form.roles.errors = [PROBLEM_WORDS[error.why] % {"role": role}]
        return _person_page(officer, form, status=422)
    return see_other("people.people", organisation_id=officer.organisation_id, done="changed")


def _officer(officer_id: int) -> Officer:
    return queries.officer_by_id(officer_id) or abort(404)


def _person_page(officer: Officer, form: RolesForm, *, status: int = 200) -> Response:
    app = factor_of(officer.id)
    return roles_page("accounts/person.html", form, status=status, officer=officer, app=app)
