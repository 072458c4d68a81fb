"""Leaving and coming back: on the same device or another, without an account."""

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock, mail
from consult.core.languages import current_language
from consult.core.pages import page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import public_consultation_at
from consult.respond import queries
from consult.respond.actions import drafts, letters
from consult.respond.forms.returning import ComeBackForm, EmailForm
from consult.respond.queries import Begun
from consult.respond.views.browser import NoDraft, begun_here, bp, came, go_on, network
from consult.respond.views.cookies import draft_cookie, leaving, with_draft
from consult.respond.views.patience import has_tried_enough, may_post


@bp.get("/saved")
@requires(Permission.ANSWER)
def saved(slug: str) -> Response:
    """Say that all is saved, and how to come back to it."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    return _saved_page(begun, EmailForm(data={"draft": draft_cookie(slug)}))


@bp.post("/saved", endpoint="mail_code")
@requires(Permission.ANSWER)
def mail_code(slug: str) -> Response:
    """Send the person the code, and a link that opens nothing before a button is pressed."""
    form, here = EmailForm(request.form), network()
    begun = queries.draft_to_change(form.draft.data or "", slug)
    if begun is None or begun.draft.sent_at is not None:
        raise NoDraft
    if not may_post(form, here):
        return _saved_page(begun, form, status=422)
    letters.post_way_back(
        begun,
        to=form.email.data or "",
        language=current_language().code,
        network=here,
        at=clock.now(),
    )
    return see_other("respond.saved", slug=slug, posted=1)


def _saved_page(begun: Begun, form: EmailForm, *, status: int = 200) -> Response:
    return page(
        "respond/saved.html",
        status=status,
        begun=begun,
        code=drafts.return_code_of(begun.draft),
        key=form.draft.data,
        onward=go_on(begun, after=None).location,
        mail_form=form if mail.is_offered() else None,
        came=came(begun),
        is_posted=request.args.get("posted") == "1",
        has_errors=bool(form.errors),
    )


@bp.post("/leave")
@requires(Permission.ANSWER)
def leave(slug: str) -> Response:
    """Let this device forget the person; with “delete”, their answers go as well."""
    found = public_consultation_at(slug) or abort(404)
    begun = queries.draft_to_change(request.form.get("draft", ""), slug)
    is_deleted = begun is not None and begun.draft.sent_at is None and "delete" in request.form
    if begun is not None and is_deleted:
        drafts.discard(begun.draft)
    return leaving(see_other("respond.left", slug=slug, deleted=int(is_deleted)), found.slug)


@bp.get("/left")
@requires(Permission.ANSWER)
def left(slug: str) -> Response:
    """Say that this device remembers nothing now."""
    consultation = public_consultation_at(slug) or abort(404)
    is_deleted = request.args.get("deleted") == "1"
    return page("respond/left.html", consultation=consultation, is_deleted=is_deleted)


@bp.get("/come-back")
@requires(Permission.ANSWER)
def come_back(slug: str) -> Response:
    """Ask for the code."""
    return _come_back_page(public_consultation_at(slug) or abort(404), ComeBackForm())


@bp.get("/come-back/<key>")
@requires(Permission.ANSWER)
def come_back_by_link(slug: str, key: str) -> Response:
    """Ask to press a button: programs that check mails open links, and must use nothing up."""
    consultation = public_consultation_at(slug) or abort(404)
    response = page("respond/come_back_by_link.html", consultation=consultation, key=key)
    # The key is in the address, so no other page may learn the address. Without any referrer
    # older browsers would not say either that the button is ours, and it would be refused.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


@bp.post("/come-back", endpoint="open_again")
@requires(Permission.ANSWER)
def open_again(slug: str) -> Response:
    """Open a draft with its code, or with the key in a mailed link."""
    form, here = ComeBackForm(request.form), network()
    consultation = public_consultation_at(slug) or abort(404)
    if has_tried_enough(here):
        form.problem("too-many")
        return _come_back_page(consultation, form, status=429)
    key = form.key.data or ""
    begun = queries.draft_with(key, slug) or queries.draft_with_code(form.code.data or "", slug)
    if begun is None:
        drafts.note_wrong_code(here, at=clock.now())
        form.problem("no-such-link" if key else "no-such-code" if form.code.data else "no-code")
        return _come_back_page(consultation, form, status=422)
    if begun.draft.sent_at is not None:
        form.problem("sent")
        return _come_back_page(consultation, form, status=409)
    return with_draft(see_other("respond.resume", slug=slug, back=1), slug, begun.draft)


def _come_back_page(
    consultation: Consultation, form: ComeBackForm, *, status: int = 200
) -> Response:
    return page(
        "respond/come_back.html",
        status=status,
        consultation=consultation,
        form=form,
        has_errors=bool(form.errors),
    )
