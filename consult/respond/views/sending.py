"""Checking the answers, the questions about the person, and sending: once."""

from dataclasses import replace

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.languages import current_language
from consult.core.pages import see_other
from consult.respond import queries
from consult.respond.actions.drafts import receipt_code_of
from consult.respond.actions.sending import NotReadyError, Visit
from consult.respond.actions.sending import send as send_draft
from consult.respond.forms.pages import SendForm
from consult.respond.models import Response as Stored
from consult.respond.queries import Begun
from consult.respond.views.asked import (
    Answering,
    about_page,
    asks_about_you,
    check_page,
    not_ready_page,
)
from consult.respond.views.browser import NoDraft, answering, begun_here, bp, grace, network
from consult.respond.views.cookies import draft_cookie, has_left, with_only_receipt
from consult.respond.views.files import files_of


@bp.get("/check-your-answers")
@requires(Permission.ANSWER)
def check(slug: str) -> Response:
    """Show every answer before it is sent."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    return check_page(_looking(begun, draft_cookie(slug)))


@bp.get("/about-you")
@requires(Permission.ANSWER)
def about_you(slug: str) -> Response:
    """Offer the questions about the person, all of which can be left out; then send."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    one = _looking(begun, draft_cookie(slug))
    if not asks_about_you(one):
        return see_other("respond.check", slug=slug)
    return about_page(one)


@bp.post("/check-your-answers", endpoint="send")
@requires(Permission.ANSWER)
def send(slug: str) -> Response:
    """Send, once. However often the button is pressed, one response and one receipt."""
    form = SendForm(request.form)
    key = form.draft.data or ""
    begun = queries.draft_to_change(key, slug)
    if begun is None:
        sent = queries.sent_by(key, slug)
        if sent is None:
            raise NoDraft
        return _thanked(sent, slug, again=True)
    visit = Visit(
        language=current_language().code,
        hidden_field=form.website.data or "",
        network=network(),
        forget_about_me="forget" in request.form,
    )
    was_sent = begun.draft.sent_at is not None
    try:
        response = send_draft(begun, visit, at=clock.now(), grace=grace())
    except NotReadyError as error:
        return not_ready_page(_looking(begun, key), error.problems)
    return _thanked(response, slug, again=was_sent)


def _thanked(response: Stored, slug: str, *, again: bool) -> Response:
    """Lead to the receipt. A page of somebody who was here before does not open theirs."""
    onward = see_other("respond.receipt", slug=slug)
    if again and has_left(slug):
        return onward  # which asks for the code
    return with_only_receipt(onward, slug, receipt_code_of(response))


def _looking(begun: Begun, key: str) -> Answering:
    """Return a draft as its check page shows it: with the names of its files."""
    files = {one.id: one.name for one in files_of(begun).values()}
    corrects = begun.draft.corrects_id is not None
    return replace(answering(begun, key), files=files, corrects=corrects)
