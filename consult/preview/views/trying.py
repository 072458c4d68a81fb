"""Trying the questions: the pages of residents, with test answers that nobody can send."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, request

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.letters import cleaned
from consult.core.pages import page, see_other
from consult.core.settings import LONGEST_OTHER
from consult.preview import actions, queries
from consult.preview.models import Trial
from consult.preview.queries import Preview
from consult.preview.views.door import KEPT_FOR, bp, preview_here
from consult.respond.forms.pages import PageForm, answer_form, cleaned_post
from consult.respond.forms.shapes import AnswerForm
from consult.respond.models import Typed
from consult.respond.rules.answers import AnswerProblem, is_blank, problems_before_sending
from consult.respond.rules.pages import Page, page_at, pages_for, part_of, saved_on
from consult.respond.rules.standing import Arrival
from consult.respond.rules.typed_pages import PageTyped
from consult.respond.views.asked import (
    Answering,
    Said,
    about_page,
    all_page,
    asks_about_you,
    check_page,
    filled_in,
    looked_at_again,
    main_pages,
    not_ready_page,
    onward,
    pages_posted,
    question_page,
)
from consult.respond.views.cookies import cookie_name, with_cookie
from consult.respond.views.keeping import LATER, SWITCH, keep_in, pressed

QUESTION = "/<slug>/answer/<question>"
STATEMENT = "/<slug>/answer/<question>/<row>"
LONGEST_NAME = 200  # characters of the name of a file


@dataclass(frozen=True)
class Held:
    """The test answers of a browser, in a preview."""

    preview: Preview
    trial: Trial
    key: str

    @property
    def typed(self) -> Typed:
        """Return what was typed so far."""
        return self.trial.typed

    def take(self, form: AnswerForm) -> tuple[str, tuple[AnswerProblem, ...]]:
        """Return the name of a file as the answer: the file itself is not kept."""
        file = request.files.get(form["answer"].name)
        before = saved_on(form.page, self.typed.answers) or ""
        return cleaned(file.filename or "")[:LONGEST_NAME] if file else before, ()

    def save(self, page: Page, now: PageTyped) -> Mapping[str, Any] | None:
        """Save one page."""
        return actions.save_page(self.trial, page, now, at=clock.now())

    def show(self, form: AnswerForm) -> AnswerForm:
        """Leave the form as it is: there are no files."""
        return form

    @property
    def answering(self) -> Answering:
        """Return what the pages show."""
        preview = self.preview
        return Answering(
            preview.consultation, preview.version, self.typed, Arrival.IN_TIME, self.key
        )

    def go(self, name: str, **address: str) -> Response:
        """Lead to a page, and leave the key with the browser."""
        slug = self.preview.consultation.slug
        response = see_other(f"preview.{name}", slug=slug, **address)
        return with_cookie(response, cookie_name("trial", slug), self.key, KEPT_FOR)

    def go_on(self, *, after: Page | None, then: str = "") -> Response:
        """Lead to the page that follows."""
        name, address = onward(self.preview.version, self.typed, after=after, then=then)
        return self.go(name, **address)


@bp.post("/<slug>/answer")
@requires(Permission.ANSWER)
def begin(slug: str) -> Response:
    """Start test answers, or go on with those of this browser."""
    held = _held(slug, request.cookies.get(cookie_name("trial", slug), ""))
    if request.form.get("view") == "all":
        return held.go("answer_all")
    return held.go_on(after=None)


@bp.get(QUESTION)
@bp.get(STATEMENT)
@requires(Permission.ANSWER)
def question(slug: str, question: str, row: str | None = None) -> Response:
    """Show a question with what was typed before."""
    held = _held_here(slug)
    if held is None:
        return see_other("preview.start", slug=slug)
    asked = _page_at(held.preview, question, row)
    definition = held.preview.version.definition
    if asked not in pages_for(definition, held.typed.answers, part_of(asked.question)):
        return held.go_on(after=None)
    then = request.args.get("then", "")
    return question_page(held.answering, filled_in(held.typed, asked), then=then)


@bp.post(QUESTION, endpoint="save")
@bp.post(STATEMENT, endpoint="save")
@requires(Permission.ANSWER)
def save(slug: str, question: str, row: str | None = None) -> Response:
    """Keep the page as typed, then say what is wrong with it or go on."""
    carried = PageForm(request.form)
    held, then = _held(slug, carried.draft.data or ""), carried.then.data or ""
    asked = _page_at(held.preview, question, row)
    typed = answer_form(asked, posted=cleaned_post(request.form))
    if asked.question.waits:
        if is_blank(typed.value()):
            return held.go_on(after=asked, then=then)
        return question_page(held.answering, typed, then=then, status=409)
    post = keep_in(held, [typed])
    if pressed() and not (post.moved or post.is_lost):
        return held.go(_PRESSED[pressed()])
    if post.has_problems or post.moved:
        status = 422 if post.has_problems else 409
        return question_page(held.answering, typed, then=then, status=status)
    return held.go_on(after=asked, then=then)


_PRESSED = {LATER: "start", SWITCH: "answer_all"}


@bp.get("/<slug>/answer-all")
@requires(Permission.ANSWER)
def answer_all(slug: str) -> Response:
    """Show all questions on one page."""
    held = _held_here(slug)
    if held is None:
        return see_other("preview.start", slug=slug)
    return all_page(held.answering, _among_all(held, ()), Said())


@bp.post("/<slug>/answer-all", endpoint="save_all")
@requires(Permission.ANSWER)
def save_all(slug: str) -> Response:
    """Keep every answer on the page, then say what is wrong, what opened up, or go on."""
    held, posted = _held(slug, PageForm(request.form).draft.data or ""), cleaned_post(request.form)
    before = pages_posted(held.preview.version, request.form)
    post = keep_in(held, [answer_form(one, posted=posted, among_all=True) for one in before])
    if pressed() and not (post.moved or post.is_lost):
        return held.go("start") if pressed() == LATER else held.go_on(after=None)
    opened = [one for one in main_pages(held.preview.version, held.typed) if one not in before]
    said, forms = Said(moved=post.moved, opened=opened), _among_all(held, post.forms)
    return looked_at_again(held.answering, forms, said) or held.go("check")


@bp.get("/<slug>/check-your-answers")
@requires(Permission.ANSWER)
def check(slug: str) -> Response:
    """Show every test answer."""
    held = _held_here(slug)
    return check_page(held.answering) if held else see_other("preview.start", slug=slug)


@bp.get("/<slug>/about-you")
@requires(Permission.ANSWER)
def about_you(slug: str) -> Response:
    """Offer the questions about the person."""
    held = _held_here(slug)
    if held is None or not asks_about_you(held.answering):
        return see_other("preview.check" if held else "preview.start", slug=slug)
    return about_page(held.answering)


@bp.post("/<slug>/check-your-answers", endpoint="send")
@requires(Permission.ANSWER)
def send(slug: str) -> Response:
    """Say what would keep the answers from being sent; else delete them. Nothing is sent."""
    held = _held(slug, PageForm(request.form).draft.data or "")
    definition, typed = held.preview.version.definition, held.typed
    problems = problems_before_sending(
        definition, typed.answers, typed.others, longest_other=LONGEST_OTHER
    )
    if problems:
        return not_ready_page(held.answering, problems)
    actions.finish(held.trial)
    return see_other("preview.thanks", slug=slug)


@bp.get("/<slug>/thanks")
@requires(Permission.READ_PUBLIC)
def thanks(slug: str) -> Response:
    """Say that nothing was sent."""
    return page("preview/thanks.html", consultation=preview_here(slug).consultation)


def _held_here(slug: str) -> Held | None:
    """Return the test answers of this browser, if it has begun."""
    preview, key = preview_here(slug), request.cookies.get(cookie_name("trial", slug), "")
    trial = queries.trial_with(key, preview.link.id)
    return Held(preview, trial, key) if trial else None


def _held(slug: str, key: str) -> Held:
    """Return the test answers with a key, to change them; new ones where there are none."""
    preview = preview_here(slug)
    trial = queries.trial_to_change(key, preview.link.id)
    if trial is None:
        trial, key = actions.begin(preview.link, at=clock.now())
    return Held(preview, trial, key)


def _page_at(preview: Preview, question: str, row: str | None) -> Page:
    return page_at(preview.version.definition, question, row) or abort(404)


def _among_all(held: Held, forms: Any) -> list[AnswerForm]:
    """Return the forms of all questions: as they were posted, or as they were saved."""
    by_page = {form.page: form for form in forms}
    asked = main_pages(held.preview.version, held.typed)
    return [by_page.get(one) or filled_in(held.typed, one, among_all=True) for one in asked]
