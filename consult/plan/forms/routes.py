"""The words for what is wrong with routes, each with how to mend it."""

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from consult.core.languages import ltr
from consult.plan.forms.problems import CODE
from consult.plan.rules.problems import Problem

# Questions are written in English first, whatever the language of the page.
WRITTEN = Markup('<bdi lang="en">{}</bdi>')
_FROM_FILES = ("id", "near", "value")

ROUTE_WORDS = {
    "route-to-nothing": _l(
        "Question %(number)s (“%(text)s”) waits for “%(id)s”, which is not there. "
        "Choose another question, or take the condition away."
    ),
    "route-misspelt": _l(
        "Question %(number)s (“%(text)s”) waits for “%(id)s”, which is not there. "
        "Do you mean question %(other)s (“%(other_text)s”)?"
    ),
    "route-to-no-option": _l(
        "Question %(number)s (“%(text)s”) waits for the answer “%(value)s”. "
        "Question %(other)s (“%(other_text)s”) does not offer it. Choose another answer."
    ),
    "route-backwards": _l(
        "Question %(number)s (“%(text)s”) waits for question %(other)s (“%(other_text)s”), "
        "which comes later. Move one of them."
    ),
    "route-to-itself": _l(
        "Question %(number)s (“%(text)s”) waits for its own answer. Choose an earlier question."
    ),
    "route-loop": _l(
        "Questions %(numbers)s wait for each other, so nobody sees them. "
        "Take the condition away from one of them. The first is “%(text)s”."
    ),
    "route-never-true": _l(
        "No answer meets the condition of question %(number)s (“%(text)s”). "
        "Change it or take it away."
    ),
    "question-unreachable": _l(
        "Nobody can reach question %(number)s (“%(text)s”). "
        "Look at who sees these questions, which it waits for: %(numbers)s."
    ),
    "required-behind-optional": _l(
        "Question %(number)s (“%(text)s”) must be answered, but not all will see it. "
        "It waits for questions that people may leave out: %(numbers)s."
    ),
    "routes-not-all-checked": _l(
        "There are too many ways through the questions to check them all. "
        "Make the conditions of these questions simpler: %(numbers)s."
    ),
}


def marked_route_words(problem: Problem) -> Markup:
    """Return a problem with a route in words for a page, its questions by number and text."""
    facts = {name: _marked(name, fact) for name, fact in problem.facts.items()}
    return escape(str(ROUTE_WORDS[problem.code])) % facts


def _marked(name: str, fact: object) -> Markup:
    if name in _FROM_FILES:
        return CODE.format(fact)
    return WRITTEN.format(fact) if name.endswith("text") else ltr(fact)
