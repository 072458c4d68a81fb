"""Who may come in, and where links lead in a preview."""

from typing import Any

from flask import Blueprint, Response, g, request, url_for
from werkzeug.exceptions import NotFound

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.languages import LANGUAGES
from consult.core.pages import page, see_other, typed_texts
from consult.preview import queries
from consult.preview.queries import Preview
from consult.preview.rules import LASTS
from consult.respond.views.cookies import cookie_name, with_cookie

# One part in the address is a key; pages have the name of the consultation and more.
bp = Blueprint("preview", __name__, url_prefix="/<language:lang>/preview")

KEPT_FOR = int(LASTS.total_seconds())  # by a browser; that a key opens no more we know

# What these pages link to, and the page here that stands for it.
TWINS = {
    "home.consultation": "preview.consultation",
    "home.questions": "preview.questions",
    "home.words": "preview.words",
    **{
        f"respond.{name}": f"preview.{name}"
        for name in ("begin", "question", "answer_all", "check", "about_you", "send")
    },
}


class NoPreviewError(NotFound):
    """The key is wrong, or its time is over."""


@bp.errorhandler(NoPreviewError)
def no_preview(_error: NoPreviewError) -> Response:
    """Say what may be wrong, and give back what was typed."""
    return page("errors/no_preview.html", status=404, typed=typed_texts())


@bp.after_request
def keep_out_of_searches(response: Response) -> Response:
    """Ask machines that read the web to pass by."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@bp.context_processor
def in_preview() -> dict[str, object]:
    """Let the pages of residents say that they are a preview, and link to nothing else."""
    preview = g.get("preview")
    if preview is None:
        return {}
    codes = queries.languages_of(preview.consultation)
    return {
        "preview": preview,
        "url_for": address_in_preview,
        "languages": [LANGUAGES[code] for code in codes],
    }


def address_in_preview(endpoint: str, **values: Any) -> str:
    """Return where a link leads here. None of a preview leads to the consultation itself."""
    if "slug" not in values or endpoint.startswith("preview."):
        return url_for(endpoint, **values)
    if endpoint in TWINS:
        return url_for(TWINS[endpoint], **values)
    return url_for("preview.not_here", slug=values["slug"])


@bp.get("/<key>", strict_slashes=False)
@requires(Permission.READ_PUBLIC)
def enter(key: str) -> Response:
    """Leave the key with the browser: no page has it in its address, and no link passes it on."""
    found = queries.opened_by(key, clock.now())
    if found is None:
        raise NoPreviewError
    _link, slug = found
    onward, name = see_other("preview.start", slug=slug), cookie_name("preview", slug)
    return with_cookie(onward, name, key, KEPT_FOR)


def preview_here(slug: str) -> Preview:
    """Return what this browser may try. Raises NoPreviewError."""
    key = request.cookies.get(cookie_name("preview", slug), "")
    found = queries.preview_with(key, slug, clock.now())
    if found is None:
        raise NoPreviewError
    g.preview = found
    return found
