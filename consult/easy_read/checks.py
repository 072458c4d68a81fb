"""Looks Easy Read over, and makes the document that its PDF is made from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from accessibility import document as paper
from accessibility.easy_read import IdeaProblem, problems_in_idea
from accessibility.pictures import SYMBOLS_BY
from accessibility.readability import HardWord, hard_words
from consult.core.languages import Translated, current_language, day_in_words
from consult.easy_read.queries import Text
from consult.easy_read.rules import Idea, Parts
from consult.plan.models import Consultation
from consult.plan.rules.definition import Word
from consult.plan.rules.words import Explained, explained, words_in

MOST_WORDS_SHOWN = 10


@dataclass(frozen=True)
class Found:
    """What keeps an idea from being Easy Read; places count from 0."""

    part: int
    idea: int
    problems: tuple[IdeaProblem, ...]


def problems_in_parts(parts: Parts, language: str) -> Sequence[Found]:
    """Return every idea that is not Easy Read yet, in the order of the text."""
    return [
        Found(at, place, problems)
        for at, part in enumerate(parts)
        for place, idea in enumerate(part.ideas)
        if (problems := problems_of_idea(idea, language))
    ]


def problems_of_idea(idea: Idea, language: str) -> tuple[IdeaProblem, ...]:
    """Return what keeps one idea from being Easy Read."""
    return problems_in_idea(
        idea.text, language=language, has_picture=bool(idea.picture), alt=idea.alt
    )


def unexplained(parts: Parts, words: Sequence[Word], language: str) -> Sequence[HardWord]:
    """Return the hard words that the word list does not explain."""
    text = "\n".join(idea.text for part in parts for idea in part.ideas)
    known = [form for word in words for form in (word.term, *word.variants)]
    return (hard_words(text, language=language, explained=known) or ())[:MOST_WORDS_SHOWN]


def explained_ideas(
    parts: Parts, words: tuple[Word, ...], language: str
) -> Mapping[str, Explained]:
    """Return each idea cut at the first mentions of words, by “part.idea”, with their box."""
    said = {
        f"{at}.{place}": (idea.text if language == "en" else Translated(idea.text),)
        for at, part in enumerate(parts)
        for place, idea in enumerate(part.ideas)
    }
    return explained(said, words)


def label_of(text: Text) -> str:
    """Return what a text may be called."""
    words: str = _("Easy Read") if text.is_easy_read else _("Draft in shorter words")
    return words


def document_of_text(
    text: Text,
    consultation: Consultation,
    words: tuple[Word, ...],
    *,
    pictures: Mapping[str, str],
    organisation: Mapping[str, str],
) -> paper.Document:
    """Return an Easy Read text as a document, in the language that is spoken now."""
    language = current_language()
    return paper.Document(
        title=f"{consultation.shown_title} – {label_of(text)}",
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        publisher=organisation["name"],
        blocks=(
            *_blocks(text.parts, words, pictures),
            *_how_to_reach_us(pictures, organisation),
            *_who_checked(text),
            *_word_list(text.parts, words),
        ),
        closing_note=_("Pictures: %(by)s", by=SYMBOLS_BY),
        labels=paper.Labels(
            page=_("Page {page} of {pages}"),
            contents=_("What is in this document"),
            word_help=_("Word help"),
        ),
    )


def _blocks(
    parts: Parts, words: tuple[Word, ...], pictures: Mapping[str, str]
) -> Iterator[paper.Block]:
    said = explained_ideas(parts, words, current_language().code)
    for at, part in enumerate(parts):
        yield paper.Heading(2, part.heading)
        for place, idea in enumerate(part.ideas):
            drawn = pictures.get(idea.picture)
            picture = paper.Picture(drawn, idea.alt) if drawn else None
            yield paper.Idea(idea.text, picture=picture)
            if box := said[f"{at}.{place}"].words:
                yield paper.WordBox(_facts(box))


def _how_to_reach_us(
    pictures: Mapping[str, str], organisation: Mapping[str, str]
) -> Iterator[paper.Block]:
    yield paper.Heading(2, _("How to reach us"))
    for name, words in ways_to_reach_us(organisation):
        yield paper.Idea(words, picture=paper.Picture(pictures[name], ""))


def ways_to_reach_us(organisation: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return how to reach us, each with the name of its picture."""
    return (
        ("phone", _("You can call us: %(phone)s.", phone=organisation["phone"])),
        ("envelope", _("You can write to us: %(email)s.", email=organisation["email"])),
        ("user-group", _("Somebody you trust can help you.")),
    )


def _who_checked(text: Text) -> Iterator[paper.Block]:
    yield paper.Heading(2, _("Who checked this"))
    if text.is_easy_read and text.checked_on:
        day = day_in_words(text.checked_on)
        yield paper.Paragraph(_("%(who)s checked it on %(day)s.", who=text.checked_with, day=day))
    else:
        yield paper.Paragraph(_("Nobody who uses Easy Read has checked these words yet."))


def _word_list(parts: Parts, words: tuple[Word, ...]) -> Iterator[paper.Block]:
    texts = (idea.text for part in parts for idea in part.ideas)
    if used := words_in(texts, words):
        yield paper.Heading(2, _("Word list"))
        yield paper.Facts(_facts(used))


def _facts(words: Sequence[Word]) -> tuple[paper.Fact, ...]:
    return tuple(paper.Fact(word.term, word.meaning) for word in words)
