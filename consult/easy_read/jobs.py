"""Background work: Easy Read to print."""

from flask import current_app

from accessibility.formats import EASY_READ
from accessibility.pictures import symbol
from consult.core import clock
from consult.core.languages import LANGUAGES, speaking
from consult.core.queue import Run, job
from consult.easy_read.actions import EDITIONS
from consult.easy_read.checks import document_of_text, ways_to_reach_us
from consult.easy_read.queries import Text, edition_source, offered_texts, pictures_of
from consult.editions.actions import keep
from consult.editions.checks import made_in
from consult.editions.rules import Made
from consult.plan.models import Consultation
from consult.plan.queries import consultation_by_id, current_version
from consult.translate.queries import said_in


@job(EDITIONS)
def make_editions(run: Run) -> None:
    """Make a PDF of each Easy Read text that people can read, and check it."""
    with run.reading():
        consultation = consultation_by_id(run.subject_id)
        texts = offered_texts(consultation)
        made = [_made(consultation, text) for text in texts]
    for one in made:
        keep(run.subject_id, one, at=clock.now())


def _made(consultation: Consultation, text: Text) -> Made:
    organisation = current_app.config["ORGANISATION"]
    version = said_in(current_version(consultation.id), consultation, text.language)
    with speaking(LANGUAGES[text.language]):
        ours = {name: symbol(name) for name, _words in ways_to_reach_us(organisation)}
        document = document_of_text(
            text,
            consultation,
            version.definition.words,
            pictures={**pictures_of(text.parts), **ours},
            organisation=organisation,
        )
    source = edition_source(text)
    return made_in(EASY_READ, document, about=text.about, source=source)
