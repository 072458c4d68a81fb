"""What a person’s browser holds: the key of a draft, and for a while the code of a receipt."""

from flask import Response, current_app, request

from consult.respond.actions.drafts import key_of
from consult.respond.models import Draft

KEPT_FOR = 120 * 24 * 3600  # seconds; a draft itself lasts as long as the consultation
RECEIPT_KEPT_FOR = 30 * 60  # seconds in which a receipt can be read without its code


def draft_cookie(slug: str) -> str:
    """Return the key of a draft that this browser holds."""
    held = request.cookies
    return held.get(cookie_name("draft", slug)) or held.get(cookie_name("earlier", slug), "")


def receipt_cookie(slug: str, *, of: str = "receipt") -> str:
    """Return the receipt code that this browser holds for a short while.

    ``of`` is “request” for the reference of a format request.
    """
    return request.cookies.get(cookie_name(of, slug), "")


def with_draft(response: Response, slug: str, draft: Draft) -> Response:
    """Leave the key of a draft with this browser, and the key it held aside: nothing is lost.

    Somebody who comes back with a code on a family’s computer takes nobody’s answers away.
    """
    key, held = key_of(draft), request.cookies.get(cookie_name("draft", slug), "")
    if held and held != key:
        response = with_cookie(response, cookie_name("earlier", slug), held, KEPT_FOR)
    return with_key(response, slug, key)


def with_key(response: Response, slug: str, key: str) -> Response:
    """Leave the key of a draft with the person’s own browser."""
    if has_left(slug):
        response = forgetting(response, slug, "left")
    return with_cookie(response, cookie_name("draft", slug), key, KEPT_FOR)


def with_receipt(response: Response, slug: str, code: str, *, of: str = "receipt") -> Response:
    """Let this browser read the receipt for a while. Then it takes the code."""
    return with_cookie(response, cookie_name(of, slug), code, RECEIPT_KEPT_FOR)


def with_only_receipt(response: Response, slug: str, code: str) -> Response:
    """Let this browser read the receipt for a while, and forget the draft, which is sent."""
    return with_receipt(forgetting(response, slug, "draft"), slug, code)


def leaving(response: Response, slug: str) -> Response:
    """Let the browser forget everything, and know that pages of before open nothing more."""
    return with_cookie(forgetting(response, slug), cookie_name("left", slug), "1", KEPT_FOR)


def has_left(slug: str) -> bool:
    """Say whether somebody asked this browser to forget them, and nobody has begun since."""
    return cookie_name("left", slug) in request.cookies


def forgetting(response: Response, slug: str, *whats: str) -> Response:
    """Let the browser forget, for the next person who sits down here: all, or one thing."""
    for what in whats or ("draft", "receipt", "earlier", "request"):
        response.delete_cookie(
            cookie_name(what, slug),
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SECURE_COOKIES"]),
        )
    return response


def with_cookie(response: Response, name: str, value: str, seconds: int) -> Response:
    """Leave something with the person’s own browser that no script and no other site can read."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SECURE_COOKIES"]),
    )
    return response


def cookie_name(what: str, slug: str) -> str:
    """Return the name under which a browser holds something of a consultation."""
    return f"{'__Host-' if current_app.config['SECURE_COOKIES'] else ''}{what}-{slug}"
