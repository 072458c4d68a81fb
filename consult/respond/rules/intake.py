"""Answers that reach us another way: what has to be known of them before they count."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from consult.core.settings import LONGEST_TEXT
from consult.plan.rules.definition import Definition, Kind
from consult.respond.rules.answers import AnswerProblem, Channel, is_blank, problems_before_sending
from consult.respond.rules.form_numbers import number_after, number_in
from consult.respond.rules.kept import Kept
from consult.respond.rules.pages import Page, pages_of

CHANNELS = tuple(channel for channel in Channel if channel is not Channel.ONLINE)

BRITISH_SIGN_LANGUAGE, ANOTHER_LANGUAGE = "bfi", "und"
# In which people may write or speak to us: ISO 639. The site itself has only a few of them.
SPOKEN = (
    *("en", BRITISH_SIGN_LANGUAGE, "ur", "ar", "bg", "bn", "cy", "es", "fa", "fr", "gu", "hi"),
    *("it", "lt", "pa", "pl", "ps", "pt", "ro", "ru", "so", "sq", "ta", "tr", "uk", "zh"),
    ANOTHER_LANGUAGE,
)

# Stands for no question: what belongs to an answer as a whole, such as the letter itself.
ORIGINAL = ""

LONGEST_LINK = 2000


@dataclass(frozen=True)
class About:
    """What an officer says of an answer that came another way, as typed."""

    channel: str = ""
    language: str = ""
    # A day, as 2026-01-31.
    received: str = ""
    # The number printed on the form, or written on it by us.
    form_number: str = ""

    @property
    def day(self) -> date | None:
        """Return the day it reached us, if there is such a day."""
        try:
            return date.fromisoformat(self.received)
        except ValueError:
            return None

    @property
    def number(self) -> str | None:
        """Return the number in its one spelling, if there is one."""
        return number_in(self.form_number)

    def next(self) -> "About":
        """Return what is likely to be true of the next form in the pile."""
        return replace(self, form_number=number_after(self.number) if self.number else "")


@dataclass(frozen=True)
class Original:
    """What an officer keeps beside the answers: the text as it came, or where the video is."""

    text: str = ""
    link: str = ""


def is_link(text: str) -> bool:
    """Say whether a text is the address of a page or a video that only travels encrypted."""
    if len(text) > LONGEST_LINK or any(letter.isspace() for letter in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username


def problems_with_about(
    about: About, original: Original, *, opens: date, today: date
) -> dict[str, AnswerProblem]:
    """Return what is wrong with what an officer says of an answer, by field."""
    found = {
        "channel": None if about.channel in CHANNELS else AnswerProblem("no-channel"),
        "language": None if about.language in SPOKEN else AnswerProblem("no-language"),
        "received": _problem_with_day(about.day, opens=opens, today=today),
        "form_number": _problem_with_number(about),
        "link": _problem_with_link(about, original),
        "text": _problem_with_text(about, original),
    }
    return {name: problem for name, problem in found.items() if problem}


def _problem_with_day(day: date | None, *, opens: date, today: date) -> AnswerProblem | None:
    if day is None:
        return AnswerProblem("no-day")
    if day > today:
        return AnswerProblem("day-to-come")
    return AnswerProblem("before-opening", {"day": opens}) if day < opens else None


def _problem_with_number(about: About) -> AnswerProblem | None:
    if about.form_number:
        return None if about.number else AnswerProblem("not-a-form-number")
    return AnswerProblem("no-form-number") if about.channel == Channel.PAPER else None


def _problem_with_link(about: About, original: Original) -> AnswerProblem | None:
    if original.link:
        return None if is_link(original.link) else AnswerProblem("not-a-link")
    return AnswerProblem("no-link") if about.channel == Channel.VIDEO else None


def _problem_with_text(about: About, original: Original) -> AnswerProblem | None:
    if len(original.text) > LONGEST_TEXT:
        facts = {"letters": len(original.text), "limit": LONGEST_TEXT}
        return AnswerProblem("text-too-long", facts)
    is_needed = about.channel == Channel.VIDEO and is_blank(original.text)
    return AnswerProblem("no-words") if is_needed else None


def is_late(received: date, *, closes: date) -> bool:
    """Say whether something reached us after the last day, whenever it is typed in."""
    return received > closes


def written_in(about: About) -> str | None:
    """Return the language of the words that are typed; None where it is not known.

    What somebody says or signs may be written down in English, or as it was said.
    """
    is_spoken = about.channel in (Channel.PHONE, Channel.VIDEO, Channel.WORKSHOP)
    is_known = about.language not in (BRITISH_SIGN_LANGUAGE, ANOTHER_LANGUAGE)
    return about.language if is_known and (not is_spoken or about.language == "en") else None


def problems_with_typed(
    definition: Definition,
    answers: Mapping[str, Any],
    others: Mapping[str, Mapping[str, str]],
    *,
    longest_other: int,
) -> dict[str, tuple[AnswerProblem, ...]]:
    """Return what is wrong with typed answers, by page key.

    On paper people leave out what they like, so a blank is never wrong.
    """
    found = problems_before_sending(definition, answers, others, longest_other=longest_other)
    wrong = {
        key: tuple(one for one in problems if one.code != "required")
        for key, problems in found.items()
    }
    return {key: problems for key, problems in wrong.items() if problems}


def printed_pages(definition: Definition, *, with_equality: bool = True) -> tuple[Page, ...]:
    """Return every question in its printed order: nothing on paper hides another question.

    A file cannot be typed; it is kept with the original.
    """
    return tuple(
        page
        for question in definition.questions
        if question.kind is not Kind.FILE and (with_equality or not question.is_equality)
        for page in pages_of(question)
    )


def left_out(
    definition: Definition, answers: Mapping[str, Any], kept: tuple[Kept, ...]
) -> tuple[str, ...]:
    """Return the questions whose answers are not kept, because the route hides them."""
    ids = {one.question.id for one in kept}
    return tuple(
        question.id
        for question in definition.questions
        if question.id not in ids and not is_blank(answers.get(question.id))
    )
