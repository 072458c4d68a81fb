"""Gathers the days on which people are away, for the count of fair days."""

from consult.core.days import bank_holidays
from consult.plan.models import Consultation
from consult.plan.rules.fair_days import Calendar, Count, count


def calendar_for(_consultation: Consultation) -> Calendar:
    """Return the calendar of the organisation that asks."""
    return Calendar(bank_holidays())


def fair_days_of(consultation: Consultation) -> Count:
    """Return how many fair days its period has."""
    return count(consultation.opens, consultation.closes, calendar_for(consultation))
