"""What waits for a Champion: closing sooner, pausing, opening again."""

from http import HTTPStatus

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import is_reason
from consult.core import clock
from consult.core.pages import NUMBER, page, see_other
from consult.plan import queries
from consult.plan.actions.agreeing import agree, refuse
from consult.plan.actions.refusals import OwnChangeError
from consult.plan.forms.dates import NOT_YOUR_OWN, SAY_WHY_NOT, AnswerForm
from consult.plan.models import DateChange
from consult.plan.views.blueprint import bp

# No database can look for a larger number.
CHANGE = f"/agreements/<{NUMBER}:change_id>"


@bp.get("/agreements")
@requires(Permission.AGREE_TO_SHORTENING)
def agreements() -> Response:
    """List every change that waits."""
    waiting = queries.waiting_changes(current_person().organisation_id)
    return page("plan/agreements.html", waiting=waiting)


@bp.get(CHANGE)
@requires(Permission.AGREE_TO_SHORTENING)
def agreement(change_id: int) -> Response:
    """Show what somebody asks for, and why."""
    return _page(queries.change_asked_for(change_id) or abort(404), AnswerForm())


@bp.post(CHANGE, endpoint="answer_change")
@requires(Permission.AGREE_TO_SHORTENING)
def answer_change(change_id: int) -> Response:
    """Agree, and it happens; or say no, with words."""
    asked, form = queries.change_asked_for(change_id) or abort(404), AnswerForm()
    words, person = form.words.data or "", current_person()
    is_no = request.form.get("answer") == "no"
    if not is_no and request.form.get("answer") != "yes":
        abort(404)
    if not form.validate() or (is_no and not is_reason(words)):
        form.words.errors = [*form.words.errors] or [SAY_WHY_NOT]
        return _page(asked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        if is_no:
            refuse(asked, words, by=person, at=clock.now())
        else:
            agree(asked, by=person, at=clock.now())
    except OwnChangeError:
        form.words.errors = [NOT_YOUR_OWN]
        return _page(asked, form, status=HTTPStatus.CONFLICT)
    return see_other("plan.agreement", change_id=change_id)


def _page(asked: DateChange, form: AnswerForm, *, status: int = 200) -> Response:
    return page(
        "plan/agreement.html",
        status=status,
        asked=asked,
        consultation=queries.consultation_by_id(asked.consultation_id),
        form=form,
        has_errors=bool(form.errors),
    )
