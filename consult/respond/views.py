"""The pages on which a resident answers: no account, no script, one question at a time."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, request
from werkzeug.exceptions import NotFound

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.languages import current_language
from consult.core.letters import is_storable
from consult.core.pages import page, see_other, typed_texts
from consult.core.security import code_for
from consult.core.settings import LONGEST_OTHER
from consult.plan.queries import current_version, public_consultation_at
from consult.plan.rules.timetable import State, state_of
from consult.respond import actions, queries
from consult.respond.forms.pages import SendForm, answer_form, cleaned_post, problems_with_post
from consult.respond.forms.shapes import AnswerForm
from consult.respond.forms.words import words_for
from consult.respond.queries import Begun
from consult.respond.rules.answers import (
    AnswerProblem,
    problems_before_sending,
    problems_with_answer,
    problems_with_other,
)
from consult.respond.rules.pages import Page, next_page, page_at, page_before, pages_for

bp = Blueprint("respond", __name__, url_prefix="/<language:lang>/consultations/<slug>")

KEPT_FOR = 120 * 24 * 3600  # seconds; a draft itself lasts as long as the consultation
QUESTION = "/answer/<question>"
STATEMENT = "/answer/<question>/<row>"

# Not something a person can have picked on the page, so it is not kept.
NOT_A_CHOICE = frozenset({"no-such-option", "choose-one"})


@bp.post("/answer")
@requires(Permission.ANSWER)
def begin(slug: str) -> Response:
    """Start a draft, or ask what to do with the one begun on this device."""
    begun = queries.draft_to_change(_cookie(slug), slug)
    if begun and begun.draft.sent_at is None:
        if "afresh" not in request.form:
            return see_other("respond.resume", slug=slug)
        actions.discard(begun.draft)
    consultation = public_consultation_at(slug) or abort(404)
    version = current_version(consultation.id)
    _draft, key = actions.begin(consultation, version, at=clock.now())
    first = next_page(version.definition, {}, after=None) or abort(404)
    return _with_key(see_other("respond.question", slug=slug, **first.address), slug, key)


@bp.get("/answer")
@requires(Permission.ANSWER)
def resume(slug: str) -> Response:
    """Ask whether to carry on with the answers begun on this device."""
    begun = _begun(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    return page("respond/resume.html", begun=begun, onward=_onward(begun))


@bp.get(QUESTION)
@bp.get(STATEMENT)
@requires(Permission.ANSWER)
def question(slug: str, question: str, row: str | None = None) -> Response:
    """Show a question with what was answered before."""
    begun = _begun(slug)
    asked = page_at(begun.version.definition, question, row) or abort(404)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    actions.require_open(begun.consultation, clock.now())
    if asked not in pages_for(begun.version.definition, begun.draft.answers):
        return _go_on(begun, after=None)
    form = answer_form(asked, value=_saved(begun, asked), other=_own_words(begun, asked))
    form.draft.data, form.then.data = _cookie(slug), request.args.get("then", "")
    return _question_page(begun, form)


@bp.post(QUESTION, endpoint="save")
@bp.post(STATEMENT, endpoint="save")
@requires(Permission.ANSWER)
def save(slug: str, question: str, row: str | None = None) -> Response:
    """Keep the page as typed, then say what is wrong with it or go on."""
    key = request.form.get("draft", "")
    begun = queries.draft_to_change(key, slug)
    if begun is None:
        return _keep_in_new_draft(slug, question, row)
    if begun.draft.sent_at is not None:
        # Returned, so that the key stays with the browser and the receipt can be reached.
        return _with_key(_already_sent(begun), slug, key)
    asked = page_at(begun.version.definition, question, row) or abort(404)
    form = answer_form(asked, posted=cleaned_post(request.form))
    problems = _keep_and_check(begun, form)
    if state_of(begun.consultation, clock.now()) is not State.OPEN:
        # Returned and not raised: what was typed last is kept too.
        return not_open(actions.NotOpenError(begun.consultation))
    if problems:
        return _question_page(begun, form, status=422)
    after = None if form.then.data == "check" else asked
    return _with_key(_go_on(begun, after=after, then=form.then.data), slug, key)


@bp.get("/check-your-answers")
@requires(Permission.ANSWER)
def check(slug: str) -> Response:
    """Show every answer before it is sent."""
    begun = _begun(slug)
    if begun.draft.sent_at is not None:
        return see_other("respond.receipt", slug=slug)
    actions.require_open(begun.consultation, clock.now())
    return _check_page(begun, _cookie(slug))


@bp.post("/check-your-answers", endpoint="send")
@requires(Permission.ANSWER)
def send(slug: str) -> Response:
    """Send, once. However often the button is pressed, one response and one receipt."""
    key = SendForm(request.form).draft.data or ""
    begun = queries.draft_to_change(key, slug)
    if begun is None:
        return page("errors/no_draft.html", status=410, slug=slug)
    try:
        actions.send(begun, key=key, language=current_language().code, at=clock.now())
    except actions.NotReadyError:
        return _check_page(begun, key, status=422)
    return _with_key(see_other("respond.receipt", slug=slug), slug, key)


@bp.get("/receipt")
@requires(Permission.ANSWER)
def receipt(slug: str) -> Response:
    """Thank the person, with the code that belongs to what they sent."""
    key = _cookie(slug)
    sent = queries.receipt_for(key, slug)
    if sent is None:
        return page("errors/no_draft.html", status=410, slug=slug)
    return page("respond/receipt.html", sent=sent, code=code_for("receipt", key))


@bp.errorhandler(actions.NotOpenError)
def not_open(error: actions.NotOpenError) -> Response:
    """Say when the consultation is open. Nothing was lost: what was saved stays saved."""
    return page(
        "errors/not_open.html",
        status=410,
        consultation=error.consultation,
        typed=typed_texts(),
    )


class NoDraft(NotFound):
    """The cookie opens no draft of this consultation."""

    code = 410


@bp.errorhandler(NoDraft)
def no_draft(_error: NoDraft) -> Response:
    """Say that there is nothing begun on this device, and how to start."""
    return page("errors/no_draft.html", status=410, slug=(request.view_args or {})["slug"])


def _begun(slug: str) -> Begun:
    begun = queries.draft_with(_cookie(slug), slug)
    if begun is None:
        raise NoDraft
    return begun


def _keep_and_check(begun: Begun, form: AnswerForm) -> tuple[AnswerProblem, ...]:
    """Keep what was typed, right or wrong; then return its problems, shown on the form."""
    value, other = form.value(), form.other()
    problems = problems_with_post(form, request.form)
    if is_storable([value, other]):
        found = problems_with_answer(form.page.question, value)
        problems += found + problems_with_other(other, longest=LONGEST_OTHER)
        if not any(one.code in NOT_A_CHOICE for one in found):
            actions.save_page(begun.draft, form.page, value=value, other=other, at=clock.now())
    form.show(problems)
    return problems


def _keep_in_new_draft(slug: str, question: str, row: str | None) -> Response:
    """Give typed text a new home when its draft is gone: one more press, not one letter less."""
    key = _cookie(slug)
    begun = queries.draft_to_change(key, slug)
    is_new = begun is None or begun.draft.sent_at is not None
    if begun is None or is_new:
        consultation = public_consultation_at(slug) or abort(404)
        version = current_version(consultation.id)
        draft, key = actions.begin(consultation, version, at=clock.now())
        begun = Begun(draft, consultation, version)
    asked = page_at(begun.version.definition, question, row) or abort(404)
    form = answer_form(asked, posted=cleaned_post(request.form))
    if is_new:
        # In a draft that is there already somebody else may be answering by now: what was
        # typed here goes into it only when they press Continue.
        _keep_and_check(begun, form)
    form.draft.data = key
    return _with_key(_question_page(begun, form, status=410, is_lost=True), slug, key)


def _already_sent(begun: Begun) -> Response:
    return page("errors/already_sent.html", status=409, consultation=begun.consultation)


def _question_page(
    begun: Begun, form: AnswerForm, *, status: int = 200, is_lost: bool = False
) -> Response:
    definition, answers = begun.version.definition, begun.draft.answers
    before = page_before(definition, answers, form.page)
    return page(
        "respond/question.html",
        status=status,
        form=form,
        asked=form.page,
        kind=str(form.page.question.kind),
        number=definition.numbers[form.page.question.id],
        consultation=begun.consultation,
        before=before,
        is_lost=is_lost,
        has_errors=bool(form.errors),
    )


def _check_page(begun: Begun, key: str, *, status: int = 200) -> Response:
    definition, draft = begun.version.definition, begun.draft
    problems = {}
    if status != HTTPStatus.OK:  # a page that is only looked at accuses nobody
        problems = problems_before_sending(
            definition, draft.answers, draft.others, longest_other=LONGEST_OTHER
        )
    return page(
        "respond/check.html",
        status=status,
        consultation=begun.consultation,
        pages=[
            (one, _saved(begun, one), _own_words(begun, one))
            for one in pages_for(definition, draft.answers)
        ],
        numbers=definition.numbers,
        problems={name: [words_for(one) for one in found] for name, found in problems.items()},
        form=SendForm(data={"draft": key}),
        has_errors=bool(problems),
    )


def _saved(begun: Begun, asked: Page) -> object:
    value = begun.draft.answers.get(asked.question.id)
    if asked.row is None:
        return value
    return (value or {}).get(asked.row.value)


def _own_words(begun: Begun, asked: Page) -> dict[str, str]:
    return begun.draft.others.get(asked.question.id, {})


def _onward(begun: Begun) -> Page | None:
    return next_page(begun.version.definition, begun.draft.answers, after=None)


def _go_on(begun: Begun, *, after: Page | None, then: str | None = "") -> Response:
    slug = begun.consultation.slug
    following = next_page(begun.version.definition, begun.draft.answers, after=after)
    if following is None:
        return see_other("respond.check", slug=slug)
    extra = {"then": "check"} if then == "check" else {}
    return see_other("respond.question", slug=slug, **following.address, **extra)


def _cookie_name(slug: str) -> str:
    return f"{'__Host-' if current_app.config['SECURE_COOKIES'] else ''}draft-{slug}"


def _cookie(slug: str) -> str:
    return request.cookies.get(_cookie_name(slug), "")


def _with_key(response: Response, slug: str, key: str) -> Response:
    """Leave the key of the draft with the person’s own browser."""
    response.set_cookie(
        _cookie_name(slug),
        key,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SECURE_COOKIES"]),
    )
    return response
