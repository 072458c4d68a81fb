"""The pages that ask, as everybody sees them: those who answer, and those who try a preview."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Response

from consult.core.languages import current_language, in_order
from consult.core.pages import page
from consult.core.reading import chosen
from consult.core.settings import LONGEST_OTHER
from consult.easy_read.queries import part_about
from consult.easy_read.rules import Part as EasyPart
from consult.easy_read.rules import Subject
from consult.editions.models import CONSULTATION
from consult.plan.models import Consultation
from consult.plan.queries import Version
from consult.respond.forms.intake import say_where
from consult.respond.forms.pages import PageForm, SendForm, answer_form
from consult.respond.forms.shapes import AnswerForm
from consult.respond.forms.words import words_for
from consult.respond.models import Typed
from consult.respond.rules.answers import problems_before_sending
from consult.respond.rules.pages import (
    Page,
    Part,
    next_page,
    page_before,
    pages_for,
    pages_of,
    part_of,
    saved_on,
    sections_begun,
    words_on,
)
from consult.respond.rules.standing import Arrival


@dataclass(frozen=True)
class Answering:
    """Somebody who answers, as the pages show it."""

    consultation: Consultation
    version: Version
    typed: Typed
    came: Arrival
    # The secret in the hidden field of their pages.
    key: str
    # Where answers are looked through: the names of their files, and whether they were sent.
    files: Mapping[str, str] = field(default_factory=dict)
    corrects: bool = False


@dataclass(frozen=True)
class Said:
    """What the page with all questions has to tell beside them."""

    is_lost: bool = False
    moved: bool = False
    # Pages of questions that the answers have just opened up.
    opened: Sequence[Page] = ()


def onward(
    version: Version, typed: Typed, *, after: Page | None, then: str = ""
) -> tuple[str, dict[str, str]]:
    """Return which page follows, and the parts of its address.

    At the end of a part it is the one on which it is looked through. “check” as ``then`` leads
    people who came from there past what they have seen.
    """
    part = part_of(after.question) if after else Part.MAIN
    first = after if then != "check" else None
    following = next_page(version.definition, typed.answers, after=first, part=part)
    if following is None:
        return ("check" if part is Part.MAIN else "about_you"), {}
    return "question", {**following.address, **({"then": "check"} if then == "check" else {})}


def filled_in(typed: Typed, asked: Page, *, among_all: bool = False) -> AnswerForm:
    """Return the form of a page with what was saved on it."""
    return answer_form(
        asked,
        value=saved_on(asked, typed.answers),
        other=typed.others.get(asked.question.id),
        among_all=among_all,
    )


def main_pages(version: Version, typed: Typed) -> tuple[Page, ...]:
    """Return the pages of the first part that somebody goes through."""
    return pages_for(version.definition, typed.answers, Part.MAIN)


def pages_posted(version: Version, posted: Mapping[str, str]) -> list[Page]:
    """Return the pages that were on the page: another device may have opened others since."""
    every = (
        page
        for question in version.definition.questions
        if part_of(question) is Part.MAIN
        for page in pages_of(question)
    )
    return [one for one in every if f"{one.key}-seen" in posted and not one.question.waits]


def question_page(
    one: Answering, form: AnswerForm, *, then: str = "", is_lost: bool = False, status: int = 200
) -> Response:
    """Return the page of one question."""
    definition, asked = one.version.definition, form.page
    pages = pages_for(definition, one.typed.answers, part_of(asked.question))
    sections = sections_begun(definition, pages)
    return page(
        "respond/question.html",
        status=status,
        form=form,
        carried=PageForm(data={"draft": one.key, "then": then}),
        number=definition.numbers[asked.question.id],
        consultation=one.consultation,
        section=definition.section_of(asked.question),
        begins=sections.get(asked.key),
        words=words_on((asked,), definition.words, tuple(sections.items())).get(asked.key, ()),
        before=page_before(definition, one.typed.answers, asked),
        came=one.came,
        is_lost=is_lost,
        easy=_easy_read(one.consultation, asked.question.id),
        has_errors=bool(form.errors),
    )


def all_page(
    one: Answering, forms: Sequence[AnswerForm], said: Said, *, status: int = 200
) -> Response:
    """Return the page with all questions."""
    definition = one.version.definition
    pages = tuple(form.page for form in forms)
    sections = sections_begun(definition, pages)
    for form in forms:
        say_where(form, definition.numbers[form.page.question.id])
    return page(
        "respond/answer_all.html",
        status=status,
        forms=forms,
        carried=PageForm(data={"draft": one.key}),
        numbers=definition.numbers,
        consultation=one.consultation,
        sections=sections,
        words=words_on(pages, definition.words, tuple(sections.items())),
        came=one.came,
        said=said,
        has_errors=any(form.errors for form in forms),
    )


def looked_at_again(one: Answering, forms: Sequence[AnswerForm], said: Said) -> Response | None:
    """Return the page with all questions once more, if there is anything to look at.

    What is wrong with a question that is not asked any more does not matter.
    """
    has_problems = any(form.errors for form in forms)
    if not (has_problems or said.moved or said.opened):
        return None
    status = 422 if has_problems else 409 if said.moved else 200
    return all_page(one, forms, said, status=status)


def asks_about_you(one: Answering) -> bool:
    """Say whether there is anything to ask: some say beforehand that they do not want it."""
    return bool(pages_for(one.version.definition, one.typed.answers, Part.ABOUT_YOU))


def check_page(one: Answering, *, status: int = 200) -> Response:
    """Return the page with all answers of the first part."""
    has_more = asks_about_you(one)
    return _looked_through(one, Part.MAIN, "respond/check.html", status=status, has_more=has_more)


def about_page(one: Answering, *, status: int = 200) -> Response:
    """Return the page with what somebody said about themselves."""
    onward = next_page(one.version.definition, one.typed.answers, after=None, part=Part.ABOUT_YOU)
    return _looked_through(
        one, Part.ABOUT_YOU, "respond/about_you.html", status=status, onward=onward
    )


def not_ready_page(one: Answering, missing: Iterable[str]) -> Response:
    """Return the page on which something, by the keys of pages, keeps answers from being sent."""
    by_id = one.version.definition.by_id
    is_about = all(by_id[name.split("/")[0]].is_equality for name in missing)
    return (about_page if is_about else check_page)(one, status=422)


def _looked_through(
    one: Answering, part: Part, template: str, *, status: int, **more: object
) -> Response:
    definition, typed = one.version.definition, one.typed
    asked = pages_for(definition, typed.answers, part)
    problems = {}
    if status != 200:  # noqa: PLR2004 - a page that is only looked at accuses nobody
        problems = problems_before_sending(
            definition, typed.answers, typed.others, longest_other=LONGEST_OTHER
        )
    return page(
        template,
        status=status,
        consultation=one.consultation,
        pages=[
            (shown, saved_on(shown, typed.answers), typed.others.get(shown.question.id, {}))
            for shown in asked
        ],
        sections=sections_begun(definition, asked),
        numbers=definition.numbers,
        files=one.files,
        problems={
            name: [in_order(words_for(problem)) for problem in found]
            for name, found in problems.items()
            if part_of(definition.by_id[name.split("/")[0]]) is part
        },
        form=SendForm(data={"draft": one.key}),
        came=one.came,
        corrects=one.corrects,
        has_errors=bool(problems),
        **more,
    )


def _easy_read(consultation: Consultation, question: str) -> EasyPart | None:
    """Return what stands above a question for people who chose Easy Read."""
    if chosen().words != "easy":
        return None
    subject = Subject(consultation, CONSULTATION, current_language().code)
    return part_about(subject, question)
