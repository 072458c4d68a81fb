"""A copy of what somebody sent: as lines for a page, as plain text, in large print."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
)
from accessibility.large_print import (
    MissingFont,
    UnprintableText,
    large_print_pdf,
    spelled_out,
)
from consult.core.languages import current_language, day_in_words
from consult.plan.rules.definition import Definition, Kind, Question
from consult.respond.models import Answer
from consult.respond.queries import Sent, answers_of, uploads_of
from consult.respond.rules.double_entry import CHOICES
from consult.respond.rules.pages import Page, page_at


@dataclass(frozen=True)
class Said:
    """A question with what was answered to it, a line for each thing."""

    number: int
    question: Question
    lines: tuple[str, ...]
    language: str | None


def copy_of(sent: Sent) -> list[Said]:
    """Return what a response says, in the order of the questions. Equality answers are apart."""
    definition = sent.version.definition
    files = {one.id: one.name for one in uploads_of(response_id=sent.response.id)}
    return sorted(
        (
            Said(
                number=definition.numbers[one.question],
                question=definition.by_id[one.question],
                lines=tuple(_lines(definition.by_id[one.question], one, files)),
                language=one.language,
            )
            for one in answers_of(sent.response.id)
        ),
        key=lambda said: said.number,
    )


@dataclass(frozen=True)
class Differing:
    """A question that was typed in twice, and not in the same way."""

    page: Page
    # The words of each entry by its name, a line for each thing; no line where it is blank.
    entries: Mapping[str, tuple[str, ...]]
    chosen: str | None


def differing(
    definition: Definition, differences: Iterable[Mapping[str, Any]]
) -> Iterator[Differing]:
    """Yield where two entries of a form differ, in the words of the questions."""
    for one in differences:
        question_id, _slash, row = one["page"].partition("/")
        page = page_at(definition, question_id, row or None)
        if page is not None:
            entries = {name: _lines_on(page, one[name]) for name in CHOICES}
            yield Differing(page, entries, one["chosen"])


def _lines_on(page: Page, said: Mapping[str, Any] | None) -> tuple[str, ...]:
    if said is None:
        return ()
    value = {page.row.value: said["value"]} if page.row else said["value"]
    return tuple(_lines(page.question, Answer(value=value, other=said["other"]), {}))


def as_text(sent: Sent) -> str:
    """Return the copy as plain text, for any device and any screen reader."""
    lines = [
        sent.consultation.shown_title,
        _("A copy of your answers"),
        "",
        *(f"{fact.label} {fact.value}" for fact in _facts(sent)),
        "",
    ]
    for said in copy_of(sent):
        lines += [f"{said.number}. {said.question.text}", *said.lines, ""]
    return "\n".join(lines)


def as_large_print(sent: Sent) -> bytes:
    """Return the copy as a large print PDF, whatever letters and pictures people typed."""
    for printed in (str, spelled_out):
        try:
            return large_print_pdf(_document(sent, printed))
        except (MissingFont, UnprintableText):
            continue
    return large_print_pdf(_document(sent, _named))


def _named(text: str) -> str:
    """Return a text in the few letters that every font holds."""
    return text.encode("ascii", "namereplace").decode()


def _document(sent: Sent, printed: Callable[[str], str]) -> Document:
    def own(text: str) -> str:
        """Let each line run in its own direction, whichever that of the page is."""
        return "\n".join(f"\u2068{line}\u2069" for line in printed(text).split("\n"))

    language = current_language()
    blocks: list[Block] = [Facts(_facts(sent))]
    for said in copy_of(sent):
        blocks.append(Heading(2, f"{said.number}. {own(said.question.text)}"))
        lines = tuple(own(line) for line in said.lines)
        blocks += [Bullets(lines)] if len(lines) > 1 else [Paragraph(line) for line in lines]
    return Document(
        title=_("A copy of your answers"),
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        publisher=own(sent.version.definition.owner),
        blocks=tuple(blocks),
        closing_note=own(sent.consultation.shown_title),
        labels=Labels(page=_("Page {page} of {pages}"), contents=_("What is in this document")),
    )


def _facts(sent: Sent) -> tuple[Fact, ...]:
    return (
        Fact(_("Sent on"), day_in_words(sent.response.changed_at or sent.response.sent_at)),
        Fact(_("Public reference"), sent.response.reference),
    )


def lines_of(question: Question, value: Any) -> tuple[str, ...]:
    """Return an answer as it is stored in the words of the question, a line for each thing."""
    return tuple(_lines(question, Answer(value=value), {}))


def _lines(question: Question, answer: Answer, files: dict[str, str]) -> Iterator[str]:
    """Yield an answer in the words of the question, with the person’s own words beside them."""
    value, labels, other = answer.value, question.labels, answer.other or {}
    if question.kind is Kind.MATRIX:
        given = ((row.label, value.get(row.value)) for row in question.rows)
        yield from (f"{row}: {labels[one]}" for row, one in given if one)
    elif question.kind is Kind.PLACE:
        yield from (labels.get(one, one) for one in value.values())
    elif question.kind is Kind.DATE:
        yield day_in_words(value)
    elif question.kind is Kind.FILE:
        yield files.get(value, "")
    elif question.options:
        for one in value if isinstance(value, list) else [value]:
            yield f"{labels[one]}: {other[one]}" if other.get(one) else labels[one]
    else:
        yield str(value)
