"""The officer’s pages for setting a consultation up.

``beginning`` and ``importing`` make one; ``build`` shows its questions, ``questions``,
``sections``, ``about`` and ``asking`` edit them, ``bank`` lends saved ones; ``routes`` shows
who is asked what; ``opening`` lets it open and ``dates`` moves its dates,
``pausing`` stops it for a while and ``agreeing`` is the Champion’s.
"""

from consult.plan.views import (
    about,
    agreeing,
    asking,
    bank,
    beginning,
    build,
    dates,
    importing,
    opening,
    pausing,
    questions,
    routes,
    sections,
)
from consult.plan.views.blueprint import bp

__all__ = [
    "about",
    "agreeing",
    "asking",
    "bank",
    "beginning",
    "bp",
    "build",
    "dates",
    "importing",
    "opening",
    "pausing",
    "questions",
    "routes",
    "sections",
]
