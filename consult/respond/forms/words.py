"""The words for what is wrong with an answer, and how to mend it."""

from flask_babel import lazy_gettext as _l

from consult.respond.rules.answers import AnswerProblem

PROBLEM_WORDS = {
    "required": _l("Please answer this question"),
    "required-single": _l("Choose one answer"),
    "required-matrix": _l("Choose one answer"),
    "required-multiple": _l("Choose at least one answer"),
    "required-text": _l("Write your answer"),
    "required-long_text": _l("Write your answer"),
    "required-number": _l("Write a number"),
    "too-long": _l(
        "Your text has %(letters)s characters. Make it %(limit)s or fewer. We kept all of it here."
    ),
    "far-too-long": _l(
        "Your text has %(letters)s characters. We can store %(limit)s. It is still here: "
        "make it shorter and continue."
    ),
    "not-a-number": _l("Write a number in digits, for example 12"),
    "too-low": _l("Write a number that is %(limit)s or more"),
    "too-high": _l("Write a number that is %(limit)s or less"),
    "no-such-option": _l("Choose from the answers on this page"),
    "choose-one": _l("Choose only one answer"),
    "not-text": _l("Write your answer as text"),
    "picked-twice": _l("You chose the same thing twice. Choose each only once."),
    "gap-in-order": _l("Fill the places in order, without leaving one out in between"),
    "not-a-date": _l("Write a real date, for example 31 3 1980"),
    "not-a-postcode": _l("Write a postcode like IG1 1DD, or only its first half, IG1"),
    "not-a-file": _l("Choose a file"),
    "required-place": _l("Choose an area, write a postcode, or say where it is"),
    "required-file": _l("Choose a file"),
    "broken-letters": _l(
        "We took out letters that no computer can store. Check your text and continue."
    ),
    "unknown-field": _l("Something on this page did not belong here. We kept the rest."),
}


def words_for(problem: AnswerProblem) -> str:
    """Return what to tell a person about a problem, and how to mend it."""
    kind = problem.facts.get("kind", "")
    text = PROBLEM_WORDS.get(f"{problem.code}-{kind}", PROBLEM_WORDS[problem.code])
    return str(text % {name: _shown(fact) for name, fact in problem.facts.items()})


def _shown(fact: object) -> object:
    if isinstance(fact, float) and fact.is_integer():
        return int(fact)
    return f"{fact:,}" if isinstance(fact, int) else fact
