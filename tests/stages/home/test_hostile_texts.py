"""Scripts in every text of a definition are letters on every page and in every copy."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from accessibility.formats import FORMATS
from consult.core.languages import ENGLISH
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, every_kind, opened, question
from tests.support import officers
from tests.support.editions import document_at

MARK = "onerror=x()"
SHORT = f"<img src=x {MARK}>\"'{{{{7*7}}}}"
HOSTILE = f"<script>x()</script>{SHORT} [x](javascript:x()) ${{7*7}} {{% raw %}}"
SLUG = "hostile"
FILLED = {"lang": ENGLISH, "slug": SLUG, "code": "ur", "about": "consultation"}


ASKED = [
    *every_kind(),
    question("where", "place"),
    question("write_to", "email"),
    question("live", "postcode"),
    question("plan", "file"),
]


def hostile() -> dict[str, Any]:
    """Return a definition that opens, and is nothing but scripts otherwise."""
    options = [{"value": one, "label": HOSTILE, "hint": HOSTILE} for one in ("ash", "cedar")]
    chosen = {"options": options, "other_label": HOSTILE}
    texts = [
        {
            **one,
            **(chosen if "options" in one else {}),
            **({"rows": options} if "rows" in one else {}),
            "text": HOSTILE,
            "hint": HOSTILE,
            "section": "trees",
        }
        for one in ASKED
    ]
    fact = {"title": HOSTILE, "text": f"- {HOSTILE}\n- [**x**]({SHORT})"}
    told = ("why", "what_happens_next", "who_is_affected", "decision_maker", "privacy")
    return document(
        *texts,
        title=SHORT,
        slug=SLUG,
        owner=HOSTILE,
        summary=HOSTILE,
        **dict.fromkeys((*told, "equality_impact", "period_reason", "routing_rule"), HOSTILE),
        can_change=[HOSTILE],
        cannot_change=[HOSTILE],
        languages_wanted=["<b onclick=x()>"],
        formats_wanted=[HOSTILE],
        sources={HOSTILE: HOSTILE},
        ways=[{"how": "meeting", "text": HOSTILE}],
        words=[{"term": SHORT, "meaning": HOSTILE, "variants": [f"{SHORT}s"]}],
        sections=[{"id": "trees", "title": HOSTILE, "text": HOSTILE, "facts": [fact]}],
        equality_questions=[{**question("age", "single"), "text": HOSTILE, "options": options}],
        test_paths=[{"name": HOSTILE, "answers": {}}],
    )


def faults(page: str) -> Iterator[str]:
    """Yield each thing on a page that does what a text told it to."""
    tree = LexborHTMLParser(page)
    for one in tree.css("*"):
        name = one.tag or ""
        given = {attribute: value or "" for attribute, value in one.attributes.items()}
        if name == "script" or given.get("src") == "x":
            yield f"<{name}>"
        yield from (attribute for attribute in given if attribute.startswith("on"))
        led = (given.get(attribute, "") for attribute in ("href", "action", "src"))
        yield from (address for address in led if address.lower().startswith("javascript:"))
    said = tree.body.text() if tree.body else ""
    if MARK in said and "{{7*7}}" not in said:
        yield "a template ran"


def addresses(app: Flask) -> list[str]:
    """Return every page that needs no more than a consultation and a language to be opened."""
    rules = [one for one in app.url_map.iter_rules() if "GET" in (one.methods or ())]
    built = [
        one.build(FILLED, append_unknown=False) for one in rules if one.arguments <= set(FILLED)
    ]
    return [found[1] for found in built if found]


def looked_at(client: FlaskClient, at: str) -> str:
    """Return a page; a file to save is none."""
    page = client.get(at)
    return page.get_data(as_text=True) if page.mimetype == "text/html" else ""


@pytest.fixture
def resident(app: Flask, client: CheckingClient) -> Resident:
    """Begin to answer; how such texts look is not what this is about."""
    client.checks = False
    return Resident(client, opened(app, hostile()))


def test_residents_see_letters_on_every_page(app: Flask, resident: Resident) -> None:
    resident.begin()
    seen = {}
    for page in ("one", "many", "line", "grid/ash", "order", "where", "write_to", "plan"):
        at = resident.address("answer", page)
        seen[at] = resident.client.get(at).get_data(as_text=True)
        assert MARK in seen[at]
        wrong = resident.answer(page, "<b>" * 10, other_cedar=HOSTILE)
        seen[f"{at}, wrong"] = wrong.get_data(as_text=True)
    for at in addresses(app):
        if "/officer/" not in at:
            seen[at] = looked_at(resident.client, at)
    found = {at: list(faults(page)) for at, page in seen.items()}
    assert {at: wrong for at, wrong in found.items() if wrong} == {}
    assert sum(MARK in page for page in seen.values()) > 20


@pytest.mark.parametrize("role", ["officer", "publisher"])
def test_officers_see_letters_on_every_page(app: Flask, client: CheckingClient, role: str) -> None:
    client.checks = False
    opened(app, hostile())
    with app.app_context():
        known = officers.add(role)
    officers.sign_in(client, known)
    seen = {at: looked_at(client, at) for at in addresses(app) if "officer" in at}
    found = {at: list(faults(page)) for at, page in seen.items()}
    assert {at: wrong for at, wrong in found.items() if wrong} == {}
    assert sum(MARK in page for page in seen.values()) > 3


def test_a_receipt_and_its_copy_hold_letters(resident: Resident) -> None:
    resident.walk({"one": {"answer": "ash"}, "line": {"answer": "<b>"}})
    assert resident.send().status_code == 303
    page = resident.client.get(resident.address("receipt")).get_data(as_text=True)
    assert list(faults(page)) == []
    text = resident.client.get(resident.address("receipt", "answers.txt")).get_data(as_text=True)
    assert HOSTILE in text


@pytest.mark.parametrize("name", ["plain-text", "large-print", "paper-form", "e-book", "word"])
def test_copies_hold_letters(app: Flask, name: str) -> None:
    with app.app_context():
        whole = document_at(opened(app, hostile()))
    made = FORMATS[name].make(whole)
    assert list(FORMATS[name].problems(made, whole)) == []
