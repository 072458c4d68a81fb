"""What a browser without scripts sends when somebody presses a button on a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node
from werkzeug.test import TestResponse


def press(page: TestResponse, client: FlaskClient, **typed: Any) -> TestResponse:
    """Press “Continue” under a page, with what stands in it and what is typed now."""
    form = _form(page)
    fields = {**fields_on(page), **typed}
    return client.post(str(form.attributes["action"]), data=fields)


def fields_on(page: TestResponse) -> dict[str, list[str]]:
    """Return what the form of a page holds, by the names of its fields."""
    fields: dict[str, list[str]] = {}
    for control in _form(page).css("input, textarea, select"):
        for value in _values(control):
            fields.setdefault(str(control.attributes["name"]), []).append(value)
    return fields


def _form(page: TestResponse) -> Node:
    form = HTMLParser(page.get_data(as_text=True)).css_first("main form")
    assert form is not None, f"{page.request.path} has no form: {page.status}"
    return form


def _values(control: Node) -> Iterator[str]:
    facts: Mapping[str, str | None] = control.attributes
    if control.tag == "textarea":
        # A parser drops the line end after the tag; a browser sends line ends as two letters.
        yield control.text().replace("\n", "\r\n")
    elif control.tag == "select":
        chosen = control.css_first("option[selected]") or control.css_first("option")
        yield (chosen.attributes["value"] or "") if chosen else ""
    elif facts.get("type") not in ("radio", "checkbox") or "checked" in facts:
        yield facts.get("value") or ""
