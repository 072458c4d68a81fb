"""The receipt: what was sent, and what a person can still do about it."""

from collections.abc import Callable

from flask import Response, abort, request
from werkzeug.exceptions import NotFound

from consult.accounts.permissions import Permission, requires
from consult.core import clock, mail
from consult.core.languages import current_language
from consult.core.pages import page, see_other
from consult.core.security import clean_code
from consult.plan.models import Consultation
from consult.plan.queries import public_consultation_at
from consult.plan.rules.timetable import State, outcome_due, state_of
from consult.respond import queries
from consult.respond.actions import afterwards, drafts, letters
from consult.respond.forms.returning import ContactForm, EmailForm, ReceiptForm
from consult.respond.queries import Sent
from consult.respond.views.browser import bp, network
from consult.respond.views.cookies import leaving, receipt_cookie, with_draft, with_receipt
from consult.respond.views.patience import has_tried_enough, may_post


@bp.get("/receipt")
@requires(Permission.ANSWER)
def receipt(slug: str) -> Response:
    """Thank the person, and say what happens next; without a receipt here, ask for its code."""
    sent = queries.sent_with(receipt_cookie(slug), slug)
    if sent is None:
        return _code_page(public_consultation_at(slug) or abort(404), ReceiptForm())
    return _receipt_page(sent)


@bp.post("/receipt", endpoint="open_receipt")
@requires(Permission.ANSWER)
def open_receipt(slug: str) -> Response:
    """Open a receipt with its code, on any device."""
    form, here = ReceiptForm(request.form), network()
    consultation = public_consultation_at(slug) or abort(404)
    if has_tried_enough(here):
        form.problem("too-many")
        return _code_page(consultation, form, status=429)
    sent = queries.sent_with(form.code.data or "", slug)
    if sent is None:
        drafts.note_wrong_code(here, at=clock.now())
        form.problem("no-such-receipt" if form.code.data else "no-code")
        return _code_page(consultation, form, status=422)
    return _again(slug, form.code.data)


@bp.post("/receipt/correct")
@requires(Permission.ANSWER)
def correct(slug: str) -> Response:
    """Go through the answers again. What was sent stands until the new ones are sent."""
    sent = _sent_to_change(slug)
    draft = afterwards.correct(sent, at=clock.now())
    return with_draft(see_other("respond.check", slug=slug), slug, draft)


@bp.get("/receipt/withdraw")
@requires(Permission.ANSWER)
def withdrawing(slug: str) -> Response:
    """Ask whether the person means it, and say what it does."""
    return page("respond/withdraw.html", sent=sent_here(slug), code=receipt_cookie(slug))


@bp.post("/receipt/withdraw")
@requires(Permission.ANSWER)
def withdraw(slug: str) -> Response:
    """Take the answers back."""
    return _do(slug, lambda sent: afterwards.withdraw(sent, at=clock.now()))


@bp.post("/receipt/put-back")
@requires(Permission.ANSWER)
def put_back(slug: str) -> Response:
    """Undo taking the answers back."""
    return _do(slug, lambda sent: afterwards.put_back(sent, at=clock.now()))


@bp.post("/receipt/erase")
@requires(Permission.ANSWER)
def ask_for_erasure(slug: str) -> Response:
    """Ask that everything be deleted."""
    return _do(slug, lambda sent: afterwards.ask_for_erasure(sent, at=clock.now()))


@bp.post("/receipt/confirm")
@requires(Permission.ANSWER)
def confirm(slug: str) -> Response:
    """Say that what was typed in for this person is right."""
    return _do(slug, lambda sent: afterwards.confirm(sent, at=clock.now()))


@bp.post("/receipt/contact")
@requires(Permission.ANSWER)
def keep_contact(slug: str) -> Response:
    """Keep how to reach the person, or forget it when all is empty."""
    sent, form = _sent_to_change(slug), ContactForm(request.form)
    if not form.validate():
        return _receipt_page(sent, contact=form, status=422)
    email, language = form.email.data or "", current_language().code
    afterwards.keep_contact(sent, email=email, language=language)
    return _again(slug, form.code.data)


@bp.post("/receipt/mail")
@requires(Permission.ANSWER)
def mail_receipt(slug: str) -> Response:
    """Send the person word that their answers reached us."""
    sent, form, here = _sent_to_change(slug), EmailForm(request.form), network()
    if not may_post(form, here):
        return _receipt_page(sent, posting=form, status=422)
    letters.post_receipt(
        sent,
        to=form.email.data or "",
        language=current_language().code,
        network=here,
        at=clock.now(),
    )
    return _again(slug, form.code.data, posted=1)


@bp.post("/receipt/leave")
@requires(Permission.ANSWER)
def leave_receipt(slug: str) -> Response:
    """Let this device forget the receipt."""
    found = public_consultation_at(slug) or abort(404)
    return leaving(see_other("respond.left", slug=slug), found.slug)


def sent_here(slug: str) -> Sent:
    """Return the response whose receipt this browser holds. Raises NoReceipt."""
    sent = queries.sent_with(receipt_cookie(slug), slug)
    if sent is None:
        raise _no_receipt(slug)
    return sent


def _sent_to_change(slug: str) -> Sent:
    """Return the response that a form names. A cookie alone changes nothing."""
    sent = queries.sent_to_change(request.form.get("code", ""), slug)
    if sent is None:
        raise _no_receipt(slug)
    return sent


def _do(slug: str, act: Callable[[Sent], None]) -> Response:
    act(_sent_to_change(slug))
    return _again(slug, request.form["code"])


def _again(slug: str, code: str | None, **told: int) -> Response:
    onward = see_other("respond.receipt", slug=slug, **told)
    # As we know it: whatever else was typed around it has no place in a cookie.
    return with_receipt(onward, slug, clean_code(code or ""))


def _receipt_page(
    sent: Sent,
    *,
    contact: ContactForm | None = None,
    posting: EmailForm | None = None,
    status: int = 200,
) -> Response:
    consultation, response = sent.consultation, sent.response
    code = drafts.receipt_code_of(response)
    kept = queries.contact_of(response.id) or {}
    contact = contact or ContactForm(data={**kept, "code": code})
    posting = posting or EmailForm(data={"code": code})
    posting.email.id = "receipt-email"  # there are two boxes for an address
    return page(
        "respond/receipt.html",
        status=status,
        sent=sent,
        code=code,
        is_open=state_of(consultation, clock.now()) is State.OPEN,
        outcome_due=outcome_due(consultation),
        contact=contact,
        posting=posting,
        offers_mail=mail.is_offered(),
        has_contact=bool(kept),
        is_posted=request.args.get("posted") == "1",
        has_errors=bool(contact.errors or posting.errors),
    )


def _code_page(consultation: Consultation, form: ReceiptForm, *, status: int = 200) -> Response:
    return page(
        "respond/open_receipt.html",
        status=status,
        consultation=consultation,
        form=form,
        has_errors=bool(form.errors),
    )


class NoReceipt(NotFound):
    """Neither the browser nor the form has the code of a receipt."""

    code = 410

    def __init__(self, consultation: Consultation) -> None:
        """Keep the consultation, so that the page can ask for the code."""
        super().__init__()
        self.consultation = consultation


def _no_receipt(slug: str) -> NoReceipt:
    return NoReceipt(public_consultation_at(slug) or abort(404))


@bp.errorhandler(NoReceipt)
def no_receipt(error: NoReceipt) -> Response:
    """Ask for the code again: a browser keeps it for half an hour only."""
    return _code_page(error.consultation, ReceiptForm(), status=410)
