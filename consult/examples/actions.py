"""Loading the examples with the same actions that officers and residents use."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from consult.analyse.actions import bring_in_replies
from consult.analyse.queries import theme_named
from consult.analyse.rules.intake import CodedReply
from consult.core.days import day_of, start_of
from consult.easy_read.actions import offer as offer_easy_read
from consult.easy_read.actions import write as write_easy_read
from consult.easy_read.rules import Subject, parts_from
from consult.editions.models import CONSULTATION
from consult.examples.people import MadeUp, made_up_people
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, current_version
from consult.report.actions import choose_quotes, decide, publish, request
from consult.report.queries import desk, offered_quotes, theme_figure
from consult.respond.rules.answers import Channel
from consult.respond.rules.replies import Reply
from consult.translate.actions.checking import check
from consult.translate.actions.offering import offer
from consult.translate.actions.writing import write
from consult.translate.rules.states import COMPUTER

FOLDER = Path(__file__).parent
BY, APPROVER = "Amina Khan, publisher", "Ben Okafor, publisher"

LIBRARY, PARK = "library-hours", "mill-lane-park"
# The library opened a week ago. The park closed 17 days ago, after 84 days.
LIBRARY_AGE, PARK_AGE = timedelta(days=7), timedelta(days=101)
QUOTES_A_THEME = 2
# From the first day: the 84 days, and four weeks to read what people said.
DECIDED_AFTER = timedelta(days=112)


def load_consultations(*, at: datetime) -> None:
    """Bring in both examples with their answers, and ask for the report. Twice changes nothing."""
    # The park first: its report is waited for, and the many copies of the library are not.
    if consultation_at(PARK) is None:
        park = _open("park.json", PARK, opened=at - PARK_AGE)
        _answer(park, at=at)
        request(park, by=BY, at=at)
    if consultation_at(LIBRARY) is None:
        _open("library.json", LIBRARY, opened=at - LIBRARY_AGE)


def publish_outcome(*, at: datetime) -> bool:
    """Decide on every theme and publish, once the worker has built the report.

    Returns whether the outcome is published.
    """
    park = consultation_at(PARK)
    if park is None:
        return False
    stands = desk(park)
    if stands.published:
        return True
    if stands.report is None:
        return False
    decisions: dict[str, dict[str, str]] = _read("decisions.json")
    for name, words in decisions.items():
        theme = theme_named(name, consultation_id=park.id, question="ideas")
        if theme is not None:
            decide(theme, decided=words["decided"], why=words["why"], by=BY, at=at)
            figure = theme_figure(stands.report, theme.id)
            # The shortest first: they speak of this theme alone. Nobody is quoted twice.
            quotes = sorted(offered_quotes(figure, theme.id), key=lambda quote: -len(quote.text))
            by_words = {quote.text: quote.response_id for quote in quotes}
            chosen = list(by_words.values())[-QUOTES_A_THEME:]
            choose_quotes(theme, chosen, by=BY, at=at)
    publish(park, seen=stands.report.built_at, by=APPROVER, at=at)
    return True


def _open(file: str, slug: str, *, opened: datetime) -> Consultation:
    first = day_of(opened)
    decided = first + DECIDED_AFTER
    dates = {"opens": first.isoformat(), "decision_day": decided.isoformat()}
    document = {**_read(file), "slug": slug, **dates}
    # Let open on the evening before its first day, as an officer would.
    before = start_of(day_of(opened)) - timedelta(hours=6)
    consultation = import_definition(document, by=BY, at=before)
    if slug == LIBRARY:
        _offer_in_urdu(consultation, _read("library.ur.json"), at=before)
        _offer_in_easy_read(consultation, _read("library.easy.json"))
    open_consultation(consultation, by=APPROVER, at=before)
    consultation.is_example = True
    return consultation


def _offer_in_urdu(consultation: Consultation, texts: dict[str, str], *, at: datetime) -> None:
    """Put an example into Urdu. Nobody has read it, and no name here is a person’s."""
    write(consultation, "ur", texts, by="made up for the example", at=at, method=COMPUTER)
    check(consultation, "ur", texts, by="nobody: this is an example", at=at)
    offer(consultation, "ur", by=BY, at=at)


def _offer_in_easy_read(library: Consultation, parts: list[dict[str, Any]]) -> None:
    """Put an example into shorter words. Nobody has checked it, so it is not called Easy Read."""
    subject, first_day = Subject(library, CONSULTATION, "en"), start_of(library.opens)
    write_easy_read(subject, lambda _none: parts_from(parts), seen=0, by=BY, at=first_day)
    offer_easy_read(subject, by=BY, at=first_day)


def _answer(park: Consultation, *, at: datetime) -> None:
    version = current_version(park.id)
    people = made_up_people(version.definition, first_day=start_of(park.opens))
    replies = (_reply_of(person) for person in people)
    bring_in_replies(park, version, replies, by=BY, at=at)


def _reply_of(person: MadeUp) -> CodedReply:
    reply = Reply(
        source=f"example person {person.number}",
        channel=Channel.PAPER if person.on_paper else Channel.ONLINE,
        answers=person.answers,
        sent_at=person.answered_at,
        publish=str(person.answers["publish"]),
        language="en",
        provenance={"made_up": True},
    )
    return CodedReply(reply, tuple(("ideas", theme) for theme in person.themes))


def _read(file: str) -> Any:
    return json.loads((FOLDER / file).read_text("utf-8"))
