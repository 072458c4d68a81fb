"""Filling in a form as a browser would: what a page shows, with some fields typed over."""

from typing import Any

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse


def fields_of(page: TestResponse) -> dict[str, Any]:
    """Return what the main form of a page would send, without a button."""
    found = LexborHTMLParser(page.get_data(as_text=True)).css_first("main form:has(.actions)")
    assert found, f"{page.request.path} has no form"
    sent: dict[str, Any] = {}
    for one in found.css("input, textarea, select"):
        name, value = one.attributes.get("name"), _value(one)
        if name and value is not None:
            is_list = one.attributes.get("type") == "checkbox"
            sent[name] = [*sent.get(name, []), value] if is_list else value
    return sent


def fill(client: FlaskClient, at: str, **typed: Any) -> TestResponse:
    """Send the form of a page as it stands, with some fields typed over."""
    sent = {**fields_of(client.get(at)), "do": "save", **typed}
    return client.post(at, data=sent)


def _value(field: LexborNode) -> str | None:
    attributes = field.attributes
    if attributes.get("type") in ("checkbox", "radio"):
        return (attributes.get("value") or "on") if "checked" in attributes else None
    if field.tag == "textarea":
        return field.text().removeprefix("\n")
    if field.tag == "select":
        chosen = field.css_first("option[selected]") or field.css_first("option")
        return (chosen.attributes.get("value") or "") if chosen else None
    return attributes.get("value") or ""
