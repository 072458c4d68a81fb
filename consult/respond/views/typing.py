"""A page on which an officer types: what it shows, and how a press is kept before it is judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict

from consult.accounts.queries import current_person
from consult.accounts.rules import IDLE
from consult.core import clock
from consult.core.days import day_of
from consult.core.languages import current_language
from consult.core.letters import is_storable
from consult.core.pages import page
from consult.core.settings import LONGEST_OTHER
from consult.core.uploads import CleanFile, FileRefusedError, clean_file
from consult.respond import queries
from consult.respond.actions import double_entry, drafts, intake
from consult.respond.actions.double_entry import CannotCheckError
from consult.respond.actions.drafts import NotOpenError
from consult.respond.forms.intake import DeletionForm, OriginalForm, language_name, say_where
from consult.respond.forms.intake_words import NOT_CHECKED_WORDS
from consult.respond.forms.pages import answer_form, cleaned_post, problems_with_post
from consult.respond.forms.shapes import AnswerForm
from consult.respond.models import Draft
from consult.respond.models import Response as Stored
from consult.respond.queries import Begun
from consult.respond.queries import intake as typed_in
from consult.respond.rules.answers import is_blank, problems_with_answer, problems_with_other
from consult.respond.rules.intake import printed_pages, problems_with_about
from consult.respond.rules.pages import Page, mark_of, saved_on, sections_begun, words_on
from consult.respond.rules.typed_pages import PageTyped
from consult.respond.views.browser import not_open
from consult.respond.views.keeping import NOT_A_CHOICE, filled

bp = Blueprint(
    "take_in", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>/take-in"
)
bp.register_error_handler(NotOpenError, not_open)

SCAN_MB = 10


@dataclass
class Typing:
    """What stands on the page, and what came of a press."""

    begun: Begun
    about: OriginalForm
    forms: Sequence[AnswerForm]
    # Two officers, or two windows, typed on the same page.
    moved: bool = False
    # Kept at this press, and nothing is wrong with it.
    is_kept: bool = False
    problems: list[str] = field(default_factory=list)
    deletion: DeletionForm = field(default_factory=lambda: DeletionForm(formdata=None))

    @property
    def is_check(self) -> bool:
        """Say whether the form is typed in a second time."""
        return self.begun.draft.corrects_id is not None

    @property
    def has_problems(self) -> bool:
        """Say whether something has to be mended."""
        answers = any(one.errors for one in self.forms)
        return bool(self.problems or self.about.errors or self.deletion.errors or answers)


def draft_at(slug: str, draft_id: int, *, lock: bool = False) -> Begun:
    """Return what an officer has begun to type in."""
    return typed_in.intake_draft(draft_id, slug, lock=lock) or abort(404)


def shown(begun: Begun) -> Typing:
    """Return the page as it was kept."""
    said = {**vars(intake.about_of(begun.draft)), **vars(intake.original_of(begun.draft))}
    forms = [filled(begun, one, among_all=True) for one in _pages(begun)]
    return Typing(begun, OriginalForm(formdata=None, data=said), forms)


def posted_scan() -> CleanFile | FileRefusedError | None:
    """Return the scan that was sent along, cleaned. Called before anything is locked."""
    sent = request.files.get("scan")
    if sent is None or not sent.filename:
        return None
    try:
        return clean_file(sent.read(), sent.filename, limit_mb=SCAN_MB)
    except FileRefusedError as error:
        return error


def keep_typed(begun: Begun, scan: CleanFile | FileRefusedError | None) -> Typing:
    """Keep everything that was typed, right or wrong; then look at it."""
    posted = cleaned_post(request.form)
    there = [one for one in _pages(begun) if f"{one.key}-seen" in posted]
    forms = {one: answer_form(one, posted=posted, among_all=True) for one in there}
    moved = [_keep_answer(begun, form) for form in forms.values()]
    # What was not on the page is shown as it was kept.
    every = [forms.get(one) or filled(begun, one, among_all=True) for one in _pages(begun)]
    typing = Typing(begun, OriginalForm(), every, moved=any(moved))
    by, now = current_person(), clock.now()
    if typing.is_check:
        intake.touch(begun.draft, by=by, at=now)
    else:
        about, original = typing.about.about(), typing.about.original()
        intake.keep(begun.draft, about, original, by=by, at=now)
        opens = begun.consultation.opens
        typing.about.show(problems_with_about(about, original, opens=opens, today=day_of(now)))
    intake.detach(begun.draft, posted.get("remove", ""))
    if isinstance(scan, CleanFile):
        intake.attach(begun.draft, scan, at=now)
    elif scan:
        typing.about.refuse_scan(scan)
    _look_at_post(tuple(forms.values()))
    for form in every:
        say_where(form, begun.version.definition.numbers[form.page.question.id])
    typing.is_kept = not typing.has_problems
    return typing


def typing_page(typing: Typing, *, just: Stored | None = None, status: int = 200) -> Response:
    """Show every question in its printed order, with what was typed so far."""
    begun, definition = typing.begun, typing.begun.version.definition
    about = intake.about_of(begun.draft)
    first = first_typed(begun)
    return page(
        "respond/intake_typing.html",
        status=status,
        consultation=begun.consultation,
        definition=definition,
        typing=typing,
        about=about,
        language_name=language_name(about.language),
        sections=sections_begun(definition, _pages(begun)),
        words=words_on(_pages(begun), definition.words),
        scan_mb=SCAN_MB,
        idle_minutes=IDLE.seconds // 60,
        scans=typed_in.originals_of(begun.draft.id),
        first=first,
        first_typed_at=_typed_at(first),
        why_not=why_not_checked(first, begun.draft),
        answers=sum(
            not is_blank(saved_on(one, begun.draft.typed.answers)) for one in _pages(begun)
        ),
        just=just,
        just_answers=len(queries.answers_of(just.id)) if just else 0,
        has_errors=typing.has_problems,
    )


def _pages(begun: Begun) -> tuple[Page, ...]:
    is_check = begun.draft.corrects_id is not None
    return printed_pages(begun.version.definition, with_equality=not is_check)


def _keep_answer(begun: Begun, form: AnswerForm) -> bool:
    """Keep one answer as typed, and say whether somebody else had typed another one here."""
    value, other, replaced = form.value(), form.other(), None
    if not is_storable([value, other]):
        return False
    found = problems_with_answer(form.page.question, value)
    problems = (*found, *problems_with_other(other, longest=LONGEST_OTHER))
    if not any(one.code in NOT_A_CHOICE for one in found):
        now = PageTyped(value, other, current_language().code, form.seen.data or "")
        replaced = drafts.save_page(begun.draft, form.page, now, at=clock.now())
        form.seen.data, form.replaced = mark_of(value, other), replaced
    form.show(one for one in problems if one.code != "required")
    return bool(replaced)


def _look_at_post(forms: Sequence[AnswerForm]) -> None:
    """Say what is wrong with the post as a whole, at the first question."""
    beside = OriginalForm.NAMES
    said = [(name, text) for name, text in request.form.items(multi=True) if name not in beside]
    problems = problems_with_post(forms, MultiDict(said))
    if forms and problems:
        forms[0].show(problems)


def first_typed(begun: Begun) -> Stored | None:
    """Return what this form became when it was typed in before, if it was."""
    if begun.draft.corrects_id is not None:
        return typed_in.response_typed(begun.draft.corrects_id)
    about = intake.about_of(begun.draft)
    if about.number is None:
        return None
    return typed_in.response_with_number(begun.consultation.id, about.channel, about.number)


def _typed_at(first: Stored | None) -> datetime | None:
    typed_at = ((first and first.provenance) or {}).get("typed_at")
    return datetime.fromisoformat(typed_at) if typed_at else None


def why_not_checked(first: Stored | None, draft: Draft | None = None) -> str:
    """Say why this officer cannot check what was typed in before, or nothing when they can."""
    try:
        if first is not None:
            double_entry.require_check(first, by=current_person(), draft=draft)
    except CannotCheckError as error:
        return str(NOT_CHECKED_WORDS[error.why])
    return ""
