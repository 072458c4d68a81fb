"""Taking no answers for a while, and going on."""

from datetime import date

from consult.compact.actions import require_reason
from consult.compact.commitments import broken_by
from consult.core.days import day_of
from consult.plan.actions.agreeing import ask
from consult.plan.actions.dates import carry_out, facts_of, require_outcome_after
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import AgreementNeededError, DefinitionRefusedError
from consult.plan.models import Consultation, DateChange
from consult.plan.rules.changes import Stated, change_of_going_on, days_lost, pause_of
from consult.plan.rules.problems import Problem, problems_in_period
from consult.plan.rules.timetable import State, state_of


def ask_to_pause(consultation: Consultation, stated: Stated) -> DateChange:
    """Ask that no answers are taken for a while: a Champion has to agree to each pause.

    Raises ReasonNeededError where nobody says why, and DefinitionRefusedError where it is
    not open.
    """
    hold(consultation)
    if state_of(consultation, stated.at) is not State.OPEN:
        raise DefinitionRefusedError((Problem("", "not-open-to-pause"),))
    change = pause_of((consultation.opens, consultation.closes))
    return ask(consultation, change, stated)


def go_on(consultation: Consultation, closes: date, stated: Stated) -> None:
    """Take answers again, until a day. One that goes on already is left as it is.

    Raises ReasonNeededError where nobody says why until that day,
    DefinitionRefusedError for a day that cannot be, and AgreementNeededError where
    people would not have back the days they lost.
    """
    hold(consultation)
    if consultation.paused_at is None:
        return
    today = day_of(stated.at)
    problems = problems_in_period(max(consultation.opens, today), closes)
    if problems:
        raise DefinitionRefusedError(problems)
    require_outcome_after(consultation, closes)
    lost = days_lost(day_of(consultation.paused_at), today)
    change = change_of_going_on((consultation.opens, consultation.closes), closes, lost=lost)
    require_reason(broken_by(facts_of(consultation, change)), reason=stated.reason)
    if change.needs_agreement:
        raise AgreementNeededError(change)
    carry_out(consultation, change, stated)
