"""What there is to look at in a preview: pages, languages, sizes and copies."""

from flask import Response, abort, current_app

from accessibility.formats import FORMATS
from consult.accounts.permissions import Permission, requires
from consult.core.pages import download, page
from consult.editions.forms import FORMAT_WORDS, KIND_WORDS
from consult.home.queries import whole
from consult.home.views import consultation_page
from consult.plan.rules.words import in_alphabet
from consult.preview.checks import copy_in, formats_here, formats_not_here
from consult.preview.rules import gone_by
from consult.preview.views.door import bp, preview_here


@bp.get("/<slug>/start")
@requires(Permission.READ_PUBLIC)
def start(slug: str) -> Response:
    """Show everything that can be tried."""
    preview = preview_here(slug)
    return page(
        "preview/start.html",
        consultation=preview.consultation,
        gone_by=gone_by(preview.link.expires_at),
        here_in=formats_here(),
        later=formats_not_here(),
        format_words=FORMAT_WORDS,
        kind_words=KIND_WORDS,
    )


@bp.get("/<slug>/page")
@requires(Permission.READ_PUBLIC)
def consultation(slug: str) -> Response:
    """Show the page of the consultation as people will read it."""
    preview = preview_here(slug)
    return consultation_page(whole(preview.consultation, preview.version, preview.moment))


@bp.get("/<slug>/questions")
@requires(Permission.READ_PUBLIC)
def questions(slug: str) -> Response:
    """Show all questions."""
    preview = preview_here(slug)
    return page(
        "home/questions.html",
        consultation=preview.consultation,
        definition=preview.version.definition,
    )


@bp.get("/<slug>/words")
@requires(Permission.READ_PUBLIC)
def words(slug: str) -> Response:
    """Show the word list."""
    preview = preview_here(slug)
    listed = in_alphabet(preview.version.definition.words) or abort(404)
    return page("home/words.html", consultation=preview.consultation, words=listed)


@bp.get("/<slug>/copies/<name>.<ending>")
@requires(Permission.READ_PUBLIC)
def copy(slug: str, name: str, ending: str) -> Response:
    """Make a copy in another format now, and give it; or say why there is none."""
    preview = preview_here(slug)
    form = next((one for one in formats_here() if one.name == name), None) or abort(404)
    if ending != form.ending:
        abort(404)
    made = copy_in(form, preview, organisation=current_app.config["ORGANISATION"])
    if made.problem:
        return page(
            "preview/copy.html",
            status=422,
            consultation=preview.consultation,
            what=FORMAT_WORDS[name],
            problem=made.problem,
        )
    file = f"preview-{slug}-{name}-{made.language}.{ending}"
    return download(made.body, name=file, kind=FORMATS[name].kind)


@bp.get("/<slug>/not-here")
@requires(Permission.READ_PUBLIC)
def not_here(slug: str) -> Response:
    """Say that a link leads to something that only a consultation has that is open."""
    return page("preview/not_here.html", consultation=preview_here(slug).consultation)
