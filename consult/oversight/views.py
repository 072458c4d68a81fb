"""The pages that show how a consultation was run."""

from flask import Blueprint, Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.core.pages import page
from consult.oversight import queries
from consult.oversight.forms import NOBODY_BY_NAME, OTHER, SENTENCES, HistoryForm
from consult.plan.queries import consultation_at

bp = Blueprint("oversight", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>")


@bp.get("/history")
@requires(Permission.SEE_HISTORY)
def history(slug: str) -> Response:
    """Show what happened to a consultation, and whether anybody changed that afterwards."""
    found = consultation_at(slug) or abort(404)
    form = HistoryForm(request.args)
    form.offer(queries.people_in(found.id))
    before = request.args.get("before", type=int)
    return page(
        "oversight/history.html",
        consultation=found,
        form=form,
        before=before,
        events=queries.events_of(found.id, who=form.who.data, begins=form.begins, before=before),
        newest=queries.newest_event(),
        standing=queries.standing(),
        words={"sentences": SENTENCES, "other": OTHER, "nobody": NOBODY_BY_NAME},
    )
