"""What came on paper, by phone or by post is typed in fast, and counts once."""

import pytest
from flask import Flask

from tests.factories import opened
from tests.stages.respond.clerks import FORM, Clerk, answers, responses, signed_in


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, FORM)


@pytest.fixture
def amina(app: Flask, slug: str) -> Clerk:
    return signed_in(app, slug, name="Amina Khan")


def test_a_paper_form_is_typed_in_and_counts(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="11")
    assert amina.save(uses="birch", many=["ash", "cedar"], grid__north="ash").status_code == 303

    (response,) = responses(app)
    assert (response.channel, response.standing, response.language) == ("paper", "counted", "en")
    assert answers(app, response.id) == {
        "uses": "birch",
        "many": ["ash", "cedar"],
        "grid": {"north": "ash", "south": None},
    }
    assert "Form 11 is saved, with 3 answers." in amina.text()
    assert 'value="12"' in amina.text()
