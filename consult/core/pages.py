"""Answers to a request: pages, redirects after a POST, and addresses of static files."""

import gzip
import hashlib
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

# Fields that hold no words of the person, or words that nobody may see again.
NOT_SHOWN_AGAIN = frozenset(
    {"code", "csrf_token", "draft", "new_password", "next", "password", "then"}
)
# A number in an address: no database can look for a larger one.
NUMBER = "int(max=2147483647)"
LONGEST_CODE = 40  # characters; what is longer, or has a space, was typed by hand


def page(template: str, *, status: int = 200, **context: object) -> Response:
    """Return a page from a template. A status of 422 says that something needs mending."""
    return make_response(render_template(template, **context), status)


def typed_texts() -> list[str]:
    """Return the texts a person typed, to give them back where they could not be kept."""
    return [
        value
        for name, value in request.form.items(multi=True)
        if name not in NOT_SHOWN_AGAIN and (len(value) > LONGEST_CODE or " " in value.strip())
    ]


def see_other(endpoint: str, **values: Any) -> Response:
    """Send the browser on after a POST, so that a refresh posts nothing again."""
    return make_response(redirect(url_for(endpoint, **values), 303))


def download(body: str | bytes, *, name: str, kind: str) -> Response:
    """Return a file that the browser saves and never runs. ``name`` is ours, not a person’s."""
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Should a browser show it all the same, nothing in it runs.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def init_app(app: Flask) -> None:
    """Name static files by their content, so that browsers keep them and never too long."""
    app.url_defaults(_add_version)
    app.context_processor(lambda: {"organisation": app.config["ORGANISATION"]})
    app.after_request(_send_static)


def _add_version(endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static" and current_app.static_folder:
        values["v"] = _hash_of(Path(current_app.static_folder) / str(values["filename"]))


@cache
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else ""


def _send_static(response: Response) -> Response:
    """Let browsers keep static files, and make them small on the way.

    Only these: a page can hold a secret beside what somebody else put into its address,
    and the size of the two packed together would tell the secret.
    """
    if request.endpoint != "static" or response.status_code >= HTTPStatus.BAD_REQUEST:
        return response
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code == HTTPStatus.OK and not response.content_encoding
    if is_whole and request.accept_encodings.quality("gzip"):
        response.direct_passthrough = False
        response.set_data(_packed(response.get_data()))
        response.content_encoding = "gzip"
        # The same file, though not the same bytes.
        response.set_etag(response.get_etag()[0] or "", weak=True)
    return response


@lru_cache(maxsize=16)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
