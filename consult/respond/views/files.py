"""Files that belong to answers: cleaned before anything is locked, saved as attachments."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, abort, request
from werkzeug.datastructures import FileStorage

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.pages import download
from consult.core.uploads import CleanFile, FileRefusedError, clean_file
from consult.plan.rules.definition import Kind
from consult.respond import queries
from consult.respond.actions import drafts
from consult.respond.forms.shapes import AnswerForm
from consult.respond.queries import Begun
from consult.respond.rules.answers import AnswerProblem
from consult.respond.rules.pages import Page, mark_of, saved_on
from consult.respond.views.browser import begun_here, bp

BYTES_IN_MB = 1024 * 1024
MOST_MB = 10  # a question may allow less, never more

# What came with a post, by the name of its field: clean, or why we do not take it.
Received = Mapping[str, CleanFile | AnswerProblem]


@dataclass(frozen=True)
class Kept:
    """A file of a draft, as its page shows it."""

    id: str
    name: str
    size: int


def received(key: str, slug: str) -> Received:
    """Clean the files of this post: seconds of work, so before anything is locked by it.

    Nothing is cleaned for somebody who has no draft.
    """
    given = {name: file for name, file in request.files.items() if file.filename}
    if not given or not queries.has_draft(key, slug):
        return {}
    return {name: _clean(file) for name, file in given.items()}


def _clean(file: FileStorage) -> CleanFile | AnswerProblem:
    try:
        return clean_file(file.read(), file.filename or "", limit_mb=MOST_MB)
    except FileRefusedError as error:
        return AnswerProblem(f"file-{error.code}", error.facts)


def files_of(begun: Begun) -> dict[str, Kept]:
    """Return the files of a draft, and of the response it puts right, by their id."""
    if not any(one.kind is Kind.FILE for one in begun.version.definition.questions):
        return {}
    found = [*queries.uploads_of(draft_id=begun.draft.id)]
    if begun.draft.corrects_id:
        found += queries.uploads_of(response_id=begun.draft.corrects_id)
    return {one.id: Kept(one.id, one.name, one.size) for one in found}


def show_kept(form: AnswerForm, begun: Begun) -> AnswerForm:
    """Let the page of a file question name the file that is there."""
    if form.page.question.kind is Kind.FILE:
        saved = saved_on(form.page, begun.draft.typed.answers) or ""
        form.kept_file = files_of(begun).get(saved)
    return form


def take(begun: Begun, form: AnswerForm, got: Received) -> tuple[str, tuple[AnswerProblem, ...]]:
    """Return the id of the file that answers a question now, and what was wrong with a new one."""
    page: Page = form.page
    came = got.get(form["answer"].name)
    before = saved_on(page, begun.draft.typed.answers) or ""
    if isinstance(came, AnswerProblem):
        return before, (came,)
    if came is None:
        return ("" if form["remove"].data else before), ()
    limit = page.question.megabytes or MOST_MB
    if len(came.body) > limit * BYTES_IN_MB:
        return before, (AnswerProblem("file-too-large", {"limit_mb": limit}),)
    # What another window sent in the meantime is kept as well, until one of them is sent.
    was_shown = (form.seen.data or "") in ("", mark_of(before, {}))
    instead_of = before if was_shown else ""
    file = drafts.attach(begun.draft, page.question.id, came, instead_of=instead_of, at=clock.now())
    return file, ()


@bp.get("/files/<upload_id>")
@requires(Permission.ANSWER)
def own_file(slug: str, upload_id: str) -> Response:
    """Give a person a file of their own draft."""
    begun = begun_here(slug)
    if upload_id not in files_of(begun):
        abort(404)
    found = queries.upload(upload_id)
    return download(found.body, name=f"file{found.extension}", kind=found.kind)
