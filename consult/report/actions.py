"""What people can do with a report: ask for it, decide, choose quotes, publish."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from consult.accounts.rules import is_same_person, officer_of
from consult.analyse.models import Theme
from consult.analyse.rules.figures import ThemeFigure
from consult.core import audit
from consult.core.database import db
from consult.core.queue import OPEN_STATES, Job, after_commit
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import SecondPersonNeededError
from consult.plan.actions.versions import canonical
from consult.plan.models import Consultation
from consult.plan.rules.timetable import State, closes_at, state_of
from consult.report import queries
from consult.report.models import DRAFT, PUBLISHED, ChosenQuote, Decision, Report
from consult.report.rules import Figures, as_document, read_figures, undecided
from consult.report.rules.languages import texts_of_outcome
from consult.translate.actions.showing import show


class NotClosedError(Exception):
    """People can still answer, so nothing is counted yet."""


class CountedTooEarlyError(Exception):
    """People could still answer after the numbers were counted."""


class CountedAgainError(Exception):
    """The numbers were counted again after the officer looked at them."""


class NotReadyError(Exception):
    """The report cannot be published yet: themes without a decision, or no report."""

    def __init__(self, themes: Sequence[ThemeFigure] = ()) -> None:
        """Keep the themes that more than 5 % raised and nobody has answered."""
        super().__init__(f"{len(themes)} themes without a decision")
        self.themes = themes


def request(consultation: Consultation, *, by: str, at: datetime) -> Job:
    """Ask for the report to be built. While one is waiting, asking again returns that one.

    Raises NotClosedError until the consultation has closed by the clock.
    """
    if state_of(consultation, at) is not State.CLOSED:
        raise NotClosedError
    # Held, so that two people who ask at once get one job and one line in the history.
    db.session.scalar(
        select(Consultation.id).where(Consultation.id == consultation.id).with_for_update()
    )
    known = queries.build_job(consultation.id)
    if known and known.state in OPEN_STATES:
        return known
    job = after_commit(queries.BUILD, consultation.id)
    _record("report.asked-for", consultation.id, by=by)
    return job


def keep_draft(
    consultation_id: int, figures: Figures, *, version_id: int, cut_off: datetime, at: datetime
) -> Report:
    """Keep what was counted in the draft; there is a new draft when the last is published."""
    document = as_document(figures)
    report = queries.report_to_change(consultation_id)
    if report is None or report.state == PUBLISHED:
        report = Report(
            consultation_id=consultation_id,
            number=queries.next_number(consultation_id),
            state=DRAFT,
        )
        db.session.add(report)
    report.figures, report.version_id = document, version_id
    report.cut_off, report.built_at = cut_off, at
    digest = audit.sha256(document)
    _record("report.built", consultation_id, by="clock", number=report.number, sha256=digest)
    return report


def decide(theme: Theme, *, decided: str, why: str, by: str, at: datetime) -> Decision:
    """Write down what was decided about a theme and why."""
    # Held, so that two people who decide at once take turns and the last word stands.
    db.session.scalar(select(Theme.id).where(Theme.id == theme.id).with_for_update())
    decision = db.session.scalar(select(Decision).where(Decision.theme_id == theme.id))
    before: dict[str, object] = {}
    if decision is None:
        decision = Decision(theme_id=theme.id)
        db.session.add(decision)
    else:
        before = {"sha256_before": _digest_of(decision)}
    decision.decided, decision.why = decided, why
    decision.decided_by, decision.decided_at = by, at
    decision.decided_by_id = officer_of(by)
    after = _digest_of(decision)
    _record("theme.decided", theme.consultation_id, by=by, theme=theme.id, sha256=after, **before)
    return decision


def choose_quotes(theme: Theme, response_ids: Iterable[int], *, by: str, at: datetime) -> None:
    """Choose which words on a theme are published; the earlier choice is taken back.

    What was not offered is left out: nobody’s words are published against their wish.
    """
    figure = queries.theme_figure(queries.latest_report(theme.consultation_id), theme.id)
    offered = {quote.response_id for quote in queries.offered_quotes(figure, theme.id)}
    chosen = [one for one in dict.fromkeys(response_ids) if one in offered]
    if chosen == queries.chosen_quotes(theme.consultation_id).get(theme.id, []):
        return
    db.session.execute(delete(ChosenQuote).where(ChosenQuote.theme_id == theme.id))
    db.session.add_all(
        ChosenQuote(
            theme_id=theme.id,
            response_id=one,
            chosen_by=by,
            chosen_by_id=officer_of(by),
            chosen_at=at,
        )
        for one in chosen
    )
    _record("quotes.chosen", theme.consultation_id, by=by, theme=theme.id, responses=chosen)


def publish(consultation: Consultation, *, seen: datetime, by: str, at: datetime) -> Report:
    """Freeze the report and let the public read it. A second press changes nothing.

    ``seen`` is when the draft was built that the officer looked at: figures that nobody
    has looked at are not published. Raises SecondPersonNeededError for the one who wrote
    the last decision or chose the last quote, CountedAgainError when there are others by now,
    NotReadyError when nothing is counted yet, or with the themes that more than 5 % raised
    and nobody answered; NotClosedError and CountedTooEarlyError when the consultation was
    opened again.
    """
    hold(consultation)
    report = queries.report_to_change(consultation.id)
    if report is None:
        raise NotReadyError
    if report.state == PUBLISHED:
        return report
    if report.built_at != seen:
        raise CountedAgainError
    if state_of(consultation, at) is not State.CLOSED:
        raise NotClosedError
    if report.cut_off < closes_at(consultation.closes):
        raise CountedTooEarlyError
    missing = undecided(read_figures(report.figures).themes, queries.decisions_of(consultation.id))
    if missing:
        raise NotReadyError(missing)
    _require_second_person(consultation, by=by)
    outcome = queries.outcome_of(report, consultation, by=by, at=at)
    report.content = canonical(as_document(outcome))
    report.sha256 = hashlib.sha256(report.content.encode()).hexdigest()
    report.state, report.published_at, report.published_by = PUBLISHED, at, by
    texts = texts_of_outcome(outcome)
    consultation.outcome = {"sha256": report.sha256, "texts": texts}
    for code in consultation.offered_in:
        show(consultation, code)
    _record("report.published", consultation.id, by=by, number=report.number, sha256=report.sha256)
    after_commit("respond.tell_outcome", consultation.id)
    after_commit("report.editions", consultation.id)
    return report


def _digest_of(decision: Decision) -> str:
    return audit.sha256({"decided": decision.decided, "why": decision.why})


def _require_second_person(consultation: Consultation, *, by: str) -> None:
    """Raise SecondPersonNeededError when the one who wrote last wants to publish."""
    last = queries.last_written(consultation.id)
    if last and is_same_person(by, name=last[0], officer_id=last[1]):
        raise SecondPersonNeededError


def _record(what: str, consultation_id: int, *, by: str, **facts: object) -> None:
    audit.record(what, who=by, subject="consultation", subject_id=consultation_id, **facts)
