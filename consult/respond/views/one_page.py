"""Asking everything on one page: the same draft, seen another way."""

from collections.abc import Sequence

from flask import Response, request

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
    Page,
    Part,
    next_page,
    saved_on,
)
from consult.respond.views.asked import Said, all_page, looked_at_again, main_pages, pages_posted
from consult.respond.views.browser import address_of, answering, begun_here, bp, came, not_open
from consult.respond.views.cookies import draft_cookie, with_draft, with_key
from consult.respond.views.files import received
from consult.respond.views.keeping import (
    LATER,
    already_sent,
    filled,
    keep,
    new_home,
    pressed,
)


@bp.get("/answer-all")
@requires(Permission.ANSWER)
def answer_all(slug: str) -> Response:
    """Show all questions with what was answered before."""
    begun = begun_here(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    forms = [filled(begun, one, among_all=True) for one in _asked(begun)]
    return all_page(answering(begun, draft_cookie(slug)), forms, Said())


@bp.post("/answer-all", endpoint="save_all")
@requires(Permission.ANSWER)
def save_all(slug: str) -> Response:
    """Keep every answer on the page, then say what is wrong, what opened up, or go on."""
    key = PageForm(request.form).draft.data or ""
    got = received(key, slug)
    begun = queries.draft_to_change(key, slug)
    if begun is None:
        return _keep_in_new_draft(slug)
    if begun.draft.sent_at is not None:
        return already_sent(begun)
    before = pages_posted(begun.version, request.form)
    post = keep(begun, _posted(before), got)
    try:
        came(begun)
    except NotOpenError as error:
        return not_open(error)
    if pressed() and not (post.moved or post.is_lost):
        is_later = pressed() == LATER
        if is_later and not post.has_problems and _is_through(begun):
            # They come back to check.
            drafts.reach_check(begun.draft, at=clock.now())
        onward = see_other("respond.saved", slug=slug) if is_later else _one_by_one(begun)
        return with_key(onward, slug, key)
    opened = [one for one in _asked(begun) if one not in before]
    by_page = {form.page: form for form in post.forms}
    forms = [by_page.get(one) or filled(begun, one, among_all=True) for one in _asked(begun)]
    said = Said(moved=post.moved, opened=opened)
    again = looked_at_again(answering(begun, key), forms, said)
    if again is not None:
        return with_key(again, slug, key)
    drafts.reach_check(begun.draft, at=clock.now())
    return with_key(see_other("respond.check", slug=slug), slug, key)


def _is_through(begun: Begun) -> bool:
    answers = begun.draft.typed.answers
    return next_page(begun.version.definition, answers, after=None, part=Part.MAIN) is None


def _one_by_one(begun: Begun) -> Response:
    """Lead to the first question that is still blank; else to the first of all."""
    answers, asked = begun.draft.typed.answers, _asked(begun)
    blank = (one for one in asked if is_blank(saved_on(one, answers)))
    address = address_of(begun.consultation.slug, next(blank, asked[0]))
    return see_other("respond.question", **address)


def _asked(begun: Begun) -> tuple[Page, ...]:
    return main_pages(begun.version, begun.draft.typed)


def _posted(pages: Sequence[Page]) -> list[AnswerForm]:
    posted = cleaned_post(request.form)
    return [answer_form(one, posted=posted, among_all=True) for one in pages]


def _keep_in_new_draft(slug: str) -> Response:
    begun, is_new = new_home(slug)
    forms = _posted(pages_posted(begun.version, request.form))
    if is_new:
        keep(begun, forms, {})
    one = answering(begun, drafts.key_of(begun.draft))
    return with_draft(all_page(one, forms, Said(is_lost=True), status=410), slug, begun.draft)
