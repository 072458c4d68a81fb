"""What nobody should type into the builder is told on the page, and what was typed stays."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import document, drafted, question
from tests.stages.plan.test_building import AT, now, said
from tests.support.filling import fill


@pytest.fixture
def officer(app: Flask, as_: Callable[..., CheckingClient]) -> CheckingClient:
    drafted(app, document(question("one", "single"), question("two")))
    return as_("officer", "Amina Khan")


@pytest.mark.parametrize("typed", ["1e999999999", "-1e999999999", "1e13"])
def test_a_number_beyond_all_limits_is_refused_and_never_worked_out(
    app: Flask, officer: CheckingClient, typed: str
) -> None:
    page = fill(officer, f"{AT}/add-question?kind=number", text="How many?", lowest=typed)
    assert page.status_code == 422
    assert "This number is too" in said(page)
    assert f'value="{typed}"' in page.get_data(as_text=True)
    assert len(now(app)["questions"]) == 2


@pytest.mark.parametrize(("typed", "kept"), [("0e999999999", 0), ("1e12", 10**12), ("2.5", 2.5)])
def test_a_number_within_the_limits_is_kept(
    app: Flask, officer: CheckingClient, typed: str, kept: float
) -> None:
    at = f"{AT}/add-question?kind=number"
    assert fill(officer, at, text="How many?", lowest=typed).status_code == 303
    assert now(app)["questions"][-1]["min"] == kept
