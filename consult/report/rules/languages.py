"""A published outcome in another language: what officers wrote, and what was asked."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from consult.analyse.rules.figures import Cell, Figure, Table
from consult.core.languages import Translated
from consult.plan.rules.definition import Definition, Kind, Question
from consult.report.rules import Decided, Outcome, ThemeOutcome

Words = Callable[[str], str]


def texts_of_outcome(outcome: Outcome) -> list[dict[str, str]]:
    """Return what officers wrote in it, in the order of its page: mappings of key and text.

    A theme keeps its keys when the report is published again, and so its translations.
    """
    return [
        {"key": f"{_key_of(theme)}.{name}", "text": text}
        for theme in outcome.themes
        for name, text in _texts_of(theme)
    ]


def in_words_of(
    outcome: Outcome,
    texts: Mapping[str, str],
    *,
    asked: tuple[Definition, Definition],
    band: Words,
) -> Outcome:
    """Return an outcome in another language, each text by itself in English where it has to be.

    ``texts`` are the checked translations by key, ``asked`` is the question set in English
    and in the language, and ``band`` says a range of numbers, such as “10..100”, in words.
    """
    english, theirs = asked
    words = _by_question(english, theirs)
    return replace(
        outcome,
        asked=replace(
            outcome.asked,
            title=_same(outcome.asked.title, english.title, theirs.title),
            summary=_same(outcome.asked.summary, english.summary, theirs.summary),
        ),
        questions=tuple(
            _figure(one, words.get(one.question, {}), band) for one in outcome.questions
        ),
        themes=tuple(_theme(one, texts) for one in outcome.themes),
    )


def is_whole(outcome: Outcome) -> bool:
    """Say whether all of it is translated, so that a copy mixes no two languages."""
    return all(
        isinstance(text, Translated) for text in _every_text(outcome) if any(map(str.isalpha, text))
    )


def _key_of(theme: ThemeOutcome) -> str:
    name = hashlib.sha256(f"{theme.question}/{theme.name}".encode()).hexdigest()
    return f"outcome.{name[:12]}"


def _texts_of(theme: ThemeOutcome) -> Iterator[tuple[str, str]]:
    yield "name", theme.name
    if theme.decision:
        yield "decided", theme.decision.decided
        yield "why", theme.decision.why


def _theme(theme: ThemeOutcome, texts: Mapping[str, str]) -> ThemeOutcome:
    said = {
        name: Translated(texts[key]) if (key := f"{_key_of(theme)}.{name}") in texts else text
        for name, text in _texts_of(theme)
    }
    decision = theme.decision
    if decision:
        decision = Decided(said["decided"], said["why"], decision.by, decision.at)
    return replace(theme, name=said["name"], decision=decision)


def _by_question(english: Definition, theirs: Definition) -> dict[str, dict[str, str]]:
    """Return for each question its English texts with what they are in the language."""
    return {
        one.id: dict(zip(_words_of(one), _words_of(theirs.by_id[one.id]), strict=True))
        for one in english.questions
    }


def _words_of(question: Question) -> Sequence[str]:
    return [question.text, *(one.label for one in (*question.rows, *question.options))]


def _same(frozen: str, english: str, theirs: str) -> str:
    return theirs if frozen == english else frozen


def _figure(figure: Figure, words: Mapping[str, str], band: Words) -> Figure:
    is_number = figure.kind == Kind.NUMBER
    return replace(
        figure,
        text=words.get(figure.text, figure.text),
        tables=tuple(_table(one, words, band if is_number else None) for one in figure.tables),
    )


def _table(table: Table, words: Mapping[str, str], band: Words | None) -> Table:
    def said(cell: Cell) -> str:
        return Translated(band(cell.value)) if band else words.get(cell.label, cell.label)

    return replace(
        table,
        label=words.get(table.label, table.label),
        cells=tuple(replace(one, label=said(one)) for one in table.cells),
    )


def _every_text(outcome: Outcome) -> Iterator[str]:
    yield from (outcome.asked.title, outcome.asked.summary)
    for theme in outcome.themes:
        yield from (text for _name, text in _texts_of(theme))
    for figure in outcome.questions:
        yield figure.text
        for table in figure.tables:
            yield table.label
            yield from (cell.label for cell in table.cells)
