"""What residents read is whole in every live language; what officers read, where we say so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from jinja2 import Environment, nodes

from consult.core.languages import ENGLISH, LANGUAGES, Language
from tests.architecture.source import SOURCE, TEMPLATES, tree_of
from tests.support.processes import ROOT

TRANSLATES = {"_", "_l", "_n", "gettext", "lazy_gettext", "ngettext", "pgettext"}

# Texts that stand only here are read by officers, who may read them in English.
OFFICER_LAYOUT = "layouts/officer.html"
FOR_OFFICERS = re.compile(
    r"consult/(accounts|analyse|oversight)/|commands\.py"
    r"|consult/(easy_read|plan|report|sign_language|translate)/forms"
    r"|consult/respond/forms/(desk|intake|intake_words|own_words)\.py|consult/share/forms/meeting\.py"
    r"|consult/(home/forms/desk|report/views)\.py"
    r"|templates/(layouts/officer|accounts/|letters/(invitation|lost_password)"
    r"|errors/(not_done|start_again)|home/_(differences|life|waiting)"
    r"|easy_read/_idea|plan/_|translate/_|respond/_intake_phone)"
)
# Drawn on a resident’s own slip, although officers print it.
FOR_RESIDENTS_TOO = re.compile(r"templates/respond/intake_slip")
FOR_RESIDENTS = [one for one in LANGUAGES.values() if not one.for_officers]
ALL_TEXTS = [one for one in LANGUAGES.values() if one.for_officers and one != ENGLISH]


def texts_in(path: Path) -> Iterator[str]:
    """Yield every text of a source file or a template that is marked for translation."""
    if path.suffix == ".py":
        for call in ast.walk(tree_of(path)):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATES:
                first = call.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)
        return
    parsed = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(path.read_text())
    for node in parsed.find_all(nodes.Call):
        if getattr(node.node, "name", "") in TRANSLATES and isinstance(node.args[0], nodes.Const):
            yield str(node.args[0].value)


def is_for_officers(path: Path) -> bool:
    """Say whether residents never come to a file."""
    name = path.relative_to(ROOT).as_posix()
    if FOR_RESIDENTS_TOO.search(name):
        return False
    extends = path.suffix == ".html" and OFFICER_LAYOUT in path.read_text()
    return extends or bool(FOR_OFFICERS.search(name))


@pytest.fixture(scope="module")
def residents_texts() -> set[str]:
    """Return the texts that residents can come to."""
    files = [path for path in (*SOURCE, *TEMPLATES) if not is_for_officers(path)]
    return {text for path in files for text in texts_in(path)}


def catalogue_of(language: Language) -> polib.POFile:
    """Return the texts in a language."""
    return polib.pofile(str(ROOT / "translations" / language.code / "LC_MESSAGES" / "messages.po"))


def test_there_are_texts_for_both(residents_texts: set[str]) -> None:
    every = {text for path in (*SOURCE, *TEMPLATES) for text in texts_in(path)}
    assert {"Check your answers", "Your receipt code", "Another format or language"} <= (
        residents_texts
    )
    assert {"Sign out", "Late answers"} <= every - residents_texts


@pytest.mark.parametrize("language", FOR_RESIDENTS, ids=lambda one: one.code)
def test_a_live_language_has_every_text_that_residents_read(
    language: Language, residents_texts: set[str]
) -> None:
    missing = {entry.msgid for entry in catalogue_of(language).untranslated_entries()}
    assert missing & residents_texts == set()


@pytest.mark.parametrize("language", ALL_TEXTS, ids=lambda one: one.code)
def test_a_language_for_officers_has_every_text(language: Language) -> None:
    assert [entry.msgid for entry in catalogue_of(language).untranslated_entries()] == []
