"""The officer’s pages for setting a consultation up."""

from consult.plan.views import dates, importing, opening
from consult.plan.views.blueprint import bp

__all__ = ["bp", "dates", "importing", "opening"]
