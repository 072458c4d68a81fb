"""A consultation as a document that every format is made from."""

import hashlib

from flask_babel import gettext as _

from accessibility.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labels,
    Paragraph,
    Question,
)
from consult.core.languages import day_in_words
from consult.plan.models import Consultation
from consult.plan.rules.definition import Definition, Kind, Way
from consult.plan.rules.definition import Question as Asked
from consult.plan.rules.timetable import outcome_due
from consult.plan.rules.words import in_alphabet


def source_of(consultation: Consultation, sha256: str) -> str:
    """Return the hash of everything that stands in an edition: questions and dates."""
    parts = (sha256, consultation.opens.isoformat(), consultation.closes.isoformat())
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def document_of(consultation: Consultation, definition: Definition) -> Document:
    """Return what a consultation says and asks, in the order of its page."""
    due = day_in_words(outcome_due(consultation.closes))
    return Document(
        title=definition.title,
        language="en",
        direction="ltr",
        publisher=definition.owner,
        blocks=(
            Heading(2, _("What this is about")),
            Paragraph(definition.summary),
            *_optional(_("Why we are asking"), definition.why),
            *_optional(_("Who may be affected"), definition.who_is_affected),
            *_points(_("What can still change"), definition.can_change),
            *_points(_("What cannot change"), definition.cannot_change),
            Heading(2, _("When you can answer")),
            Facts(
                (
                    Fact(_("First day"), day_in_words(consultation.opens)),
                    Fact(_("Last day"), day_in_words(consultation.closes)),
                )
            ),
            *_points(_("Ways to take part"), tuple(_as_point(way) for way in definition.ways)),
            Heading(2, _("The questions")),
            *(
                _as_block(definition.numbers[one.id], one)
                for one in definition.questions
                if not one.is_equality
            ),
            Heading(2, _("What happens next")),
            *([Paragraph(definition.what_happens_next)] if definition.what_happens_next else ()),
            Paragraph(_("We say by %(day)s what we decide.", day=due)),
            *_word_list(definition),
        ),
        closing_note=_("You can ask us for this in another format or language."),
        labels=Labels(page=_("Page {page} of {pages}"), contents=_("What is in this document")),
    )


def _optional(heading: str, text: str) -> tuple[Block, ...]:
    return (Heading(2, heading), Paragraph(text)) if text else ()


def _points(heading: str, points: tuple[str, ...]) -> tuple[Block, ...]:
    return (Heading(2, heading), Bullets(points)) if points else ()


def _as_point(way: Way) -> str:
    when = _("When: %(day)s.", day=day_in_words(way.day)) if way.day else ""
    return f"{way.text} {when}".strip()


def _word_list(definition: Definition) -> tuple[Block, ...]:
    words = tuple(Fact(word.term, word.meaning) for word in in_alphabet(definition.words))
    return (Heading(2, _("Word list")), Facts(words)) if words else ()


def _as_block(number: int, question: Asked) -> Question:
    parts = question.rows if question.kind is Kind.MATRIX else question.options
    hint = question.hint
    if question.kind is Kind.MATRIX:
        answers = ", ".join(one.label for one in question.options)
        hint = _("For each one, choose an answer: %(answers)s.", answers=answers)
    elif question.kind is Kind.PLACE:
        where = _("Write the area, the postcode, or in your own words where it is.")
        hint = f"{hint} {where}"
    elif question.kind is Kind.FILE:
        how = _("Send a copy with your answers.")
        hint = f"{hint} {how}"
    return Question(
        number=str(number),
        text=question.text,
        hint=hint.strip(),
        options=tuple(one.label for one in parts),
    )
