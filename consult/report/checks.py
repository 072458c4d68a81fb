"""How easy decisions are to read, and a published outcome as a document for every format."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask_babel import gettext as _

from accessibility.document import Block, Document, Fact, Facts, Heading, Labels, Paragraph
from accessibility.readability import MOST_WORDS, Reading, measure
from consult.analyse.rules.figures import Cell, Figure
from consult.core.languages import current_language, day_in_words
from consult.plan.checks.reading import LANGUAGE, Wording, wording_in
from consult.plan.models import Consultation
from consult.plan.queries import compiled_version, current_version
from consult.report.models import Decision
from consult.report.queries import PublishedOutcome
from consult.report.rules import Outcome, Said, ThemeOutcome
from consult.report.rules.languages import in_words_of
from consult.respond.forms.intake import language_name
from consult.translate.queries import good_outcome_texts, said_in


def in_language_spoken(published: PublishedOutcome, consultation: Consultation) -> Outcome:
    """Return an outcome in the language that is spoken now; in English what there is not in it."""
    code = current_language().code
    if code not in consultation.offered_in:
        return published.outcome
    english = compiled_version(published.version_id, published.outcome.asked.question_set_sha256)
    theirs = said_in(english, consultation, code)
    return in_words_of(
        published.outcome,
        good_outcome_texts(consultation, code),
        asked=(english.definition, theirs.definition),
        band=_band,
    )


def _band(value: str) -> str:
    """Return a range of numbers in words; “10..” and “..10” have no end."""
    low, _dots, high = value.partition("..")
    if low and high:
        return str(_("%(low)s to under %(high)s", low=low, high=high))
    if low:
        return str(_("%(low)s or more", low=low))
    return str(_("Under %(high)s", high=high) if high else _("Any number"))


def reading_of(written: str) -> Reading | None:
    """Return the measures of what an officer wrote; none of an empty page.

    Never for what people said: their words are read, not graded.
    """
    found = measure(written, language=LANGUAGE)
    return found if found.parts else None


def wording_of(written: str, consultation: Consultation) -> Wording:
    """Return hard words that the word list does not explain, and words with a plainer one."""
    return wording_in(written, current_version(consultation.id).definition.words)


def long_sentences(decisions: Iterable[Decision]) -> dict[int, int]:
    """Return how many sentences are too long, by theme; only where there are some."""
    counts = {
        one.theme_id: len(reading.longer_than(MOST_WORDS))
        for one in decisions
        if (reading := reading_of(f"{one.decided}\n{one.why}"))
    }
    return {theme_id: count for theme_id, count in counts.items() if count}


def document_of_outcome(outcome: Outcome) -> Document:
    """Return what people said, what was decided and the numbers, in the order of the page.

    The words around them are in the language that is spoken now; so is the outcome.
    """
    language = current_language()
    published = datetime.fromisoformat(outcome.published_at)
    return Document(
        title=outcome.asked.title,
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        publisher=outcome.asked.owner,
        blocks=tuple(_blocks(outcome)),
        closing_note=_("You can ask us for this in another format or language."),
        labels=Labels(
            page=_("Page {page} of {pages}"),
            contents=_("What is in this document"),
            word_help=_("Word help"),
            made_on=_("These words are from %(day)s.", day=day_in_words(published)),
            length=_("Length in minutes: about {minutes}."),
            computer_voice=_("A computer voice reads this."),
            not_proofread=_("A computer made this Braille. Nobody has proofread it yet."),
        ),
    )


def _blocks(outcome: Outcome) -> Iterator[Block]:
    yield Heading(2, _("We asked"))
    yield Paragraph(outcome.asked.summary)
    yield Heading(2, _("You said, we did"))
    yield Paragraph(_responses(outcome.responses))
    for theme in outcome.themes:
        yield Heading(3, theme.name)
        yield from _theme(theme)
    yield Heading(2, _("The answers in numbers"))
    yield Paragraph(
        _(
            "All numbers are rounded to the nearest 5, and shares come from the rounded numbers. "
            "Numbers under 10 are hidden, so that no answer points to one person."
        )
    )
    for figure in outcome.questions:
        yield from _figure(figure)
    yield Heading(2, _("About this report"))
    yield Paragraph(
        _("This report does not change. If we must correct it, there will be a new version.")
    )


def _responses(count: int | None) -> str:
    if count is None:
        return str(_("Fewer than 10 responses reached us."))
    return str(_("About %(count)s responses reached us.", count=count))


def _theme(theme: ThemeOutcome) -> Iterator[Block]:
    yield Paragraph(f"{_('You said:')} {_raised_by(theme)}")
    for quote in theme.quotes:
        yield from _quote(quote)
    if theme.decision:
        yield Paragraph(f"{_('We did:')} {theme.decision.decided}")
        yield Paragraph(f"{_('Why:')} {theme.decision.why}")
    else:
        yield Paragraph(_("Nothing is decided on this yet."))


def _quote(quote: Said) -> Iterator[Block]:
    """Yield somebody’s words in their own language; in English copies, ours for them too."""
    words, spoken = f"“{quote.text}”", current_language().code
    if quote.language == spoken:
        yield Paragraph(words)
        return
    name = language_name(quote.language)
    # One voice and one Braille code cannot read two languages.
    instead = _("One person’s words in %(language)s are left out here.", language=name)
    yield Paragraph(words, quote.language, instead)
    if quote.translation and spoken == "en":
        label = _("Our translation from %(language)s:", language=name)
        yield Paragraph(f"{label} “{quote.translation}”")


def _raised_by(theme: ThemeOutcome) -> str:
    if theme.people is None:
        return str(_("Fewer than 10 people said this, or the number is hidden to protect people."))
    if theme.percent is None:
        return str(_("About %(people)s people said this.", people=theme.people))
    return str(
        _(
            "About %(people)s people said this: %(share)s of those who answered the question.",
            people=theme.people,
            share=f"{theme.percent}%",
        )
    )


def _figure(figure: Figure) -> Iterator[Block]:
    for table in figure.tables:
        if table.cells:
            statement = f": {table.label}" if table.label else ""
            yield Heading(3, f"{figure.number}. {figure.text}{statement}")
            yield Facts(tuple(Fact(cell.label, _shown(cell)) for cell in table.cells))


def _shown(cell: Cell) -> str:
    if cell.people is None:
        return str(_("fewer than 10, or hidden"))
    return f"{cell.people}" if cell.percent is None else f"{cell.people} ({cell.percent}%)"
