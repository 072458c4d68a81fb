"""The officer’s pages for setting a consultation up.

``beginning`` and ``importing`` make one; ``build`` shows its questions, ``questions``,
``sections``, ``about`` and ``asking`` edit them, ``bank`` lends saved ones; ``routes`` shows
who is asked what; ``opening`` lets it open and ``dates`` moves its dates.
"""

from consult.plan.views import (
    about,
    asking,
    bank,
    beginning,
    build,
    dates,
    importing,
    opening,
    questions,
    routes,
    sections,
)
from consult.plan.views.blueprint import bp

__all__ = [
    "about",
    "asking",
    "bank",
    "beginning",
    "bp",
    "build",
    "dates",
    "importing",
    "opening",
    "questions",
    "routes",
    "sections",
]
