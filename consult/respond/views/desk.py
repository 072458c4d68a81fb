"""The officer’s pages on what came in: late answers, requests to delete, signs of machines."""

from flask import Blueprint, Response, abort

from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person
from consult.core import clock
from consult.core.pages import download, page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.respond import queries
from consult.respond.actions import afterwards
from consult.respond.checks.copies import copy_of
from consult.respond.forms.desk import (
    CHANNEL_WORDS,
    SIGNAL_WORDS,
    STANDING_WORDS,
    ErasureForm,
    LateForm,
)
from consult.respond.models import Upload
from consult.respond.queries import Sent
from consult.respond.queries import desk as waiting
from consult.respond.queries.own_words import in_english
from consult.respond.rules.intake import ORIGINAL
from consult.respond.rules.standing import Standing, erasure_due

desk = Blueprint(
    "responses", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>/responses"
)


@desk.get("/")
@requires(Permission.READ_RESPONSES)
def overview(slug: str) -> Response:
    """Show how many came in and how, and what waits for somebody."""
    consultation = _consultation(slug)
    return page(
        "respond/overview.html",
        consultation=consultation,
        channels=queries.count_by_channel(consultation.id),
        standings=queries.count_by_standing(consultation.id),
        late=waiting.late_responses(consultation.id),
        erasures=waiting.asked_to_erase(consultation.id),
        due=erasure_due,
        groups=waiting.groups_from_one_network(consultation.id),
        signals=waiting.count_by_signal(consultation.id),
        channel_words=CHANNEL_WORDS,
        standing_words=STANDING_WORDS,
        signal_words=SIGNAL_WORDS,
    )


@desk.get("/<reference>")
@requires(Permission.READ_RESPONSES)
def response(slug: str, reference: str) -> Response:
    """Show one response as it stands, without what the person said about themselves."""
    return _response_page(_sent(slug, reference), LateForm(formdata=None))


@desk.post("/<reference>/count", endpoint="count_late")
@requires(Permission.COUNT_LATE)
def count_late(slug: str, reference: str) -> Response:
    """Let a late response count, for a stated reason."""
    sent, form = _sent(slug, reference, lock=True), LateForm()
    if not form.validate():
        return _response_page(sent, form, status=422)
    by = current_person().shown_as
    afterwards.count_late(sent, reason=form.reason.data or "", by=by, at=clock.now())
    return see_other("responses.overview", slug=slug)


@desk.post("/<reference>/erase", endpoint="erase")
@requires(Permission.ERASE_RESPONSE)
def erase(slug: str, reference: str) -> Response:
    """Delete a response, because the person asked for it."""
    sent = _sent(slug, reference, lock=True)
    form = ErasureForm()
    if not form.validate():
        return _response_page(sent, LateForm(formdata=None), erasure=form, status=422)
    afterwards.erase(sent, by=current_person().shown_as, at=clock.now())
    return see_other("responses.overview", slug=slug)


@desk.get("/<reference>/files/<upload_id>")
@requires(Permission.READ_RESPONSES)
@asks_again
def file(slug: str, reference: str, upload_id: str) -> Response:
    """Give a file that came with a response, to save and never to run."""
    sent = _sent(slug, reference)
    if upload_id not in {one.id for one in _files(sent)}:
        abort(404)
    found = queries.upload(upload_id)
    return download(
        found.body, name=f"{reference}-{found.id[:6]}{found.extension}", kind=found.kind
    )


def _response_page(
    sent: Sent, late: LateForm, *, erasure: ErasureForm | None = None, status: int = 200
) -> Response:
    erasure = erasure or ErasureForm(formdata=None)
    return page(
        "respond/response.html",
        status=status,
        sent=sent,
        copy=[] if _is_back(sent) else copy_of(sent),
        in_english=in_english(sent.response.id, sent.version.definition),
        files=_files(sent),
        earlier=queries.earlier_versions(sent.response.id),
        late=late,
        erasure=erasure,
        channel_words=CHANNEL_WORDS,
        standing_words=STANDING_WORDS,
        signal_words=SIGNAL_WORDS,
        has_errors=bool(late.errors or erasure.errors),
    )


def _is_back(sent: Sent) -> bool:
    """Say whether the person took it back. We told them that nobody reads it then."""
    return sent.response.standing == Standing.WITHDRAWN


def _files(sent: Sent) -> list[Upload]:
    """Return the files that stand in a response now, not those the person has taken away."""
    if _is_back(sent):
        return []
    named = [one.value for one in queries.answers_of(sent.response.id)]
    every = queries.uploads_of(response_id=sent.response.id)
    return [one for one in every if one.question == ORIGINAL or one.id in named]


def _consultation(slug: str) -> Consultation:
    return consultation_at(slug) or abort(404)


def _sent(slug: str, reference: str, *, lock: bool = False) -> Sent:
    find = queries.sent_as_to_change if lock else queries.sent_as
    found = find(reference, slug) or queries.sent_to_erase(reference, slug, lock=lock)
    return found or abort(404)
