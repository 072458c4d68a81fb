"""Checking the answers, the questions about the person, and sending: once."""

from flask import Response, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.languages import current_language, in_order
from consult.core.pages import page, see_other
from consult.core.settings import LONGEST_OTHER
from consult.respond import queries
from consult.respond.actions.drafts import receipt_code_of
from consult.respond.actions.sending import NotReadyError, Visit
from consult.respond.actions.sending import send as send_draft
from consult.respond.forms.pages import SendForm
from consult.respond.forms.words import words_for
from consult.respond.models import Response as Stored
from consult.respond.queries import Begun
from consult.respond.rules.answers import problems_before_sending
from consult.respond.rules.pages import (
    Part,
    next_page,
    pages_for,
    part_of,
    saved_on,
    sections_begun,
)
from consult.respond.views.browser import NoDraft, begun_here, bp, came, grace, network
from consult.respond.views.cookies import draft_cookie, has_left, with_only_receipt
from consult.respond.views.files import files_of


@bp.get("/check-your-answers")
@requires(Permission.ANSWER)
def check(slug: str) -> Response:
    """Show every answer before it is sent."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    return _check_page(begun, draft_cookie(slug))


@bp.get("/about-you")
@requires(Permission.ANSWER)
def about_you(slug: str) -> Response:
    """Offer the questions about the person, all of which can be left out; then send."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    if not _asks_about_you(begun):
        return see_other("respond.check", slug=slug)
    return _about_page(begun, draft_cookie(slug))


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
        is_about = all(
            begun.version.definition.by_id[name.split("/")[0]].is_equality
            for name in error.problems
        )
        shown = _about_page if is_about else _check_page
        return shown(begun, key, status=422)
    return _thanked(response, slug, again=was_sent)


def _thanked(response: Stored, slug: str, *, again: bool) -> Response:
    """Lead to the receipt. A page of somebody who was here before does not open theirs."""
    onward = see_other("respond.receipt", slug=slug)
    if again and has_left(slug):
        return onward  # which asks for the code
    return with_only_receipt(onward, slug, receipt_code_of(response))


def _check_page(begun: Begun, key: str, *, status: int = 200) -> Response:
    has_more = _asks_about_you(begun)
    return _summary(begun, key, Part.MAIN, "respond/check.html", status=status, has_more=has_more)


def _asks_about_you(begun: Begun) -> bool:
    """Say whether there is anything to ask: some say beforehand that they do not want it."""
    answers = begun.draft.typed.answers
    return bool(pages_for(begun.version.definition, answers, Part.ABOUT_YOU))


def _about_page(begun: Begun, key: str, *, status: int = 200) -> Response:
    definition, answers = begun.version.definition, begun.draft.typed.answers
    onward = next_page(definition, answers, after=None, part=Part.ABOUT_YOU)
    return _summary(
        begun, key, Part.ABOUT_YOU, "respond/about_you.html", status=status, onward=onward
    )


def _summary(
    begun: Begun, key: str, part: Part, template: str, *, status: int, **more: object
) -> Response:
    definition, typed = begun.version.definition, begun.draft.typed
    asked = pages_for(definition, typed.answers, part)
    problems = {}
    if status != 200:  # noqa: PLR2004 - a page that is only looked at accuses nobody
        problems = problems_before_sending(
            definition, typed.answers, typed.others, longest_other=LONGEST_OTHER
        )
    return page(
        template,
        status=status,
        consultation=begun.consultation,
        pages=[
            (one, saved_on(one, typed.answers), typed.others.get(one.question.id, {}))
            for one in asked
        ],
        sections=sections_begun(definition, asked),
        numbers=definition.numbers,
        files={one.id: one.name for one in files_of(begun).values()},
        problems={
            name: [in_order(words_for(one)) for one in found]
            for name, found in problems.items()
            if part_of(definition.by_id[name.split("/")[0]]) is part
        },
        form=SendForm(data={"draft": key}),
        came=came(begun),
        corrects=begun.draft.corrects_id is not None,
        has_errors=bool(problems),
        **more,
    )
