"""“Make this page easier to read”: choices kept in one cookie and applied by the server."""

from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, current_app, request

COOKIE = "reading"
KEPT_FOR = 365 * 24 * 3600  # seconds

CHOICES = {
    "size": ("100", "125", "150", "200", "300"),
    "theme": ("", "standard", "dark", "yellow", "cream"),
    "spacing": ("normal", "wide"),
    "line": ("", "45", "75"),  # characters; the standard is about 60
    "pictures": ("", "off"),
    "motion": ("", "off"),
    "words": ("", "easy"),
}


@dataclass(frozen=True)
class Reading:
    """How a person wants pages to look. Empty is the standard, or what their device is set to."""

    size: str = "100"
    theme: str = ""
    spacing: str = "normal"
    line: str = ""
    pictures: str = ""
    motion: str = ""
    words: str = ""

    @property
    def classes(self) -> str:
        """Return the classes of the html element."""
        named = (f"{one.name}-{getattr(self, one.name)}" for one in fields(self))
        return " ".join(name for name in named if not name.endswith("-"))

    @property
    def cookie(self) -> str:
        """Return the choices as they are kept: “150.dark.wide” or “100..normal.45”."""
        return ".".join(getattr(self, one.name) for one in fields(self)).rstrip(".")


def chosen() -> Reading:
    """Return what this person chose. Anything unknown in the cookie is passed over."""
    reading = Reading()
    parts = request.cookies.get(COOKIE, "").split(".")
    for name, value in zip(CHOICES, parts, strict=False):
        if value in CHOICES[name]:
            reading = replace(reading, **{name: value})
    if request.args.get("view") == "large":
        reading = replace(reading, size="200", spacing="wide", line="")
    return reading


def in_large_letters(address: str) -> str:
    """Return an address that shows its page in large letters to whoever gets it."""
    path, _mark, query = address.partition("?")
    asked = [
        (name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "view"
    ]
    return f"{path}?{urlencode([*asked, ('view', 'large')])}"


def here() -> str | None:
    """Return the page to come back to once the choices are made."""
    if request.path.endswith(("/reading", "/languages")):
        return request.args.get("back")
    if request.url_rule is None:
        return None  # no page of ours: it may be an address with a key, copied wrongly
    if "key" in (request.view_args or {}):
        above = request.path.rpartition("/")[0]  # what opens somebody’s answers goes nowhere
        return above if current_app.url_map.bind("").test(above, "GET") else None
    return request.full_path.rstrip("?")


def keep(response: Response, reading: Reading) -> None:
    """Keep the choices in the person’s own browser; nothing is stored with us."""
    response.set_cookie(
        COOKIE,
        reading.cookie,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SECURE_COOKIES"]),
    )


def init_app(app: Flask) -> None:
    """Give every template the choices."""
    app.context_processor(lambda: {"reading": chosen(), "here": here})
