"""Texts out to translators’ own programs and back: all of a file, or nothing of it."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from translate.storage.factory import getobject
from werkzeug.test import TestResponse

from consult.translate.checks.exchange import UnreadableFileError, read_sheet
from consult.translate.models import Translation
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.support import officers
from tests.support.translations import in_urdu

pytestmark = pytest.mark.usefixtures("slug")
AT = "/en/officer/consultations/trees/languages/ur"
As = Callable[..., CheckingClient]


@pytest.fixture
def sana(as_: As) -> CheckingClient:
    return as_("translator", "Sana Malik")


def bring(client: CheckingClient, body: bytes, name: str) -> TestResponse:
    token = officers.token_on(client.get(f"{AT}/file"))
    fields = {"csrf_token": token, "file": (io.BytesIO(body), name), "method": "person"}
    return client.post(f"{AT}/file", data=fields, content_type="multipart/form-data")


def out(client: CheckingClient, ending: str) -> bytes:
    return client.get(f"{AT}.{ending}").get_data()


def filled(body: bytes, ending: str) -> bytes:
    """Fill a file in with the library that translators’ programs are made with."""
    store = getobject(io.BytesIO(body), localfiletype=ending)
    for unit in store.units:
        if unit.source:
            unit.target = in_urdu(str(unit.source))
    return bytes(store)


def made(app: Flask) -> dict[str, str]:
    return {one.key: one.text for one in rows(app, select(Translation).order_by(Translation.id))}


@pytest.mark.parametrize("ending", ["xliff", "po"])
def test_a_file_filled_in_by_another_program_comes_back_whole(
    app: Flask, sana: CheckingClient, ending: str
) -> None:
    kind = "xlf" if ending == "xliff" else ending
    assert bring(sana, filled(out(sana, ending), kind), f"ur.{ending}").status_code == 303
    found = made(app)
    assert found["questions.plant.text"] == in_urdu("Should we plant 20 trees?")
    assert len(found) == out(sana, "csv").count(b"\r\n") - 1


@pytest.mark.parametrize("ending", ["xliff", "po", "csv"])
def test_out_and_in_again_changes_nothing(app: Flask, sana: CheckingClient, ending: str) -> None:
    bring(sana, filled(out(sana, "po"), "po"), "ur.po")
    before = made(app)
    page = bring(sana, out(sana, ending), f"ur.{ending}")
    assert page.status_code == 422
    assert "There is nothing new in this file." in page.get_data(as_text=True)
    assert made(app) == before
    assert len(rows(app, select(Translation))) == len(before)


def test_po_and_xliff_say_the_same_to_the_toolkit(sana: CheckingClient) -> None:
    bring(sana, filled(out(sana, "po"), "po"), "ur.po")
    ours = getobject(io.BytesIO(out(sana, "po")), localfiletype="po")
    theirs = getobject(io.BytesIO(out(sana, "xliff")), localfiletype="xlf")
    said = {str(one.source): str(one.target) for one in ours.units if one.source}
    assert said == {str(one.source): str(one.target) for one in theirs.units}


def test_a_spreadsheet_fills_in_a_column(app: Flask, sana: CheckingClient) -> None:
    table = list(csv.reader(io.StringIO(out(sana, "csv").decode("utf-8-sig"))))
    for row in table[1:]:
        row[3] = in_urdu(row[2])
    made_anew = io.StringIO()
    csv.writer(made_anew).writerows(table)
    assert bring(sana, made_anew.getvalue().encode(), "ur.csv").status_code == 303
    assert made(app)["title"] == in_urdu("Trees in our streets")


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda body: body[: len(body) // 2],
    "empty": lambda _body: b"",
    "not a file of ours": lambda _body: b"\x89PNG\r\n\x1a\n",
    "another language": lambda body: body.replace(b'"ur"', b'"pl"'),
    "another consultation": lambda body: body.replace(b'original="trees"', b'original="bees"'),
    "English changed": lambda body: body.replace(b"Should we plant 20", b"Shall we plant 20"),
    "a text twice": lambda body: body.replace(b'id="title"', b'id="summary"'),
    "a text we do not have": lambda body: body.replace(b'id="title"', b'id="nothing"'),
    "a changed number of marks": lambda body: body.replace(
        b"</source>", "</source><target>ا\u0651\u0651\u0651\u0651\u0651</target>".encode(), 1
    ),
    "in another script": lambda body: body.replace(
        b"</source>", b"</source><target>Drzewa na naszych ulicach</target>", 1
    ),
    "an entity from outside": lambda body: body.replace(
        b"<xliff", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff', 1
    ).replace(b"</source>", b"</source><target>&e;</target>", 1),
    "entities without end": lambda body: body.replace(
        b"<xliff",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xliff',
        1,
    ).replace(b"</source>", b"</source><target>&b;</target>", 1),
    "a very long word": lambda body: body.replace(
        b"</source>", f"</source><target>{'ا' * 2000}</target>".encode(), 1
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_with_something_wrong_changes_nothing_and_says_what(
    app: Flask, sana: CheckingClient, name: str
) -> None:
    body = BROKEN[name](out(sana, "xliff"))
    page = bring(sana, body, "ur.xliff")
    assert page.status_code == 422, name
    assert 'class="problem"' in page.get_data(as_text=True)
    assert "root:" not in page.get_data(as_text=True)
    assert made(app) == {}


def test_a_po_with_a_changed_placeholder_is_refused_whole(app: Flask, sana: CheckingClient) -> None:
    body = filled(out(sana, "po"), "po").decode()
    odd = re.sub(r'(msgid "Where\?"\nmsgstr ")', r"\1%(place)s ", body)
    assert odd != body
    page = bring(sana, odd.encode(), "ur.po")
    assert page.status_code == 422
    assert "These have to be the same as in English: place." in page.get_data(as_text=True)
    assert made(app) == {}


@pytest.mark.parametrize("ending", ["po", "xliff", "csv", "exe"])
def test_a_file_that_is_too_large_or_of_another_kind_is_refused(ending: str) -> None:
    with pytest.raises(UnreadableFileError):
        read_sheet(b"x" * 5_000_001, ending)


def test_no_cell_of_the_table_is_a_formula(sana: CheckingClient) -> None:
    bring(sana, filled(out(sana, "po"), "po"), "ur.po")
    at = f"{AT}?part=where"
    hidden = officers.hidden_on(sana.get(at), action=at)
    sana.post(at, data={**hidden, "text_0": "=اب()", "go": "save"})
    table = list(csv.reader(io.StringIO(out(sana, "csv").decode("utf-8-sig"))))
    assert "'=اب()" in {row[3] for row in table}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
