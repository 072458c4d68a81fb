"""Catalogues hold every text there is now, with the same placeholders, and plurals that work."""

import gettext
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from babel import Locale

from tests.support.processes import ROOT

FOLDER = ROOT / "translations"
CATALOGUES = sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%[sd]|<[^>]+>")
PLURALS = re.compile(r"nplurals=(\d+); plural=(.+?);?$")


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
