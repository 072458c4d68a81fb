"""Whom a question is asked: what the page cannot show is told, and stays."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import document, drafted, question
from tests.stages.plan.test_building import AT, now, said
from tests.support.filling import fields_of, fill

AGE = {"question": "age", "is": 18}
TREE = {"question": "tree", "is": "ash"}
ASKED = f"{AT}/questions/last/asked"
TOLD = "looks at questions without options"


@pytest.fixture
def officer(as_: Callable[..., CheckingClient]) -> CheckingClient:
    return as_("officer", "Amina Khan")


def routed(app: Flask, condition: dict[str, Any], *others: dict[str, Any]) -> None:
    drafted(app, document(question("age", "number"), *others, question("last", show_if=condition)))


def route(app: Flask) -> Any:
    return now(app)["questions"][-1].get("show_if")


@pytest.mark.parametrize("how", ["all", "any"])
def test_a_condition_on_a_number_stays_beside_what_is_ticked(
    app: Flask, officer: CheckingClient, how: str
) -> None:
    routed(app, {how: [AGE, TREE]}, question("tree", "single"))
    assert TOLD in said(officer.get(ASKED))
    assert fill(officer, ASKED).status_code == 303
    assert route(app) == {how: [AGE, TREE]}
    assert fill(officer, ASKED, values_tree=[]).status_code == 303
    assert route(app) == AGE


def test_a_condition_on_a_number_stays_where_nothing_can_be_ticked(
    app: Flask, officer: CheckingClient
) -> None:
    routed(app, AGE)
    page = said(officer.get(ASKED))
    assert TOLD in page
    assert "Everybody is asked this." not in page
    assert fill(officer, ASKED).status_code == 303
    assert route(app) == AGE


def test_a_condition_on_a_number_can_be_taken_away(app: Flask, officer: CheckingClient) -> None:
    routed(app, {"all": [AGE, TREE]}, question("tree", "single"))
    assert fill(officer, ASKED, leave_out="yes").status_code == 303
    assert route(app) == TREE
    assert TOLD not in said(officer.get(ASKED))


def test_who_is_overtaken_sees_what_the_page_keeps(
    app: Flask, officer: CheckingClient, as_: Callable[..., CheckingClient]
) -> None:
    routed(app, {"all": [AGE, TREE]}, question("tree", "single"))
    mine = fields_of(officer.get(ASKED))
    assert fill(as_("officer", "Bilal Ahmed"), ASKED, values_tree=["birch"]).status_code == 303
    page = officer.post(ASKED, data=mine)
    assert page.status_code == 409
    assert TOLD in said(page)
    assert officer.post(ASKED, data=fields_of(page)).status_code == 303
    assert route(app) == {"all": [AGE, TREE]}
