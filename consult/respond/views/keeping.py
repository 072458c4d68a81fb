"""Keeping what was typed before anybody looks at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Response, abort, request

from consult.core import clock
from consult.core.languages import current_language
from consult.core.letters import is_storable
from consult.core.pages import page, typed_texts
from consult.core.settings import LONGEST_OTHER
from consult.plan.queries import public_consultation_at
from consult.plan.rules.definition import Kind
from consult.respond import queries
from consult.respond.actions import drafts
from consult.respond.forms.pages import problems_with_post
from consult.respond.forms.shapes import AnswerForm
from consult.respond.models import Typed
from consult.respond.queries import Begun
from consult.respond.rules.answers import (
    AnswerProblem,
    is_blank,
    problems_with_answer,
    problems_with_other,
)
from consult.respond.rules.pages import Page, mark_of, was_seen
from consult.respond.rules.typed_pages import PageTyped
from consult.respond.views.asked import filled_in
from consult.respond.views.cookies import draft_cookie, with_only_receipt
from consult.respond.views.files import Received, show_kept, take
from consult.translate.queries import shown_version

# What the buttons beside “Continue” say: stop for now, or see the questions the other way.
LATER, SWITCH = "later", "switch"

# Not something a person can have picked on the page, so it is not kept.
NOT_A_CHOICE = frozenset({"no-such-option", "choose-one", "not-a-file"})


@dataclass(frozen=True)
class Post:
    """What came of keeping a page."""

    forms: Sequence[AnswerForm]
    has_problems: bool
    # Something could not be kept at all, so nobody may be told that it was.
    is_lost: bool
    # Another device had saved something else since the page was shown.
    moved: bool


def pressed() -> str:
    """Return which button beside “Continue” the person pressed, or nothing."""
    go = request.form.get("go", "")
    return go if go in (LATER, SWITCH) else ""


def filled(begun: Begun, asked: Page, *, among_all: bool = False) -> AnswerForm:
    """Return the form of a page with what was saved on it, and the name of its file."""
    return show_kept(filled_in(begun.draft.typed, asked, among_all=among_all), begun)


class Holder(Protocol):
    """What takes in the pages of a post: a draft, or the test answers of a preview."""

    @property
    def typed(self) -> Typed:
        """Return what was typed so far."""

    def take(self, form: AnswerForm) -> tuple[str, tuple[AnswerProblem, ...]]:
        """Return what stands for the file that answers a question, and what is wrong with it."""

    def save(self, page: Page, now: PageTyped) -> Mapping[str, Any] | None:
        """Save one page. Returns what it wrote over."""

    def show(self, form: AnswerForm) -> AnswerForm:
        """Let the page of a file question name the file that is there."""


@dataclass(frozen=True)
class _OfDraft:
    begun: Begun
    got: Received

    @property
    def typed(self) -> Typed:
        return self.begun.draft.typed

    def take(self, form: AnswerForm) -> tuple[str, tuple[AnswerProblem, ...]]:
        return take(self.begun, form, self.got)

    def save(self, page: Page, now: PageTyped) -> Mapping[str, Any] | None:
        return drafts.save_page(self.begun.draft, page, now, at=clock.now())

    def show(self, form: AnswerForm) -> AnswerForm:
        return show_kept(form, self.begun)


def keep(begun: Begun, forms: Sequence[AnswerForm], got: Received) -> Post:
    """Keep what was typed, right or wrong; then look at it, and show its problems."""
    return keep_in(_OfDraft(begun, got), forms)


def keep_in(holder: Holder, forms: Sequence[AnswerForm]) -> Post:
    """Do so wherever these pages are kept."""
    about_post = problems_with_post(forms, request.form)
    has_problems, is_lost, moved = bool(about_post), False, False
    for place, form in enumerate(forms):
        value, other = form.value(), form.other()
        problems: tuple[AnswerProblem, ...] = about_post if place == 0 else ()
        if form.page.question.kind is Kind.FILE:
            value, refused = holder.take(form)
            problems += refused
            is_lost = is_lost or bool(refused)
        fits = is_storable([value, other])
        is_lost = is_lost or not fits
        if fits:
            found = problems_with_answer(form.page.question, value)
            problems += found + problems_with_other(other, longest=LONGEST_OTHER)
            if not any(one.code in NOT_A_CHOICE for one in found):
                form.replaced = _save(holder, form, value, other)
                moved = moved or bool(form.replaced)
        holder.show(form).show(problems)
        has_problems = has_problems or bool(problems)
    return Post(forms, has_problems, is_lost, moved)


def _save(
    holder: Holder, form: AnswerForm, value: Any, other: Mapping[str, str]
) -> Mapping[str, Any] | None:
    """Save one page. Returns what it wrote over."""
    is_new = not was_seen(form.page, holder.typed.answers)
    if pressed() and is_new and is_blank(value) and not other:
        return None  # passed over for now: whoever comes back is still asked
    now = PageTyped(value, other, current_language().code, form.seen.data or "")
    replaced = holder.save(form.page, now)
    form.seen.data = mark_of(value, other)
    return replaced


def new_home(slug: str) -> tuple[Begun, bool]:
    """Return the draft of this browser, or a new one; and whether it is new."""
    found = queries.draft_to_change(draft_cookie(slug), slug)
    if found is not None and found.draft.sent_at is None:
        return found, False
    consultation = public_consultation_at(slug) or abort(404)
    version = shown_version(consultation)
    return Begun(drafts.begin(consultation, version, at=clock.now()), consultation, version), True


def already_sent(begun: Begun) -> Response:
    """Say that these answers were sent, and give back what was typed now."""
    shown = page(
        "errors/already_sent.html",
        status=409,
        consultation=begun.consultation,
        typed=typed_texts(),
    )
    slug = begun.consultation.slug
    if draft_cookie(slug) != drafts.key_of(begun.draft):
        # Who goes back to an old page on a shared device, and sends it again, finds no receipt.
        return shown
    code = drafts.receipt_code_of(queries.sent_from(begun.draft))
    return with_only_receipt(shown, slug, code)
