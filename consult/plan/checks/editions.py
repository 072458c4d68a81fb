"""A consultation as a document that every format is made from."""

import hashlib

from flask_babel import gettext as _

from accessibility.document import Block, Document, Fact, Facts, Heading, Paragraph, Question
from consult.core.languages import day_in_words
from consult.plan.models import Consultation
from consult.plan.rules.definition import Definition, Kind
from consult.plan.rules.definition import Question as Asked


def source_of(consultation: Consultation, sha256: str) -> str:
    """Return the hash of everything that stands in an edition: questions and dates."""
    parts = (sha256, consultation.opens.isoformat(), consultation.closes.isoformat())
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def document_of(consultation: Consultation, definition: Definition) -> Document:
    """Return what a consultation says and asks, in the order of its page."""
    return Document(
        title=definition.title,
        language="en",
        direction="ltr",
        publisher=definition.owner,
        blocks=(
            Heading(2, _("What this is about")),
            Paragraph(definition.summary),
            *_optional(_("Why we are asking"), definition.why),
            Heading(2, _("When you can answer")),
            Facts(
                (
                    Fact(_("First day"), day_in_words(consultation.opens)),
                    Fact(_("Last day"), day_in_words(consultation.closes)),
                )
            ),
            Heading(2, _("The questions")),
            *(
                _as_block(definition.numbers[one.id], one)
                for one in definition.questions
                if not one.is_equality
            ),
            *_optional(_("What happens next"), definition.what_happens_next),
        ),
        closing_note=_("You can ask us for this in another format or language."),
        page_label=_("Page {page} of {pages}"),
        contents_label=_("What is in this document"),
    )


def _optional(heading: str, text: str) -> tuple[Block, ...]:
    return (Heading(2, heading), Paragraph(text)) if text else ()


def _as_block(number: int, question: Asked) -> Question:
    parts = question.rows if question.kind is Kind.MATRIX else question.options
    hint = question.hint
    if question.kind is Kind.MATRIX:
        answers = ", ".join(one.label for one in question.options)
        hint = _("For each one, choose an answer: %(answers)s.", answers=answers)
    return Question(
        number=str(number),
        text=question.text,
        hint=hint,
        options=tuple(one.label for one in parts),
    )
