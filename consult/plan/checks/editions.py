"""A consultation as a document that every format is made from."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import accumulate

from flask_babel import gettext as _

from accessibility.document import (
    Answer,
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labels,
    Marked,
    Numbered,
    Paragraph,
    Question,
    WordBox,
)
from consult.core.languages import current_language, day_in_words
from consult.plan.checks.sections import bolder, section_blocks, texts_in
from consult.plan.checks.told import afterwards, different_groups, whom_to_ask
from consult.plan.models import Consultation
from consult.plan.queries import Version
from consult.plan.rules.definition import Definition, Kind, Way, Word
from consult.plan.rules.definition import Question as Asked
from consult.plan.rules.words import Explained, Piece, explained, in_alphabet

_ANSWERS: Mapping[Kind, Answer] = {
    Kind.SINGLE: "one",
    Kind.MULTIPLE: "many",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.RANKING: "rank",
    Kind.MATRIX: "grid",
}
_LINES = {Kind.TEXT: 2, Kind.LONG_TEXT: 8, Kind.EMAIL: 2, Kind.POSTCODE: 1}


def source_of(consultation: Consultation, sha256: str, language: str = "en") -> str:
    """Return the hash of everything that stands in an edition: questions, dates, translation."""
    texts = consultation.offered_in.get(language, {}).get("texts", "")
    named = (consultation.opens, consultation.closes, consultation.outcome_due)
    dates = (day.isoformat() for day in named if day)
    parts = (sha256, *dates, *([texts] if texts else []))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def outcome_source_of(consultation: Consultation, language: str = "en") -> str:
    """Return the hash of everything that stands in a copy of the outcome; empty without one."""
    sha256: str = consultation.outcome.get("sha256", "")
    offer = consultation.offered_in.get(language, {})
    parts = (sha256, offer.get("texts", ""), offer.get("outcome", ""))
    is_english = language == "en" or not sha256
    return sha256 if is_english else hashlib.sha256("|".join(parts).encode()).hexdigest()


def document_of(
    consultation: Consultation, version: Version, *, organisation: Mapping[str, str]
) -> Document:
    """Return what a consultation says and asks, in the language that is spoken now."""
    definition = version.definition
    language = current_language()
    return Document(
        title=definition.title,
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        publisher=definition.owner,
        blocks=tuple(_blocks(consultation, definition)),
        closing_note=_("You can ask us for this in another format or language."),
        labels=_labels(consultation, version, organisation),
        reference=f"C{consultation.id}",
    )


def _blocks(consultation: Consultation, definition: Definition) -> Iterator[Block]:
    """Yield the parts in the order of its page, and after each the words it says first."""
    found = _explained(definition)
    for name, heading, block in _parts(consultation, definition):
        if heading:
            yield Heading(2, heading)
        # Before a question: who reads on knows what it asks. After all other texts.
        words = found[name].words if name in found else ()
        box = [WordBox(_facts(words))] if words else []
        is_asked = isinstance(block, Question)
        yield from box if is_asked else ()
        yield _with_first_mentions(block, found[name]) if words else block
        yield from () if is_asked else box


def _with_first_mentions(block: Block, found: Explained) -> Block:
    """Let the words of the box stand out. A question and its answers stay plain, as on pages."""
    match block:
        case Paragraph(text=text):
            return Paragraph(_marked(text, found.texts[0]))
        case Bullets(items=items):
            return Bullets(tuple(map(_marked, items, found.texts)))
        case Numbered(items=items):
            return Numbered(tuple(map(_marked, items, found.texts)))
    return block


def _marked(text: str, pieces: tuple[Piece, ...]) -> Marked:
    """Mark first mentions; what follows the pieces, such as when a meeting is, stays plain."""
    ends = list(accumulate(len(piece.text) for piece in pieces))
    return bolder(
        text,
        [(end - len(one.text), end) for one, end in zip(pieces, ends, strict=True) if one.word],
    )


def _explained(definition: Definition) -> dict[str, Explained]:
    told = definition.set_up
    said: dict[str, tuple[str, ...]] = {
        "summary": (definition.summary,),
        "why": (definition.why,),
        "who": (definition.who_is_affected,),
        "groups": (told.equality_impact or told.equality_impact_not_needed,),
        "can": definition.can_change,
        "cannot": definition.cannot_change,
        "ways": tuple(way.text for way in definition.ways),
        **{name: texts_in(block) for name, block in _questions(definition)},
        "next": (definition.what_happens_next,),
        "privacy": (told.privacy,),
    }
    return explained(said, definition.words)


def _parts(consultation: Consultation, definition: Definition) -> Iterator[tuple[str, str, Block]]:
    """Yield the name, the heading if it begins a chapter, and the content of each part."""
    yield from _about(definition)
    yield "dates", _("When you can answer"), _dates(consultation)
    if definition.ways:
        ways = tuple(_as_point(way) for way in definition.ways)
        yield "ways", _("Ways to take part"), Bullets(ways)
    yield from whom_to_ask(definition.set_up.contact)
    heading = _("The questions")
    for name, block in _questions(definition):
        yield name, heading, block
        heading = ""
    yield from afterwards(consultation, definition)
    if definition.words:
        yield "words", _("Word list"), Facts(_facts(in_alphabet(definition.words)))


def _questions(definition: Definition) -> Iterator[tuple[str, Block]]:
    """Yield the questions by their id, and before the first of a section what it says."""
    section = ""
    for one in definition.questions:
        begun = definition.section_of(one) if one.section != section else None
        for at, block in enumerate(section_blocks(begun) if begun else ()):
            yield f"{one.section}/{at}", block
        section = one.section
        if not one.is_equality:
            yield one.id, _as_block(definition.numbers[one.id], one)


def _about(definition: Definition) -> Iterator[tuple[str, str, Block]]:
    yield "summary", _("What this is about"), Paragraph(definition.summary)
    if definition.why:
        yield "why", _("Why we are asking"), Paragraph(definition.why)
    if definition.who_is_affected:
        yield "who", _("Who may be affected"), Paragraph(definition.who_is_affected)
    yield from different_groups(definition.set_up)
    if definition.can_change:
        yield "can", _("What can still change"), Bullets(definition.can_change)
    if definition.cannot_change:
        yield "cannot", _("What cannot change"), Bullets(definition.cannot_change)


def _facts(words: tuple[Word, ...]) -> tuple[Fact, ...]:
    return tuple(Fact(word.term, word.meaning) for word in words)


def _dates(consultation: Consultation) -> Facts:
    first = Fact(_("First day"), day_in_words(consultation.opens))
    return Facts((first, Fact(_("Last day"), day_in_words(consultation.closes))))


def _as_point(way: Way) -> str:
    when = _("When: %(day)s.", day=day_in_words(way.day)) if way.day else ""
    return f"{way.text} {when}".rstrip()


def _as_block(number: int, question: Asked) -> Question:
    hint = question.hint
    if question.kind is Kind.PLACE:
        where = _("Write the area, the postcode, or in your own words where it is.")
        hint = f"{hint} {where}"
    elif question.kind is Kind.FILE:
        how = _("Send a copy with your answers.")
        hint = f"{hint} {how}"
    return Question(
        number=str(number),
        text=question.text,
        hint=hint.strip(),
        options=tuple(one.label for one in question.options),
        answer=_ANSWERS.get(question.kind, "text"),
        rows=tuple(one.label for one in question.rows),
        lines=_LINES.get(question.kind, 4),
        required=question.required,
    )


def _labels(
    consultation: Consultation, version: Version, organisation: Mapping[str, str]
) -> Labels:
    last = day_in_words(consultation.closes)
    return Labels(
        page=_("Page {page} of {pages}"),
        contents=_("What is in this document"),
        word_help=_("Word help"),
        question=_("Question {number} of {questions}"),
        made_on=_("These words are from %(day)s.", day=day_in_words(version.made_at)),
        length=_("Length in minutes: about {minutes}."),
        computer_voice=_("A computer voice reads this."),
        not_proofread=_("A computer made this Braille. Nobody has proofread it yet."),
        send_to=_(
            "Send this form to %(name)s by %(day)s. Phone: %(phone)s.",
            name=organisation["name"],
            day=last,
            phone=organisation["phone"],
        ),
        must_answer=_("Please answer this question."),
        phone_opening=_phone_opening(last),
        how_to_answer=_how_to_answer(),
        how_to_note=_how_to_note(),
    )


def _phone_opening(last: str) -> str:
    return "\n".join(
        (
            _("Say your name, and who you ask for."),
            _("Say: nothing is sent until you say so, and you can stop at any time."),
            _("Say: you can answer until %(day)s.", day=last),
        )
    )


def _how_to_answer() -> Mapping[Answer, str]:
    one = _("Tick one box.")
    return {
        "one": one,
        "many": _("Tick all that apply."),
        "number": _("Write a number."),
        "date": _("Write the day, month and year."),
        "rank": _("Write 1 beside your first choice, 2 beside the next, and so on."),
        "grid": _("Tick one box for each line."),
        "text": _("Write your answer on the lines."),
    }


def _how_to_note() -> Mapping[Answer, str]:
    number = _("Write down the number:")
    return {
        "one": number,
        "many": _("Write down all the numbers:"),
        "number": number,
        "date": _("Write down the date:"),
        "rank": _("Write down the numbers in their order:"),
        "grid": number,
        "text": _("Write down what they say, in their words:"),
    }
