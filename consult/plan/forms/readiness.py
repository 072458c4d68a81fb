"""The words for what was looked at before a consultation opens."""

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from consult.plan.checks.readiness import Task
from consult.plan.forms.hints import HINT_WORDS, filled_in
from consult.plan.forms.problems import marked_words_for
from consult.plan.forms.routes import marked_route_words

# What is looked at, as a heading of its row.
TASK_NAMES = {
    "why": _l("Why you ask"),
    "can_change": _l("What people can still change"),
    "who_is_affected": _l("Who may notice a difference"),
    "ask_number": _l("A phone number for questions"),
    "ask_address": _l("An e-mail address for questions"),
    "privacy": _l("What happens to answers"),
    "keep_months": _l("How long answers are kept"),
    "questions": _l("Questions"),
    "routes": _l("Who is asked what"),
    "twelve-weeks": _l("84 days to answer"),
    "plain-words": _l("Plain words"),
    "decision-named": _l("Who decides, and when"),
    "equality-looked-at": _l("Different groups of people"),
    "everything-promised": _l("Languages and formats"),
    "fair-days": _l("Holidays"),
}

MISSING = {
    "why": _l("Say why you ask."),
    "can_change": _l("Say what can still change. If nothing can, there is nothing to ask."),
    "who_is_affected": _l("Say who may notice a difference."),
    "ask_number": _l("Give a phone number that people can call."),
    "ask_address": _l("Give an e-mail address that people can write to."),
    "privacy": _l("Say what happens to people’s answers."),
    "keep_months": _l("Say how many months answers are kept."),
    "questions": _l("Add a question."),
    "routes": _l("Mend the routes below."),
    "fair-days": _l("Of the %(days)s days, %(fair)s are outside holidays. You may want more."),
    "unexplained": _l("“%(word)s” may be hard, and the word list does not explain it."),
}


def words_of_task(task: Task) -> Markup:
    """Return what is to do, in words for a page."""
    if task.problem is not None:
        words = marked_route_words if task.code == "route" else marked_words_for
        return Markup(words(task.problem))  # noqa: S704 - both escape what they are given
    if task.commitment is not None:
        return escape(str(task.commitment.question))
    return filled_in(MISSING.get(task.code) or HINT_WORDS[task.code], task.facts)
