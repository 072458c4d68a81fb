"""The officer’s pages on what people said about themselves, and for files of replies."""

import json
from contextlib import suppress

from flask import Blueprint, Response, abort

from consult.accounts.permissions import Permission, asks_again, requires
from consult.accounts.queries import current_person
from consult.analyse import actions
from consult.analyse.actions import files
from consult.analyse.checks import DryRun, dry_run
from consult.analyse.forms import marked_words_for_row
from consult.analyse.forms.columns import PUBLISH_WORDS, ColumnsForm, Matched, columns_form
from consult.analyse.forms.files import FileForm
from consult.analyse.models import ReplyFile
from consult.analyse.queries import files as queries
from consult.analyse.queries.files import Opened
from consult.analyse.rules.guessing import guess
from consult.analyse.rules.intake import CHANNELS
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import NUMBER, download, page, see_other
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, public_consultation_at
from consult.respond.forms.desk import CHANNEL_WORDS
from consult.respond.forms.intake import language_name
from consult.respond.rules.answers import Channel

bp = Blueprint("analyse", __name__, url_prefix="/<language:lang>/officer/consultations/<slug>")

# No database can look for a larger number.
FILE = f"/replies/<{NUMBER}:file_id>"


@bp.get("/about-people")
@requires(Permission.READ_EQUALITY)
@asks_again
def about_people(slug: str) -> Response:
    """Say what the figures are for and what to mind. A GET cannot write who looked."""
    consultation = consultation_at(slug) or abort(404)
    return page("analyse/about_people.html", consultation=consultation)


@bp.post("/about-people", endpoint="show_about_people")
@requires(Permission.READ_EQUALITY)
@asks_again
def show_about_people(slug: str) -> Response:
    """Show the exact figures once, and keep in the history who looked."""
    read = actions.read_about_people(slug, by=current_person().shown_as)
    consultation, about = read or abort(404)
    return page("analyse/about_people.html", consultation=consultation, about=about)


@bp.get("/replies")
@requires(Permission.TAKE_IN)
def replies(slug: str) -> Response:
    """Show the files that were brought in, and take a new one."""
    return _replies_page(_consultation(slug), FileForm(formdata=None))


@bp.post("/replies", endpoint="keep_file")
@requires(Permission.TAKE_IN)
def keep_file(slug: str) -> Response:
    """Keep a file, or say why it is none that we can read."""
    form = FileForm()
    is_fine = form.validate()
    consultation = _consultation(slug)
    if not is_fine:
        return _replies_page(consultation, form, status=422)
    by, at = current_person().shown_as, clock.now()
    kept = files.keep(consultation, form.name(), form.raw, replies=form.replies, by=by, at=at)
    return see_other("analyse.columns", slug=slug, file_id=kept.id)


@bp.get(f"{FILE}/columns")
@requires(Permission.TAKE_IN)
def columns(slug: str, file_id: int) -> Response:
    """Ask which column holds what, with a guess by their names."""
    opened = _opened(slug, file_id)
    return _columns_page(opened, _columns_form(opened))


@bp.post(f"{FILE}/columns", endpoint="match_columns")
@requires(Permission.TAKE_IN)
def match_columns(slug: str, file_id: int) -> Response:
    """Keep which column holds what, and go on to check the file."""
    opened = _opened(slug, file_id, lock=True)
    form = _columns_form(opened)
    if not form.validate():
        return _columns_page(opened, form, status=422)
    with suppress(files.UnderWayError):  # the page of the file says how far it is
        files.match(opened.file, form.guide(), by=current_person().shown_as)
    return see_other("analyse.reply_file", slug=slug, file_id=file_id)


@bp.get(FILE)
@requires(Permission.TAKE_IN)
@asks_again
def reply_file(slug: str, file_id: int) -> Response:
    """Show what is wrong with a file and how it is understood, or how far it is."""
    file = _file(slug, file_id)
    if file.ended_at is not None or queries.is_under_way(file):
        return _file_page(slug, file)
    opened = _opened(slug, file_id)
    if opened.intake is None:
        return see_other("analyse.columns", slug=slug, file_id=file_id)
    return _file_page(slug, file, tried=dry_run(opened.intake, opened.table))


@bp.post(f"{FILE}/bring-in", endpoint="bring_in")
@requires(Permission.TAKE_IN)
def bring_in(slug: str, file_id: int) -> Response:
    """Ask for a file to be brought in. A second press changes nothing."""
    files.ask_to_bring_in(_file(slug, file_id, lock=True), by=current_person().shown_as)
    return see_other("analyse.reply_file", slug=slug, file_id=file_id)


@bp.post(f"{FILE}/throw-away", endpoint="throw_away")
@requires(Permission.TAKE_IN)
def throw_away(slug: str, file_id: int) -> Response:
    """Delete a file that is not wanted; one that is on its way in goes on."""
    file = _file(slug, file_id, lock=True)
    try:
        files.throw_away(file, by=current_person().shown_as, at=clock.now())
    except files.UnderWayError:
        return see_other("analyse.reply_file", slug=slug, file_id=file_id)
    return see_other("analyse.replies", slug=slug)


@bp.get(f"{FILE}/mapping.json")
@requires(Permission.TAKE_IN)
def mapping(slug: str, file_id: int) -> Response:
    """Give the mapping as the file that the command line uses."""
    guide = _file(slug, file_id).guide or abort(404)
    body = json.dumps(guide, ensure_ascii=False, indent=1)
    return download(body, name=f"{slug}-mapping.json", kind="application/json; charset=utf-8")


def _consultation(slug: str) -> Consultation:
    return public_consultation_at(slug) or abort(404)


def _file(slug: str, file_id: int, *, lock: bool = False) -> ReplyFile:
    consultation_id = _consultation(slug).id
    return queries.reply_file(file_id, consultation_id=consultation_id, lock=lock) or abort(404)


def _opened(slug: str, file_id: int, *, lock: bool = False) -> Opened:
    file = _file(slug, file_id, lock=lock)
    return queries.opened(file.id, today=day_of(clock.now())) or abort(410)


def _columns_form(opened: Opened) -> ColumnsForm:
    definition, names = opened.version.definition, opened.table.columns
    closes = min(opened.consultation.closes, day_of(clock.now()))
    matched = Matched(definition, names, opens=opened.consultation.opens, closes=closes)
    raw = opened.file.guide or guess(definition, names)
    return columns_form(matched, raw, name=opened.file.name)


def _replies_page(consultation: Consultation, form: FileForm, *, status: int = 200) -> Response:
    return page(
        "analyse/replies.html",
        status=status,
        consultation=consultation,
        form=form,
        files=queries.files_of(consultation.id),
        has_errors=bool(form.errors),
    )


def _columns_page(opened: Opened, form: ColumnsForm, *, status: int = 200) -> Response:
    return page(
        "analyse/columns.html",
        status=status,
        consultation=opened.consultation,
        file=opened.file,
        numbers=opened.version.definition.numbers,
        ways=[way for way in Channel if way in CHANNELS],
        form=form,
        has_errors=bool(form.errors),
    )


def _file_page(slug: str, file: ReplyFile, *, tried: DryRun | None = None) -> Response:
    return page(
        "analyse/reply_file.html",
        consultation=_consultation(slug),
        file=file,
        job=queries.job_of(file),
        tried=tried,
        has_errors=bool(tried and tried.problems),
        words_for_row=marked_words_for_row,
        channel_words=CHANNEL_WORDS,
        publish_words=PUBLISH_WORDS,
        language_name=language_name,
    )
