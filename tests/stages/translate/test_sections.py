"""The words of a section are translated one by one; what is not yet stands there in English."""

import re

from flask import Flask

from consult.core.database import db
from consult.plan.queries import consultation_at
from consult.translate.actions.checking import take_back
from consult.translate.rules.sources import sources_of
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, opened, question
from tests.support.translations import CHECKER, in_urdu, translated

SECTION = {
    "id": "trees",
    "title": "Our trees today",
    "text": "We have **many** trees.",
    "facts": [{"title": "What they cost", "text": "A tree costs £450."}],
}
MADE = document(
    question("one", section="trees"),
    sections=[SECTION],
    decision_maker="The Cabinet",
    privacy="Two officers read it.",
    equality_impact="Roots lift stones.",
)


def test_every_text_of_it_can_be_translated() -> None:
    found = {one.key: one for one in sources_of(MADE)}
    of_section = [key for key in found if key.startswith("sections.")]
    assert of_section == [
        "sections.trees.title",
        "sections.trees.text",
        "sections.trees.facts.0.title",
        "sections.trees.facts.0.text",
    ]
    assert all(found[key].is_essential and not found[key].is_asked for key in of_section)
    assert {"decision_maker", "privacy", "equality_impact"} <= set(found)


def test_a_question_may_be_called_like_a_part_of_the_page() -> None:
    found = sources_of(document(question("about"), question("sections")))
    assert [one.is_asked for one in found if one.key.startswith("questions.")] == [True, True]


def test_a_section_is_read_in_urdu(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, MADE)
    translated(app, slug)
    resident = Resident(client, slug, language="ur")
    resident.begin()
    page = resident.look(resident.at).get_data(as_text=True)
    assert in_urdu("Our trees today") in page
    assert "Our trees today" not in page
    assert '<bdi dir="ltr">£450</bdi>' in page


def test_what_is_not_translated_is_marked_as_english(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, MADE)
    translated(app, slug)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        take_back(found, "ur", "sections.trees.text", by=CHECKER)
        db.session.commit()
    resident = Resident(client, slug, language="ur")
    resident.begin()
    page = resident.look(resident.at).get_data(as_text=True)
    assert re.search(r'<div lang="en" dir="ltr"><p>We have <b>many</b> trees.</p>', page)
    assert in_urdu("Our trees today") in page
    assert 'name="answer"' in page  # the question itself can still be answered
