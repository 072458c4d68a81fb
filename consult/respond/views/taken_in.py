"""What became of an answer that was typed in: the receipt, the slip, and the second look."""

from http import HTTPStatus

from flask import Response, abort, current_app, request, url_for

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.languages import ENGLISH, LANGUAGES
from consult.core.pages import NUMBER, page, see_other
from consult.core.reading import Reading
from consult.respond import queries
from consult.respond.actions import double_entry
from consult.respond.actions.double_entry import CannotCheckError, is_theirs
from consult.respond.actions.drafts import receipt_code_of
from consult.respond.checks.copies import copy_of, differing
from consult.respond.forms.intake import IntakeForm, language_name
from consult.respond.forms.intake_words import CHANNEL_CHOICES, INTAKE_PROBLEMS, NOT_CHECKED_WORDS
from consult.respond.models import SecondEntry
from consult.respond.queries import Sent
from consult.respond.queries import intake as typed_in
from consult.respond.rules.answers import Channel
from consult.respond.rules.double_entry import CHOICES
from consult.respond.views.typing import (
    bp,
    draft_at,
    first_typed,
    shown,
    typing_page,
    why_not_checked,
)

SLIP = Reading(size="150")
SENT = "/sent/<reference>"


@bp.get(SENT)
@requires(Permission.TAKE_IN)
def intake_sent(slug: str, reference: str) -> Response:
    """Show what was understood, the receipt code, and what comes next."""
    return _sent_page(_sent(slug, reference))


@bp.get(f"{SENT}/slip")
@requires(Permission.TAKE_IN)
def intake_slip(slug: str, reference: str) -> Response:
    """Show a page to print, for the person to look through: in large print."""
    sent = _sent(slug, reference)
    if is_theirs(sent.response):
        abort(404)
    receipt = url_for("respond.receipt", slug=slug)
    return page(
        "respond/intake_slip.html",
        sent=sent,
        copy=copy_of(sent),
        code=receipt_code_of(sent.response),
        address=(current_app.config["BASE_URL"] or request.host_url.rstrip("/")) + receipt,
        reading=SLIP,
    )


@bp.post(f"{SENT}/again", endpoint="type_again")
@requires(Permission.TAKE_IN)
def type_again(slug: str, reference: str) -> Response:
    """Open a blank page on which somebody else types the same form in again."""
    sent = _sent(slug, reference, lock=True)
    try:
        draft = double_entry.begin(sent, by=current_person(), at=clock.now())
    except CannotCheckError as error:
        return _sent_page(sent, problem=NOT_CHECKED_WORDS[error.why], status=409)
    return see_other("take_in.intake_typing", slug=slug, draft_id=draft.id, _anchor="next")


@bp.post(f"/<{NUMBER}:draft_id>/same-form", endpoint="same_form")
@requires(Permission.TAKE_IN)
def same_form(slug: str, draft_id: int) -> Response:
    """Let what was typed in a second time check the first."""
    begun = draft_at(slug, draft_id, lock=True)
    first = first_typed(begun)
    if first is not None and begun.draft.sent_at is None:
        try:
            double_entry.take_for_check(begun, first, by=current_person())
        except CannotCheckError:
            return typing_page(shown(begun), status=409)
    return see_other("take_in.intake_typing", slug=slug, draft_id=draft_id, _anchor="next")


@bp.get(f"{SENT}/differences")
@requires(Permission.TAKE_IN)
def intake_differences(slug: str, reference: str) -> Response:
    """Show where the two entries of a form differ."""
    sent = _sent(slug, reference)
    return _differences_page(sent, _entry(sent))


@bp.post(f"{SENT}/differences", endpoint="settle")
@requires(Permission.TAKE_IN)
def settle(slug: str, reference: str) -> Response:
    """Keep what somebody says is right, and ask for what is still to be chosen."""
    sent = _sent(slug, reference, lock=True)
    entry, form = _entry(sent, lock=True), request.form
    chosen = {
        one["page"]: form[f"right-{one['page']}"]
        for one in entry.differences
        if form.get(f"right-{one['page']}") in CHOICES
    }
    if not double_entry.choose(sent, entry, chosen, by=current_person(), at=clock.now()):
        return _differences_page(sent, entry, status=422)
    return see_other("take_in.intake_differences", slug=slug, reference=reference)


def _sent(slug: str, reference: str, *, lock: bool = False) -> Sent:
    return typed_in.sent_in(reference, slug, lock=lock) or abort(404)


def _entry(sent: Sent, *, lock: bool = False) -> SecondEntry:
    found = typed_in.second_entry_of(sent.response.id, lock=lock)
    return found if found and found.at else abort(404)


def _sent_page(sent: Sent, *, problem: object = "", status: int = 200) -> Response:
    response, numbers = sent.response, sent.version.definition.numbers
    about = {name: getattr(response, name) for name in ("channel", "language")}
    said = response.provenance or {}
    return page(
        "respond/intake_sent.html",
        status=status,
        sent=sent,
        copy=copy_of(sent),
        # Once the person has used their code, it is theirs alone.
        code="" if is_theirs(response) else receipt_code_of(response),
        files=queries.uploads_of(response_id=response.id),
        entry=typed_in.second_entry_of(response.id),
        channel=CHANNEL_CHOICES[Channel(response.channel)],
        language_name=language_name(response.language),
        slip_language=LANGUAGES.get(response.language, ENGLISH),
        left_out=[numbers[one] for one in said["left_out"]],
        following=IntakeForm(formdata=None, data={**about, "received": said["received"]}),
        why_not=why_not_checked(response),
        problem=problem,
        has_errors=bool(problem),
    )


def _differences_page(sent: Sent, entry: SecondEntry, *, status: int = 200) -> Response:
    definition = sent.version.definition
    return page(
        "respond/intake_differences.html",
        status=status,
        sent=sent,
        entry=entry,
        differing=tuple(differing(definition, entry.differences)),
        numbers=definition.numbers,
        problem=INTAKE_PROBLEMS["choose-each"] if status != HTTPStatus.OK else "",
        has_errors=status != HTTPStatus.OK,
    )
