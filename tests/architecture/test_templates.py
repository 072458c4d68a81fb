"""Templates hold no text that cannot be translated, and are named after their pages."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from tests.architecture.source import TEMPLATES
from tests.support.processes import ROOT

# The product’s own name is the same in every language.
SAME_EVERYWHERE = {"Consult"}
READ_ALOUD = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
NOT_PAGES = {"components", "errors", "layouts", "letters"}
EXPRESSION = "\N{OBJECT REPLACEMENT CHARACTER}"
LETTERS = re.compile(r"[^\W\d_]{2,}")
# A macro may write nothing but attributes, which look like text on their own.
ATTRIBUTE = re.compile(rf'[\w-]+="{EXPRESSION}"')
SENTENCE = re.compile(r"[A-Z][a-z’]* ?[a-z]|.*[.?!:]$")
TRANSLATES = {"_", "gettext", "ngettext", "npgettext", "pgettext"}


class TextFinder(HTMLParser):
    """Collects what a person would read in a template without its expressions."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.foreign = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]
        values = dict(attrs)
        if tag in {"button", "input"} and values.get("type") == "submit":
            self.found.append(values.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def unmarked_text(source: str) -> list[str]:
    """Return each piece of text in a template that does not go through gettext."""
    finder = TextFinder()
    finder.feed(_without_jinja(source))
    finder.close()
    found = [ATTRIBUTE.sub("", text).strip() for text in finder.found]
    found += _sentences_in(
        Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)
    )
    return [text for text in found if set(LETTERS.findall(text)) - SAME_EVERYWHERE]


def _sentences_in(node: nodes.Node) -> list[str]:
    """Return what looks like text for people among the strings of expressions."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in TRANSLATES:
        return []
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value] if SENTENCE.match(node.value) else []
    return [text for child in node.iter_child_nodes() for text in _sentences_in(child)]


def _without_jinja(source: str) -> str:
    """Return the HTML of a template, with a mark for each expression, without translated blocks."""
    kept: list[str] = []
    translated = False
    previous = ""
    for _line, kind, value in Environment(autoescape=True).lex(source):
        if previous == "block_begin" and kind == "name":
            translated = (translated or value == "trans") and value != "endtrans"
        if kind != "whitespace":
            previous = kind
        if kind == "data" and not translated:
            kept.append(value)
        elif kind == "variable_begin":
            kept.append(EXPRESSION)
    return "".join(kept)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>{{ _('Hello') }} there</p>",
        '<img alt="A bus">',
        '<nav aria-label="Pages">',
        '<input type="submit" value="Send">',
        "{% trans %}Hello{% endtrans %}<p>Bye</p>",
        "{{ button('Send it') }}",
        "{% set heading = 'Results' %}",
    ],
)
def test_text_that_is_not_marked_is_found(source: str) -> None:
    assert unmarked_text(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p class='big'>{{ _('Hello') }} – {{ name }}</p>",
        '<img alt="{{ picture.words }}">',
        "{% trans %}Hello {{ name }}{% endtrans %}",
        "{{ button(_('Send it'), class='wide calm') }}",
        "{# a comment #}<title>{{ title }} – Consult</title>",
    ],
)
def test_text_that_is_marked_is_not_found(source: str) -> None:
    assert unmarked_text(source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_in_a_template_can_be_translated(path: Path) -> None:
    assert unmarked_text(path.read_text()) == []


def stage_of(view: Callable[..., object]) -> str:
    """Return the folder of ``consult`` in which a view stands."""
    return view.__module__.split(".")[1]


def test_a_page_template_is_named_after_its_endpoint(app: Flask) -> None:
    # A stage has a folder of templates, and may have a blueprint more for its officers.
    endpoints = {
        f"{stage_of(view)}.{endpoint.rpartition('.')[2]}"
        for endpoint, view in app.view_functions.items()
    }
    pages = {
        f"{path.parent.name}.{path.stem}"
        for path in TEMPLATES
        # A name with a bar in front is a part that other pages include.
        if path.parent.name not in NOT_PAGES and not path.stem.startswith("_")
    }

    assert pages - endpoints == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_imports_only_what_it_uses(path: Path) -> None:
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(path.read_text())
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    every = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    here = {name if isinstance(name, str) else name[1] for name in every}

    assert here - used == set()
