"""Where officers type in what came on paper, by phone or by post: fast, and losing nothing."""

from flask import Response, abort, request

from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import NUMBER, download, page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, current_version
from consult.respond import queries
from consult.respond.actions import double_entry, drafts, intake
from consult.respond.actions.double_entry import CannotCheckError
from consult.respond.actions.sending import NotReadyError
from consult.respond.actions.taking_in import NumberTakenError, take_in
from consult.respond.forms.intake import DeletionForm, IntakeForm, language_name
from consult.respond.forms.intake_words import CHANNEL_CHOICES, INTAKE_PROBLEMS
from consult.respond.queries import Begun
from consult.respond.queries import intake as typed_in
from consult.respond.rules.answers import Channel
from consult.respond.rules.double_entry import CHECKED_EVERY
from consult.respond.rules.intake import ORIGINAL
from consult.respond.views.typing import (
    Typing,
    bp,
    draft_at,
    keep_typed,
    posted_scan,
    shown,
    typing_page,
)

SEND = "send"  # what the button “Save” says; any other press only keeps and looks


@bp.get("/")
@requires(Permission.TAKE_IN)
def intake_desk(slug: str) -> Response:
    """Show what was begun, what is to be typed in again, and how to begin."""
    today = day_of(clock.now()).isoformat()
    form = IntakeForm(formdata=None, data={"received": today, "language": "en"})
    return _desk_page(_consultation(slug), form)


@bp.post("/", endpoint="begin")
@requires(Permission.TAKE_IN)
def begin(slug: str) -> Response:
    """Open a blank page for an answer."""
    consultation, form = _consultation(slug), IntakeForm()
    if form.about().channel not in CHANNEL_CHOICES:
        form.channel.errors = [INTAKE_PROBLEMS["no-channel"]]
        return _desk_page(consultation, form, status=422)
    version = current_version(consultation.id)
    draft = intake.begin(consultation, version, form.about(), by=current_person(), at=clock.now())
    return _to_page(slug, draft.id)


@bp.get(f"/<{NUMBER}:draft_id>")
@requires(Permission.TAKE_IN)
def intake_typing(slug: str, draft_id: int) -> Response:
    """Show what is typed so far, every question in its printed order."""
    begun = draft_at(slug, draft_id)
    if begun.draft.sent_at is not None:
        return _to_sent(begun)
    just = typed_in.sent_in(request.args.get("after", ""), slug)
    return typing_page(shown(begun), just=just.response if just else None)


@bp.post(f"/<{NUMBER}:draft_id>", endpoint="save")
@requires(Permission.TAKE_IN)
def save(slug: str, draft_id: int) -> Response:
    """Keep the page as typed, then say what is wrong with it, or count it and go on."""
    scan = posted_scan()
    begun = draft_at(slug, draft_id, lock=True)
    if begun.draft.sent_at is not None:
        return _to_sent(begun)
    typing = keep_typed(begun, scan)
    if typing.has_problems:
        return typing_page(typing, status=422)
    if typing.moved:
        return typing_page(typing, status=409)
    if request.form.get("go") != SEND:
        return typing_page(typing)
    return _compare(typing) if typing.is_check else _take_in(typing)


@bp.post(f"/<{NUMBER}:draft_id>/delete", endpoint="discard")
@requires(Permission.TAKE_IN)
def discard(slug: str, draft_id: int) -> Response:
    """Delete what was typed in and not counted."""
    begun, form = draft_at(slug, draft_id, lock=True), DeletionForm()
    if begun.draft.sent_at is not None:
        return _to_sent(begun)
    if not form.validate():
        typing = shown(begun)
        typing.deletion = form
        return typing_page(typing, status=422)
    drafts.discard(begun.draft)
    return see_other("take_in.intake_desk", slug=slug)


@bp.get(f"/<{NUMBER}:draft_id>/scans/<upload_id>")
@requires(Permission.TAKE_IN)
@asks_again
def scan(slug: str, draft_id: int, upload_id: str) -> Response:
    """Give a scan back, to save and never to run."""
    draft = draft_at(slug, draft_id).draft
    every = typed_in.originals_of(draft.id)
    found = next((one for one in every if one.id == upload_id), None) or abort(404)
    name = f"{slug}-{draft_id}-{found.id[:6]}{found.extension}"
    return download(found.body, name=name, kind=found.kind)


def _take_in(typing: Typing) -> Response:
    """Count it, then go straight to the next form; after a call, to the words that end it."""
    begun, by, now = typing.begun, current_person(), clock.now()
    try:
        response = take_in(begun, by=by, at=now)
    except NumberTakenError:
        return typing_page(typing, status=409)
    except NotReadyError as error:
        return _not_ready(typing, error)
    about = intake.about_of(begun.draft)
    if about.channel == Channel.PHONE:
        return _to_sent(begun)
    following = intake.begin_next(begun, about, by=by, at=now)
    return _to_page(begun.consultation.slug, following.id, after=response.reference)


def _compare(typing: Typing) -> Response:
    """Compare the second entry with the first."""
    try:
        double_entry.compare(typing.begun, by=current_person(), at=clock.now())
    except NotReadyError as error:
        return _not_ready(typing, error)
    except CannotCheckError:
        return typing_page(typing, status=409)
    return _to_sent(typing.begun)


def _not_ready(typing: Typing, error: NotReadyError) -> Response:
    code = "nothing-typed" if ORIGINAL in error.problems else "look-again"
    typing.problems.append(str(INTAKE_PROBLEMS[code]))
    return typing_page(typing, status=422)


def _to_page(slug: str, draft_id: int, **more: str) -> Response:
    place = {"draft_id": draft_id, "_anchor": "next", **more}
    return see_other("take_in.intake_typing", slug=slug, **place)


def _to_sent(begun: Begun) -> Response:
    """Lead to what a draft became, however often its button was pressed."""
    response = queries.sent_from(begun.draft)
    is_check = begun.draft.corrects_id is not None
    where = "take_in.intake_differences" if is_check else "take_in.intake_sent"
    return see_other(where, slug=begun.consultation.slug, reference=response.reference)


def _consultation(slug: str) -> Consultation:
    return consultation_at(slug) or abort(404)


def _desk_page(consultation: Consultation, form: IntakeForm, *, status: int = 200) -> Response:
    unfinished = typed_in.unfinished(consultation.id)
    return page(
        "respond/intake_desk.html",
        status=status,
        consultation=consultation,
        form=form,
        unfinished=[(one, intake.about_of(one)) for one in unfinished],
        to_type_again=typed_in.to_type_again(consultation.id),
        to_settle=typed_in.to_settle(consultation.id),
        rate=typed_in.error_rate(consultation.id),
        checked_every=CHECKED_EVERY,
        channel_choices=CHANNEL_CHOICES,
        language_name=language_name,
        has_errors=bool(form.errors),
    )
