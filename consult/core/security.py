"""Headers, keyed codes and hashes: what keeps people’s words and secrets apart from others."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote_to_bytes, urlsplit

from flask import Flask, Request, Response, abort, current_app, request
from werkzeug.sansio.utils import get_host

# No script runs on any page, so none is allowed.
CONTENT_POLICY = "; ".join(  # noqa: FLY002 - one rule a line
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# No 0/O, 1/I/L, 5/S, 2/Z or 8/B: people read codes out on the phone.
CODE_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
RECEIPT_LENGTH, RECEIPT_GROUP = 15, 5  # 69 bits: it opens what was sent
RETURN_LENGTH, RETURN_GROUP = 8, 4  # 37 bits: short enough to write down, so tries are few


# These stand for themselves in a query.
PLAIN = "%&=+,/:;?@!$()*~[]'"

View = TypeVar("View", bound=Callable[..., Any])

# A request of any other kind may change something.
READERS = frozenset({"GET", "HEAD", "OPTIONS"})


class SafeRequest(Request):
    """A request whose query is plain letters: a stray byte in it breaks no page, not even 404.

    The same for the name of the host: without one that can be, no page finds its links.
    """

    def __init__(self, environ: dict[str, Any], *rest: Any, **options: Any) -> None:
        """Quote what the browser should have quoted."""
        query = environ.get("QUERY_STRING", "").encode("latin-1")
        environ["QUERY_STRING"] = quote(query, safe=PLAIN)
        self.has_host = _can_be_host(environ)
        if not self.has_host:
            environ["HTTP_HOST"] = "localhost"
        super().__init__(environ, *rest, **options)


def new_key() -> str:
    """Return a fresh secret of 128 bits that fits a form field and a cookie."""
    return secrets.token_urlsafe(16)


def hashed(secret: str) -> str:
    """Return what we keep of a secret: enough to know it again, not to use it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def code_for(
    purpose: str, seed: str, *, length: int = RECEIPT_LENGTH, group: int = RECEIPT_GROUP
) -> str:
    """Return the readable code that belongs to a seed: always the same one.

    A refresh or a replay days later shows the same receipt, though we keep only its hash.
    """
    number = int.from_bytes(_digest(purpose, seed), "big")
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "-".join("".join(letters[at : at + group]) for at in range(0, length, group))


def clean_code(typed: str) -> str:
    """Return a code as we keep it, however somebody typed it: spaces, small letters, no dashes.

    The digits of any language and the wide letters of East Asian keyboards are right too.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = (str(unicodedata.decimal(letter, letter)) for letter in plain)
    return "".join(letter for letter in letters if letter in CODE_LETTERS)


def key_for(purpose: str, seed: str) -> str:
    """Return the secret that belongs to a seed: 128 bits that fit a form field and a cookie."""
    return base64.urlsafe_b64encode(_digest(purpose, seed)[:16]).decode().rstrip("=")


def keyed(purpose: str, text: str) -> str:
    """Return a hash that only we can make: of something short that others could guess."""
    return _digest(purpose, text).hex()


def network_of(address: str) -> str:
    """Return what stands for one line into a house: who has a new kind has a whole /64 of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(getattr(found, "ipv4_mapped", None) or found)


def takes_up_to(size: int) -> Callable[[View], View]:
    """Write on a view that it takes files of so many bytes, from people who may change it.

    They go to the disk, never whole into memory, and only once we know who sends them.
    """

    def mark(view: View) -> View:
        view.__dict__["largest_body"] = size
        return view

    return mark


def let_large_body_in() -> None:
    """Take as much as the view says, now that its person is known to be allowed to send it."""
    request.max_content_length = _largest_body() or request.max_content_length


def init_app(app: Flask) -> None:
    """Put the safety headers on every answer, and take changes from our own pages only."""
    app.before_request(_refuse_no_host)
    app.before_request(_refuse_other_sites)
    app.before_request(_refuse_broken_letters)
    app.after_request(_add_headers)


def _digest(purpose: str, text: str) -> bytes:
    master = str(current_app.config["SECRET_KEY"]).encode()
    message = f"{purpose}:{text}".encode("utf-8", "replace")
    return hmac.new(master, message, hashlib.sha256).digest()


def _refuse_no_host() -> None:
    if not cast("SafeRequest", request).has_host:
        abort(400)


def _refuse_broken_letters() -> None:
    """Refuse bytes that are no text: nothing a person typed may be changed in silence.

    Werkzeug would keep them as “%ED” or as question marks. No browser sends them.
    """
    if "\0" in request.path:
        abort(404)
    goes_to_disk = _largest_body() and request.mimetype == "multipart/form-data"
    if request.method not in READERS and not goes_to_disk:
        sent = request.get_data()
        if request.mimetype == "application/x-www-form-urlencoded":
            # Werkzeug counts the fields of the other encoding only; millions take minutes.
            if sent.count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
                abort(413)
            sent = unquote_to_bytes(sent)
        if b"filename=" not in sent and not _is_text(sent):
            abort(400)


def _largest_body() -> int | None:
    view = current_app.view_functions.get(request.endpoint or "")
    found = getattr(view, "largest_body", None)
    return found if isinstance(found, int) else None


def _can_be_host(environ: dict[str, Any]) -> bool:
    try:
        get_host(environ["wsgi.url_scheme"], environ.get("HTTP_HOST")).encode("idna")
    except UnicodeError:
        return False
    return True


def _is_text(sent: bytes) -> bool:
    try:
        sent.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_other_sites() -> None:
    if request.method not in READERS and not _is_from_here():
        abort(403)


def _is_from_here() -> bool:
    """Return whether the browser says that the form was ours; a very old one says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(str(current_app.config["BASE_URL"])).netloc}
    return origin is None or urlsplit(origin).netloc in ours - {""}


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # What a person typed must not show to the next one on a library's computer. Static
    # files have said already how long they may be kept.
    headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SECURE_COOKIES"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
