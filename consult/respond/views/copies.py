"""Copies of what a person sent: to read, in large print, as plain text."""

from flask import Response

from consult.accounts.permissions import Permission, requires
from consult.core.pages import download, page
from consult.respond import queries
from consult.respond.checks.copies import as_large_print, as_text, copy_of
from consult.respond.views.browser import bp
from consult.respond.views.receipts import sent_here


@bp.get("/receipt/answers")
@requires(Permission.ANSWER)
def sent_answers(slug: str) -> Response:
    """Show what was sent, and what stood before each correction."""
    sent = sent_here(slug)
    return page(
        "respond/sent_answers.html",
        sent=sent,
        copy=copy_of(sent),
        earlier=queries.earlier_versions(sent.response.id),
    )


@bp.get("/receipt/answers.txt")
@requires(Permission.ANSWER)
def copy_text(slug: str) -> Response:
    """Give a copy of the answers as plain text."""
    body = as_text(sent_here(slug))
    return download(body, name=f"{slug}-my-answers.txt", kind="text/plain; charset=utf-8")


@bp.get("/receipt/answers.pdf")
@requires(Permission.ANSWER)
def copy_large_print(slug: str) -> Response:
    """Give a copy of the answers in large print."""
    body = as_large_print(sent_here(slug))
    return download(body, name=f"{slug}-my-answers-large-print.pdf", kind="application/pdf")
