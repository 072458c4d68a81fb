"""An officer’s own sign-in: where it is used, and the end of it elsewhere."""

from flask import Response, abort, request

from consult.accounts.actions import sessions
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person, factor_of, sessions_of
from consult.accounts.views.door import bp
from consult.core.pages import NUMBER, page, see_other


@bp.get("/your-sign-in")
@requires(Permission.OWN_SIGN_IN)
def your_sign_in() -> Response:
    """Show an officer how they sign in, and where they are signed in now."""
    person = current_person()
    return page(
        "accounts/your_sign_in.html",
        sessions=sessions_of(person.officer_id or 0),
        app=factor_of(person.officer_id or 0),
        this_one=person.session_id,
        done=request.args.get("done"),
    )


@bp.post(f"/your-sign-in/sessions/<{NUMBER}:sitting>/end")
@requires(Permission.OWN_SIGN_IN)
def end_session(sitting: int) -> Response:
    """End one session, at once."""
    try:
        sessions.end_one(current_person().officer_id or 0, sitting)
    except sessions.NoSuchSessionError:
        abort(404)
    return see_other("accounts.your_sign_in", done="ended")


@bp.post("/your-sign-in/sessions/end-others")
@requires(Permission.OWN_SIGN_IN)
def end_other_sessions() -> Response:
    """End every session but this one."""
    person = current_person()
    sessions.end_others(person.officer_id or 0, person.session_id)
    return see_other("accounts.your_sign_in", done="others-ended")
