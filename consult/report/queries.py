"""Reading reports: the draft at the desk, and what is published."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from consult.analyse.models import Theme
from consult.analyse.queries import Quote, quotes
from consult.analyse.rules.figures import ThemeFigure
from consult.core.database import db
from consult.core.queue import Job, latest_job
from consult.plan.models import Consultation
from consult.plan.queries import version
from consult.plan.queries.versions import all_that_was_asked
from consult.plan.rules.definition import Question
from consult.report.models import PUBLISHED, ChosenQuote, Decision, Report
from consult.report.rules import (
    FORMAT,
    Asked,
    Decided,
    Figures,
    Outcome,
    Said,
    ThemeOutcome,
    in_utc,
    read_figures,
    read_outcome,
    undecided,
)

BUILD = "report.build"


@dataclass(frozen=True)
class PublishedOutcome:
    """A published report, read from its frozen content."""

    outcome: Outcome
    number: int
    sha256: str
    content: str
    # The question set version that was counted.
    version_id: int
    cut_off: datetime
    published_at: datetime
    published_by: str


@dataclass(frozen=True)
class Desk:
    """A report as the officer’s page shows it."""

    consultation: Consultation
    job: Job | None
    report: Report | None
    figures: Figures | None
    decisions: Mapping[int, Decision]
    chosen: Mapping[int, Sequence[int]]
    missing: Sequence[ThemeFigure]
    published: PublishedOutcome | None


def build_job(consultation_id: int) -> Job | None:
    """Return how the latest building of the report is doing."""
    return latest_job(BUILD, consultation_id)


def latest_report(consultation_id: int) -> Report | None:
    """Return the newest report, draft or published."""
    return db.session.scalar(
        select(Report)
        .where(Report.consultation_id == consultation_id)
        .order_by(Report.number.desc())
        .limit(1)
    )


def report_to_change(consultation_id: int) -> Report | None:
    """Return the newest report, held so that two people, or a person and a job, take turns."""
    held = (
        select(Report)
        .where(Report.consultation_id == consultation_id)
        .order_by(Report.number.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(held)


def published(consultation_id: int) -> PublishedOutcome | None:
    """Return the newest published report."""
    report = db.session.scalar(
        select(Report)
        .where(Report.consultation_id == consultation_id, Report.state == PUBLISHED)
        .order_by(Report.number.desc())
        .limit(1)
    )
    return _published(report) if report else None


def published_ids() -> frozenset[int]:
    """Return the consultations that have a published report."""
    query = select(Report.consultation_id).where(Report.state == PUBLISHED)
    return frozenset(db.session.scalars(query))


def desk(consultation: Consultation) -> Desk:
    """Return everything about the report of a consultation."""
    report = latest_report(consultation.id)
    figures = read_figures(report.figures) if report else None
    decisions = decisions_of(consultation.id)
    return Desk(
        consultation=consultation,
        job=build_job(consultation.id),
        report=report,
        figures=figures,
        decisions=decisions,
        chosen=chosen_quotes(consultation.id),
        missing=undecided(figures.themes, decisions) if figures else (),
        published=published(consultation.id),
    )


def decisions_of(consultation_id: int) -> dict[int, Decision]:
    """Return what was decided, by theme."""
    found = db.session.scalars(
        select(Decision)
        .join(Theme, Theme.id == Decision.theme_id)
        .where(Theme.consultation_id == consultation_id)
    )
    return {decision.theme_id: decision for decision in found}


def last_written(consultation_id: int) -> tuple[str, int | None] | None:
    """Return who wrote the last decision or chose the last quote: as shown, and the account."""
    decided = (
        select(Decision.decided_at, Decision.decided_by, Decision.decided_by_id)
        .join(Theme, Theme.id == Decision.theme_id)
        .where(Theme.consultation_id == consultation_id)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    chosen = (
        select(ChosenQuote.chosen_at, ChosenQuote.chosen_by, ChosenQuote.chosen_by_id)
        .join(Theme, Theme.id == ChosenQuote.theme_id)
        .where(Theme.consultation_id == consultation_id)
        .order_by(ChosenQuote.chosen_at.desc(), ChosenQuote.id.desc())
    )
    found = [db.session.execute(one.limit(1)).first() for one in (decided, chosen)]
    newest = max((one for one in found if one), key=lambda one: one[0], default=None)
    return (newest[1], newest[2]) if newest else None


def chosen_quotes(consultation_id: int) -> dict[int, list[int]]:
    """Return the responses whose words were chosen, by theme, in the order of choosing."""
    rows = db.session.execute(
        select(ChosenQuote.theme_id, ChosenQuote.response_id)
        .join(Theme, Theme.id == ChosenQuote.theme_id)
        .where(Theme.consultation_id == consultation_id)
        .order_by(ChosenQuote.id)
    )
    chosen: dict[int, list[int]] = {}
    for theme_id, response_id in rows:
        chosen.setdefault(theme_id, []).append(response_id)
    return chosen


def theme_figure(report: Report | None, theme_id: int) -> ThemeFigure | None:
    """Return the numbers of a theme in a report."""
    themes = read_figures(report.figures).themes if report else ()
    return next((one for one in themes if one.theme_id == theme_id), None)


def offered_quotes(figure: ThemeFigure | None, theme_id: int) -> tuple[Quote, ...]:
    """Return the quotes that the job found for a theme and that may still be published."""
    return quotes(theme_id, figure.quotes) if figure else ()


def question_of(consultation: Consultation, question: str) -> Question | None:
    """Return a question that people were asked, in its newest words."""
    return all_that_was_asked(consultation.id).by_id.get(question)


def next_number(consultation_id: int) -> int:
    """Return the number of a new report."""
    query = select(func.max(Report.number)).where(Report.consultation_id == consultation_id)
    return (db.session.scalar(query) or 0) + 1


def outcome_of(report: Report, consultation: Consultation, *, by: str, at: datetime) -> Outcome:
    """Return what the public will read, from the draft, the decisions and the quotes."""
    figures = read_figures(report.figures)
    return Outcome(
        format=FORMAT,
        number=report.number,
        asked=_asked(report, consultation),
        cut_off=in_utc(report.cut_off),
        published_at=in_utc(at),
        published_by=by,
        responses=figures.responses,
        channels=figures.channels,
        questions=figures.questions,
        themes=_themes(figures, consultation.id),
    )


def _asked(report: Report, consultation: Consultation) -> Asked:
    counted = version(report.version_id)
    return Asked(
        slug=consultation.slug,
        title=counted.definition.title,
        owner=counted.definition.owner,
        summary=counted.definition.summary,
        opens=consultation.opens.isoformat(),
        closes=consultation.closes.isoformat(),
        question_set=counted.number,
        question_set_sha256=counted.sha256,
    )


def _themes(figures: Figures, consultation_id: int) -> tuple[ThemeOutcome, ...]:
    decisions, chosen = decisions_of(consultation_id), chosen_quotes(consultation_id)
    return tuple(
        ThemeOutcome(
            name=one.name,
            question=one.question,
            people=one.people,
            percent=one.percent,
            decision=_decided(decisions.get(one.theme_id)),
            # Read again: somebody may have withdrawn since the quote was chosen.
            quotes=tuple(
                Said(quote.text, quote.language, _checked(quote))
                for quote in quotes(one.theme_id, chosen.get(one.theme_id, ()))
            ),
        )
        for one in figures.themes
    )


def _checked(quote: Quote) -> str:
    return quote.english if quote.is_english_checked else ""


def _decided(decision: Decision | None) -> Decided | None:
    if decision is None:
        return None
    return Decided(
        decided=decision.decided,
        why=decision.why,
        by=decision.decided_by,
        at=in_utc(decision.decided_at),
    )


def _published(report: Report) -> PublishedOutcome:
    content = report.content or ""
    outcome = read_outcome(json.loads(content))
    return PublishedOutcome(
        outcome=outcome,
        number=report.number,
        sha256=report.sha256 or "",
        content=content,
        version_id=report.version_id,
        cut_off=report.cut_off,
        published_at=datetime.fromisoformat(outcome.published_at),
        published_by=outcome.published_by,
    )
