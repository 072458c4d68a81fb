"""The front doors."""

import re

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for

from accessibility.formats import FORMATS
from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.accounts.rules import is_local_path
from consult.compact.commitments import COMMITMENTS
from consult.core import clock
from consult.core.days import day_of
from consult.core.languages import ENGLISH, LANGUAGES, in_language
from consult.core.pages import download, page
from consult.core.queue import latest_job
from consult.core.reading import Reading, chosen, in_large_letters, keep
from consult.editions.forms import FORMAT_WORDS, KIND_WORDS
from consult.editions.models import MAKE_COPIES
from consult.home import queries
from consult.home.forms.desk import STANDS_WORDS, FilterForm, wanted_in
from consult.home.forms.reading import ReadingForm
from consult.home.queries.desk import desk as desk_of
from consult.home.rules import pages_shown
from consult.plan.checks.reading import reading_of, wording_of
from consult.plan.models import Consultation
from consult.plan.queries import (
    consultation_at,
    consultations,
    current_version,
    public_consultation_at,
)
from consult.plan.rules.words import in_alphabet
from consult.report.queries import latest_report
from consult.respond.forms.intake import language_name
from consult.respond.queries import count_by_channel
from consult.share.forms.words import words_of
from consult.sign_language.rules import megabytes, minutes
from consult.translate.queries import shown_version

bp = Blueprint("home", __name__, url_prefix="/<language:lang>")
root = Blueprint("root", __name__)
OF_A_CONSULTATION = re.compile(r"/\w+/consultations/([\w-]+)")


@root.get("/")
@requires(Permission.READ_PUBLIC)
def front() -> Response:
    """Send people to the English list; the browser’s languages are only offered there."""
    return make_response(redirect(url_for("home.index", lang=ENGLISH), 302))


@bp.get("/")
@requires(Permission.READ_PUBLIC)
def index() -> Response:
    """List the consultations."""
    return page("home/index.html", entries=queries.entries(consultations(), clock.now()))


@bp.get("/consultations/<slug>")
@requires(Permission.READ_PUBLIC)
def consultation(slug: str) -> Response:
    """Show a consultation at its one address: upcoming, open, closed or with its outcome."""
    found = _public(slug)
    return consultation_page(queries.whole(found, shown_version(found), clock.now()))


def consultation_page(whole: queries.Whole) -> Response:
    """Return the page of a consultation."""
    return page(
        "home/consultation.html",
        whole=whole,
        formats=FORMATS,
        format_words=FORMAT_WORDS,
        kind_words=KIND_WORDS,
        all_languages=LANGUAGES,
        words_of=words_of,
        commitments=COMMITMENTS,
        language_name=language_name,
        minutes=minutes,
        megabytes=megabytes,
    )


@bp.get("/consultations/<slug>/questions")
@requires(Permission.READ_PUBLIC)
def questions(slug: str) -> Response:
    """Show all questions before anybody starts."""
    found = _public(slug)
    version = shown_version(found)
    return page("home/questions.html", consultation=found, definition=version.definition)


@bp.get("/consultations/<slug>/words")
@requires(Permission.READ_PUBLIC)
def words(slug: str) -> Response:
    """Show the whole word list, by the alphabet."""
    found = _public(slug)
    listed = in_alphabet(shown_version(found).definition.words) or abort(404)
    return page("home/words.html", consultation=found, words=listed)


@bp.get("/words")
@requires(Permission.READ_PUBLIC)
def word_list() -> Response:
    """Show the words that every consultation may use: those of the Compact."""
    return page("home/word_list.html", words=queries.site_words())


@bp.get("/promises")
@requires(Permission.READ_PUBLIC)
def promises() -> Response:
    """Show what we promise, and where the Compact asks for it."""
    return page("home/promises.html", commitments=COMMITMENTS.values())


@bp.get("/consultations/<slug>/editions/<name>.<ending>")
@requires(Permission.READ_PUBLIC)
def edition(slug: str, name: str, ending: str) -> Response:
    """Give a copy in another format."""
    found = _public(slug)
    ready = queries.offered(queries.editions(found, current_version(found.id))).get(name)
    if ready is None or ending != FORMATS[name].ending:
        abort(404)
    file = f"{slug}-{name}-{ready.language}.{ending}"
    return download(ready.body, name=file, kind=FORMATS[name].kind)


@bp.get("/consultations/<slug>/outcome/<name>.<ending>")
@requires(Permission.READ_PUBLIC)
def outcome_edition(slug: str, name: str, ending: str) -> Response:
    """Give a copy of the outcome in another format."""
    found = _public(slug)
    ready = queries.of_outcome(queries.editions(found, current_version(found.id))).get(name)
    if ready is None or ending != FORMATS[name].ending:
        abort(404)
    file = f"{slug}-outcome-{name}-{ready.language}.{ending}"
    return download(ready.body, name=file, kind=FORMATS[name].kind)


@bp.get("/reading")
@requires(Permission.READ_PUBLIC)
def reading() -> Response:
    """Show the choices that make pages easier to read."""
    back = _local(request.args.get("back"))
    form = ReadingForm(data={**vars(chosen()), "back": back})
    return page("home/reading.html", form=form, large=in_large_letters(back) if back else "")


@bp.post("/reading", endpoint="keep_reading")
@requires(Permission.READ_PUBLIC)
def keep_reading() -> Response:
    """Keep the choices in the person’s own browser and go back to where they were."""
    form = ReadingForm(request.form)
    wanted = Reading() if "reset" in request.form else form.chosen()
    back = _local(form.back.data) or url_for("home.reading")
    response = make_response(redirect(back, 303))
    keep(response, wanted)
    return response


@bp.get("/languages")
@requires(Permission.READ_PUBLIC)
def languages() -> Response:
    """Lead back to the page a person came from, in any language of the site."""
    back = _local(request.args.get("back")) or url_for("home.index")
    choices = [(one, in_language(one, back)) for one in LANGUAGES.values()]
    asked = OF_A_CONSULTATION.match(back)
    found = public_consultation_at(asked[1]) if asked else None
    whole = ["en", *found.offered_in] if found else [one.code for one in LANGUAGES.values()]
    return page(
        "home/languages.html",
        choices=[one for one in choices if one[0].code in whole],
        others=[one for one in choices if one[0].code not in whole],
        about=found,
    )


@bp.get("/officer/")
@requires(Permission.SEE_DESK)
def desk() -> Response:
    """Show what waits, what closes next, and a list of all: drafts too, of one’s organisation."""
    wanted = wanted_in(request.args)
    found = desk_of(current_person(), wanted, day_of(clock.now()))
    form = FilterForm(data=vars(wanted))
    form.offer(found.editors)
    return page(
        "home/desk.html", desk=found, form=form, stands_words=STANDS_WORDS, pages=pages_shown
    )


@bp.get("/officer/consultations/<slug>")
@requires(Permission.SEE_DESK)
def officer_consultation(slug: str) -> Response:
    """Show an officer where a consultation stands."""
    found = consultation_at(slug) or abort(404)
    whole = queries.whole(found, shown_version(found), clock.now())
    return page(
        "home/officer_consultation.html",
        whole=whole,
        measures=reading_of(whole.version.definition),
        wording=wording_of(whole.version.definition),
        channels=count_by_channel(found.id),
        report=latest_report(found.id),
        formats=FORMATS,
        editions_job=latest_job(MAKE_COPIES, found.id),
    )


def _public(slug: str) -> Consultation:
    return public_consultation_at(slug) or abort(404)


def _local(path: str | None) -> str:
    """Return a path on this site, or nothing: no link may lead people away."""
    return path if path and is_local_path(path) else ""
