"""Catalogues hold every text there is now, with the same placeholders, and plurals that work."""

import ast
import gettext
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from babel import Locale
from babel.support import NullTranslations
from jinja2 import Environment, nodes

from consult.core.languages import ENGLISH, LANGUAGES
from tests.architecture.source import SOURCE, TEMPLATES, tree_of
from tests.support.processes import ROOT

FOLDER = ROOT / "translations"
CATALOGUES = sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%[sd]|<[^>]+>")
PLURALS = re.compile(r"nplurals=(\d+); plural=(.+?);?$")
TRANSLATES = {"_", "_l", "_n", "gettext", "lazy_gettext", "ngettext", "pgettext"}

# What stays as it is in a text in Urdu: placeholders, and what stands between isolates.
KEPT = re.compile(r"%\(\w+\)s|\{\w+\}|\u2066.*?\u2069")
NAMES = {
    *("AAC", "BRF", "BSL", "CSV", "DOCX", "EPUB", "H", "JSON", "MP", "NRCPD", "ODT", "PDF", "PO"),
    *("WebVTT", "XLIFF"),
}
# Arabic letters, digits and English marks that look almost like those of Urdu.
NOT_URDU = re.compile("[يكهى٠-٩۰-۹,;?]")
LAST_MARKS = str.maketrans({".": "۔", "?": "؟"})


def language_of(path: Path) -> str:
    return path.parts[-3]


def placeholders(text: str) -> list[str]:
    return sorted(match.group() for match in PLACEHOLDER.finditer(text))


@pytest.fixture(scope="module")
def texts_now(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """Read the texts from the code, just as ``make translations`` does."""
    path = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    subprocess.run(["make", "--silent", "extract", f"POT={path}"], cwd=ROOT, check=True)
    return polib.pofile(str(path))


def keys(catalogue: polib.POFile) -> set[tuple[str, str, str]]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalogue}


def test_the_list_of_texts_is_current(texts_now: polib.POFile) -> None:
    kept = polib.pofile(str(FOLDER / "messages.pot"))

    assert keys(kept) ^ keys(texts_now) == set(), "run: make translations"


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_a_catalogue_has_exactly_the_texts_of_now(path: Path, texts_now: polib.POFile) -> None:
    catalogue = polib.pofile(str(path))
    current = {entry for entry in catalogue if not entry.obsolete}

    assert (
        keys(texts_now)
        ^ {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in current}
        == set()
    ), "run: make translations"


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_a_translation_has_the_placeholders_of_its_text(path: Path) -> None:
    wrong = [
        f"{entry.msgid!r} became {entry.msgstr!r}"
        for entry in polib.pofile(str(path)).translated_entries()
        if not entry.msgid_plural and placeholders(entry.msgid) != placeholders(entry.msgstr)
    ]

    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_a_plural_has_the_placeholders_of_its_text(path: Path) -> None:
    wrong = [
        f"{entry.msgid_plural!r} became {form!r}"
        for entry in polib.pofile(str(path)).translated_entries()
        for form in entry.msgstr_plural.values()
        # “One reply” need not say the number.
        if set(placeholders(form)) - set(placeholders(entry.msgid_plural))
    ]

    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_plurals_follow_the_rules_of_the_language(path: Path) -> None:
    header = PLURALS.match(polib.pofile(str(path)).metadata["Plural-Forms"])
    assert header is not None
    choose = gettext.c2py(header[2])
    rule = Locale.parse(language_of(path)).plural_form
    forms: dict[int, set[str]] = defaultdict(set)
    for number in range(201):
        forms[choose(number)].add(rule(number))

    assert len(forms) <= int(header[1])
    assert all(len(names) == 1 for names in forms.values()), forms
    assert len(forms) == len(set().union(*forms.values())), forms


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_no_translation_is_a_guess(path: Path) -> None:
    catalogue = polib.pofile(str(path))

    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_texts_use_the_quotes_of_print(texts_now: polib.POFile) -> None:
    straight = [
        entry.msgid
        for entry in texts_now
        if re.search("[\"']", re.sub(r"<[^>]*>", "", entry.msgid + entry.msgid_plural))
    ]

    assert straight == []


def test_every_live_language_has_a_catalogue_but_english() -> None:
    assert {language_of(path) for path in CATALOGUES} == set(LANGUAGES) - {ENGLISH.code}


def test_english_needs_no_catalogue() -> None:
    rule = Locale.parse(ENGLISH.code).plural_form
    for number in range(201):
        chosen = NullTranslations().ngettext("one", "other", number)
        assert chosen == rule(number), number


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_a_catalogue_names_who_has_read_it(path: Path) -> None:
    language = LANGUAGES[language_of(path)]
    named = polib.pofile(str(path)).metadata["Last-Translator"]

    assert ("not read by a named speaker" in named) == language.is_unread
    assert language.read_by in named


def test_a_marked_text_is_a_text_that_can_be_found(texts_now: polib.POFile) -> None:
    # A text in a name, or in the braces of an f-string, is marked and yet never extracted.
    known = {entry.msgid for entry in texts_now}
    lost = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCE
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in TRANSLATES
        and not (isinstance(call.args[0], ast.Constant) and call.args[0].value in known)
    ]

    assert lost == []


def test_a_text_of_a_template_can_be_found(texts_now: polib.POFile) -> None:
    known = {entry.msgid for entry in texts_now}
    parse = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse
    lost = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in TEMPLATES
        for call in parse(path.read_text()).find_all(nodes.Call)
        if getattr(call.node, "name", "") in TRANSLATES
        and not (isinstance(call.args[0], nodes.Const) and call.args[0].value in known)
    ]

    assert lost == []


def urdu_texts() -> list[tuple[str, str]]:
    """Return each English text with each of its forms in Urdu."""
    catalogue = polib.pofile(str(FOLDER / "ur" / "LC_MESSAGES" / "messages.po"))
    return [
        (entry.msgid, form)
        for entry in catalogue
        for form in (entry.msgstr_plural or {0: entry.msgstr}).values()
    ]


def test_urdu_has_its_own_letters_digits_and_marks() -> None:
    assert [text for _, text in urdu_texts() if NOT_URDU.search(KEPT.sub("", text))] == []


def test_no_english_is_left_in_urdu() -> None:
    left = {
        word for _, text in urdu_texts() for word in re.findall("[A-Za-z]+", KEPT.sub("", text))
    }

    assert left - NAMES == set()


def test_a_sentence_in_urdu_ends_like_its_english() -> None:
    wrong = [
        text
        for english, text in urdu_texts()
        if english[-1:] in {".", "?", ":", " "} and english[-1].translate(LAST_MARKS) != text[-1:]
    ]

    assert wrong == []


def test_what_a_text_in_urdu_sets_apart_it_also_closes() -> None:
    assert [text for _, text in urdu_texts() if text.count("\u2066") != text.count("\u2069")] == []
