"""Gathers the days on which people are away, for the count of fair days."""

from consult.core.days import bank_holidays
from consult.plan import queries
from consult.plan.models import Consultation
from consult.plan.rules.fair_days import Calendar, Count, count, periods_from


def calendar_for(consultation: Consultation) -> Calendar:
    """Return the calendar of the organisation that asks."""
    periods = queries.quiet_periods_of(consultation)
    return Calendar(bank_holidays(), periods_from(periods))


def fair_days_of(consultation: Consultation) -> Count:
    """Return how many fair days its period has."""
    return count(consultation.opens, consultation.closes, calendar_for(consultation))
