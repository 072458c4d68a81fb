"""Reading it: pages and print."""

from flask import Response, abort, current_app

from accessibility.pictures import SYMBOLS_BY
from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.languages import LANGUAGES, current_language
from consult.core.pages import download, page
from consult.easy_read import queries
from consult.easy_read.checks import explained_ideas, label_of, ways_to_reach_us
from consult.easy_read.queries import Text
from consult.easy_read.rules import Subject
from consult.easy_read.views.blueprint import ABOUT, PUBLIC, version_of
from consult.easy_read.views.blueprint import bp as pages
from consult.editions.models import CONSULTATION, Edition
from consult.plan.queries import public_consultation_at
from consult.plan.rules.timetable import State, state_of
from consult.plan.rules.words import words_in

FOREVER = "public, max-age=31536000, immutable"


@pages.get(PUBLIC, defaults={"about": CONSULTATION})
@pages.get(f"{PUBLIC}/{ABOUT}")
@requires(Permission.READ_PUBLIC)
def read(slug: str, about: str) -> Response:
    """Show a text in the language of the page, or else in English."""
    subject, text = _found(slug, about)
    consultation, version = subject.consultation, version_of(subject)
    words, texts = version.definition.words, [i.text for part in text.parts for i in part.ideas]
    is_open = state_of(consultation, clock.now()) is State.OPEN
    return page(
        "easy_read/read.html",
        consultation=consultation,
        text=text,
        label=label_of(text),
        spoken=LANGUAGES[text.language],
        said=explained_ideas(text.parts, words, text.language),
        words=words_in(texts, words),
        edition=_edition(subject, text),
        ways=ways_to_reach_us(current_app.config["ORGANISATION"]),
        may_answer=is_open and about == CONSULTATION,
        symbols_by=SYMBOLS_BY,
    )


@pages.get(f"{PUBLIC}.pdf", defaults={"about": CONSULTATION})
@pages.get(f"{PUBLIC}/{ABOUT}.pdf")
@requires(Permission.READ_PUBLIC)
def print_copy(slug: str, about: str) -> Response:
    """Give a text to print."""
    subject, text = _found(slug, about)
    made = _edition(subject, text)
    if made is None:
        abort(404)
    name = f"{slug}-{about}-easy-read-{text.language}.pdf"
    return download(made.body, name=name, kind="application/pdf")


@pages.get("/pictures/<name>.svg")
@requires(Permission.READ_PUBLIC)
def picture(name: str) -> Response:
    """Give a symbol, or a picture of ours. Neither ever changes."""
    svg = queries.picture_named(name)
    if svg is None:
        abort(404)
    response = download(svg, name=f"{name}.svg", kind="image/svg+xml")
    response.headers["Cache-Control"] = FOREVER
    return response


def _found(slug: str, about: str) -> tuple[Subject, Text]:
    consultation = public_consultation_at(slug) or abort(404)
    text = queries.offered_text(Subject(consultation, about, current_language().code))
    if text is None:
        abort(404)
    return Subject(consultation, about, text.language), text


def _edition(subject: Subject, text: Text) -> Edition | None:
    made = queries.editions_of_texts(subject.consultation, [text]).get(text.id)
    return made if made and not made.problem else None
