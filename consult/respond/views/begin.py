"""Starting, and being asked what to do with answers that were begun on this device."""

from dataclasses import replace

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.pages import page, see_other
from consult.core.reading import chosen, keep
from consult.plan.queries import current_version, public_consultation_at
from consult.respond import queries
from consult.respond.actions import drafts
from consult.respond.queries import Begun
from consult.respond.views.browser import begun_here, bp, came, go_on
from consult.respond.views.cookies import draft_cookie, forgetting, with_key


@bp.post("/answer")
@requires(Permission.ANSWER)
def begin(slug: str) -> Response:
    """Start a draft, or ask what to do with the one begun on this device."""
    begun = queries.draft_with(draft_cookie(slug), slug)
    view = "all" if request.form.get("view") == "all" else ""
    if begun and begun.draft.sent_at is None and "afresh" not in request.form:
        return see_other("respond.resume", slug=slug)
    consultation = public_consultation_at(slug) or abort(404)
    version = current_version(consultation.id)
    draft = drafts.begin(consultation, version, at=clock.now())
    if view:
        onward = see_other("respond.answer_all", slug=slug)
    else:
        onward = go_on(Begun(draft, consultation, version), after=None)
    if request.form.get("words") == "easy":
        keep(onward, replace(chosen(), words="easy"))
    # Who was here before keeps what they have, with their code; this device forgets them.
    return with_key(forgetting(onward, slug, "receipt", "earlier"), slug, drafts.key_of(draft))


@bp.get("/answer")
@requires(Permission.ANSWER)
def resume(slug: str) -> Response:
    """Ask whether to carry on with the answers begun on this device, unless a code says so."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    return page(
        "respond/resume.html",
        begun=begun,
        onward=go_on(begun, after=None).location,
        came=came(begun),
        is_back=request.args.get("back") == "1",
    )
