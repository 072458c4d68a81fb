"""Where admins see who works here and who is invited, and invite others."""

from flask import Blueprint, Response, abort, request

from consult.accounts.actions import accounts
from consult.accounts.actions import invitations as actions
from consult.accounts.forms.people import InviteForm, RolesForm
from consult.accounts.forms.words import PROBLEM_WORDS, ROLE_WORDS
from consult.accounts.models import Invitation, Organisation
from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person, invitations, organisations
from consult.accounts.queries import people as queries
from consult.accounts.rules import Guest
from consult.core import clock, mail
from consult.core.languages import current_language
from consult.core.pages import NUMBER, page, see_other

bp = Blueprint("people", __name__, url_prefix="/<language:lang>/officer")

OF_ONE = f"/organisations/<{NUMBER}:organisation_id>"
INVITATION = f"/invitations/<{NUMBER}:invitation_id>"


@bp.get("/people", endpoint="people")
@bp.get(f"{OF_ONE}/people", endpoint="people")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def list_people(organisation_id: int | None = None) -> Response:
    """Show everybody who works for an organisation, and who is invited."""
    return _list_page(_organisation(organisation_id or current_person().organisation_id or 0))


def _list_page(organisation: Organisation, *, why: str = "") -> Response:
    asked = request.args.get("sort", "")
    order = asked if asked in queries.ORDERS else "name"
    return page(
        "accounts/people.html",
        status=422 if why else 200,
        problem=PROBLEM_WORDS[why] if why else "",
        whose=organisation,
        order=order,
        people=queries.people_of(organisation.id, order=order),
        invited=invitations.invited_to(organisation.id),
        standing=lambda one: invitations.standing(one, clock.now()),
        role_words=ROLE_WORDS,
        done=request.args.get("done", ""),
    )


@bp.get(f"{OF_ONE}/invite")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def invite(organisation_id: int) -> Response:
    """Ask who is invited."""
    return _invite_page(_organisation(organisation_id), InviteForm(data={"roles": ["officer"]}))


@bp.post(f"{OF_ONE}/invite", endpoint="invite_now")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def invite_now(organisation_id: int) -> Response:
    """Send an invitation, or say what is missing."""
    organisation, form = _organisation(organisation_id), InviteForm()
    if not form.validate():
        return _invite_page(organisation, form, status=422)
    guest = Guest(form.guest.data or "", form.mail_to.data or "", form.roles.data or [])
    language = current_language()
    try:
        by, at = current_person(), clock.now()
        actions.invite(organisation, guest, by=by, at=at, language=language)
    except accounts.AccountRefusedError:
        form.mail_to.errors = [PROBLEM_WORDS["email"]]
    except actions.InvitationRefusedError as error:
        field = form.roles if error.why.endswith("role") else form.mail_to
        field.errors = [PROBLEM_WORDS[error.why]]
    if form.errors:
        return _invite_page(organisation, form, status=422)
    return see_other("people.people", organisation_id=organisation_id, done="invited")


@bp.post(f"{INVITATION}/again")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def send_again(invitation_id: int) -> Response:
    """Send the letter of an invitation again."""
    invitation, language = _invitation(invitation_id), current_language()
    by, at = current_person(), clock.now()
    try:
        actions.send_again(invitation, by=by, at=at, language=language)
    except actions.InvitationRefusedError as error:
        return _list_page(_organisation(invitation.organisation_id), why=error.why)
    return see_other("people.people", organisation_id=invitation.organisation_id, done="invited")


@bp.post(f"{INVITATION}/take-back")
@requires(Permission.MANAGE_PEOPLE)
@asks_again
def take_back(invitation_id: int) -> Response:
    """Take an invitation back."""
    invitation = _invitation(invitation_id)
    try:
        actions.take_back(invitation, by=current_person(), at=clock.now())
    except actions.InvitationRefusedError as error:
        return _list_page(_organisation(invitation.organisation_id), why=error.why)
    whose = invitation.organisation_id
    return see_other("people.people", organisation_id=whose, done="taken-back")


def _organisation(organisation_id: int) -> Organisation:
    return organisations.by_id(organisation_id) or abort(404)


def _invitation(invitation_id: int) -> Invitation:
    return invitations.invitation_by_id(invitation_id) or abort(404)


def _invite_page(organisation: Organisation, form: InviteForm, *, status: int = 200) -> Response:
    return roles_page(
        "accounts/invite.html", form, status=status, whose=organisation, sends=mail.is_offered()
    )


def roles_page(template: str, form: RolesForm, *, status: int, **more: object) -> Response:
    """Return a page on which roles are ticked, with what each of them is for."""
    form.offer(whole_site=current_person().may(Permission.MANAGE_ORGANISATIONS))
    return page(
        template,
        status=status,
        form=form,
        has_errors=bool(form.errors),
        notes={role: words[1] for role, words in ROLE_WORDS.items()},
        **more,
    )
