"""Asking one question on a page."""

from dataclasses import dataclass

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.pages import see_other
from consult.respond import queries
from consult.respond.actions import drafts
from consult.respond.actions.drafts import NotOpenError
from consult.respond.forms.pages import PageForm, answer_form, cleaned_post
from consult.respond.forms.shapes import AnswerForm
from consult.respond.queries import Begun
from consult.respond.rules.answers import is_blank
from consult.respond.rules.pages import (
    page_at,
    pages_for,
    part_of,
)
from consult.respond.views.asked import question_page
from consult.respond.views.browser import answering, begun_here, bp, came, go_on, not_open
from consult.respond.views.cookies import draft_cookie, with_draft, with_key
from consult.respond.views.files import received
from consult.respond.views.keeping import (
    LATER,
    Post,
    already_sent,
    filled,
    keep,
    new_home,
    pressed,
)

QUESTION = "/answer/<question>"
STATEMENT = "/answer/<question>/<row>"


@dataclass(frozen=True)
class Carried:
    """What a question page carries from one press to the next."""

    key: str
    then: str = ""
    is_lost: bool = False


@bp.get(QUESTION)
@bp.get(STATEMENT)
@requires(Permission.ANSWER)
def question(slug: str, question: str, row: str | None = None) -> Response:
    """Show a question with what was answered before."""
    begun = begun_here(slug)
    asked = page_at(begun.version.definition, question, row) or abort(404)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    came(begun)
    answers, part = begun.draft.typed.answers, part_of(asked.question)
    if asked not in pages_for(begun.version.definition, answers, part):
        return go_on(begun, after=None)
    carried = Carried(draft_cookie(slug), request.args.get("then", ""))
    return _question_page(begun, filled(begun, asked), carried)


@bp.post(QUESTION, endpoint="save")
@bp.post(STATEMENT, endpoint="save")
@requires(Permission.ANSWER)
def save(slug: str, question: str, row: str | None = None) -> Response:
    """Keep the page as typed, then say what is wrong with it or go on."""
    form = PageForm(request.form)
    carried = Carried(form.draft.data or "", form.then.data or "")
    got = received(carried.key, slug)
    begun = queries.draft_to_change(carried.key, slug)
    if begun is None:
        return _keep_in_new_draft(slug, question, row)
    if begun.draft.sent_at is not None:
        return already_sent(begun)
    asked = page_at(begun.version.definition, question, row) or abort(404)
    typed = answer_form(asked, posted=cleaned_post(request.form))
    if asked.question.waits:
        return _not_asked_here(begun, typed, carried)
    post = keep(begun, [typed], got)
    try:
        came(begun)
    except NotOpenError as error:
        return not_open(error)  # returned and not raised: what was typed last is kept too
    return _after_keeping(begun, post, carried)


def _after_keeping(begun: Begun, post: Post, carried: Carried) -> Response:
    slug, form = begun.consultation.slug, post.forms[0]
    onward = go_on(begun, after=form.page, then=carried.then)
    if onward.location.endswith("/check-your-answers") and not post.has_problems:
        # Also for who saves the last page for later: they come back to check.
        drafts.reach_check(begun.draft, at=clock.now())
    if pressed() and not (post.moved or post.is_lost):
        leads = "respond.saved" if pressed() == LATER else "respond.answer_all"
        return with_key(see_other(leads, slug=slug), slug, carried.key)
    if post.has_problems or post.moved:
        status = 422 if post.has_problems else 409
        return _question_page(begun, form, carried, status=status)
    return with_key(onward, slug, carried.key)


def _not_asked_here(begun: Begun, typed: AnswerForm, carried: Carried) -> Response:
    """Go on past a question that waits; what somebody typed before it did is shown again."""
    if is_blank(typed.value()):
        return go_on(begun, after=typed.page, then=carried.then)
    return _question_page(begun, typed, carried, status=409)


def _keep_in_new_draft(slug: str, question: str, row: str | None) -> Response:
    """Give typed text a new home when its draft is gone: one more press, not one letter less."""
    begun, is_new = new_home(slug)
    asked = page_at(begun.version.definition, question, row) or abort(404)
    form = answer_form(asked, posted=cleaned_post(request.form))
    if is_new:
        # In a draft that is there already somebody else may be answering by now: what was
        # typed here goes into it only when they press Continue.
        keep(begun, [form], {})
    carried = Carried(drafts.key_of(begun.draft), is_lost=True)
    return with_draft(_question_page(begun, form, carried, status=410), slug, begun.draft)


def _question_page(
    begun: Begun, form: AnswerForm, carried: Carried, *, status: int = 200
) -> Response:
    one = answering(begun, carried.key)
    return question_page(one, form, then=carried.then, is_lost=carried.is_lost, status=status)
