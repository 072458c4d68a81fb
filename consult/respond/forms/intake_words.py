"""The words for what came another way, and for what is wrong with what is said of it."""

from datetime import date

from flask_babel import lazy_gettext as _l

from consult.core.languages import day_in_words
from consult.respond.rules.answers import AnswerProblem, Channel
from consult.respond.rules.double_entry import NotChecked
from consult.respond.rules.intake import ANOTHER_LANGUAGE, BRITISH_SIGN_LANGUAGE

CHANNEL_CHOICES = {
    Channel.PAPER: _l("Paper form"),
    Channel.LETTER: _l("Letter"),
    Channel.PHONE: _l("Phone call"),
    Channel.EMAIL: _l("E-mail"),
    Channel.WORKSHOP: _l("Note from a meeting"),
    Channel.VIDEO: _l("Video, also in British Sign Language"),
}

OWN_NAMES = {
    BRITISH_SIGN_LANGUAGE: _l("British Sign Language"),
    ANOTHER_LANGUAGE: _l("Another language"),
}

INTAKE_PROBLEMS = {
    "no-channel": _l("Choose how the answer reached us"),
    "no-language": _l("Choose the language of the answer"),
    "no-day": _l("Give the day on which it reached us"),
    "day-to-come": _l("Give a day that is not still to come"),
    "before-opening": _l("The consultation opened on %(day)s. Give that day or a later one."),
    "no-form-number": _l("Give the number of the form. If it has none, write one on it."),
    "not-a-form-number": _l("Write the number as it is printed, like 12 or LH-0012"),
    "no-link": _l("Give the link to the video"),
    "not-a-link": _l(
        "We cannot keep this link. Copy all of it, from a site with a safe connection."
    ),
    "text-too-long": _l(
        "The text has %(letters)s characters. We can store %(limit)s. Keep the rest as a scan."
    ),
    "no-words": _l("Write down in English what the person says"),
    "nothing-typed": _l("Nothing is typed yet. Type an answer, or keep the original."),
    "look-again": _l("Something does not fit. Look through the page again."),
    "choose-each": _l("Choose which of the two is right"),
}


NOT_CHECKED_WORDS = {
    NotChecked.DONE: _l("This form has been typed in twice already."),
    NotChecked.THEIRS: _l("The person has looked through these answers, so nobody needs to check."),
    NotChecked.SAME_PERSON: _l(
        "You typed this form in. Somebody else has to check it: nobody sees their own mistakes."
    ),
}


def words_for_intake(problem: AnswerProblem) -> str:
    """Return what to tell an officer about a problem, and how to mend it."""
    facts = {
        name: day_in_words(fact) if isinstance(fact, date) else fact
        for name, fact in problem.facts.items()
    }
    return str(INTAKE_PROBLEMS[problem.code] % facts)
