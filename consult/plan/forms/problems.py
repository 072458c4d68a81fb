"""The words for what is wrong with a file."""

import re

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from consult.plan.rules.problems import Problem

CODE = Markup('<code dir="ltr">{}</code>')
# A translation sets words of the file format apart with these: they stay as they are.
ISOLATED = re.compile("\u2066(.*?)\u2069")

PROBLEM_WORDS = {
    "file-too-large": _l("The file is too large. The limit is %(limit)s MB."),
    "not-utf-8": _l("We cannot read the letters in this file. Save it as UTF-8."),
    "not-json": _l("This is not a JSON file we can read: look at line %(line)s, place %(column)s."),
    "not-json-numbers": _l("The file holds a number that JSON does not know."),
    "too-deep": _l("This is nested too deep."),
    "too-deep-at": _l("This is nested too deep: look at line %(line)s, place %(column)s."),
    "too-many-entries": _l("This has too many entries. The limit is %(limit)s."),
    "too-many-values": _l("The file holds too many values. The limit is %(limit)s."),
    "repeated-field": _l("“%(field)s” stands twice in the same place. Keep one of them."),
    "unknown-field": _l("“%(field)s” is not a field we know. Check its spelling or remove it."),
    "missing-field": _l("“%(field)s” is missing."),
    "must-be-string": _l("This must be text, in quotation marks."),
    "must-be-array": _l("This must be a list, in square brackets."),
    "must-be-object": _l("This must be an object, in curly brackets."),
    "must-be-boolean": _l("This must be true or false."),
    "must-be-integer": _l("This must be a whole number."),
    "must-be-number": _l("This must be a number."),
    "not-in-list": _l("This must be one of: %(choices)s."),
    "schema-maxLength": _l("This is too long. The limit is %(limit)s characters."),
    "schema-minItems": _l("This list needs at least %(limit)s entries."),
    "schema-maxItems": _l("This list is too long. The limit is %(limit)s entries."),
    "schema-minimum": _l("This number is too small. The least is %(limit)s."),
    "schema-maximum": _l("This number is too large. The most is %(limit)s."),
    "schema-pattern": _l("This is empty, or has characters that are not allowed here."),
    "schema-oneOf": _l(
        "A condition needs either “question” with one of “is”, “is_not” or “in”, "
        "or else “all” or “any”."
    ),
    "schema-minProperties": _l("This condition is empty."),
    "broken-letters": _l("This text holds a character that cannot be stored."),
    "repeated-id": _l("Another question already has the id “%(id)s”. Each needs its own."),
    "repeated-value": _l("The value “%(value)s” is there twice. Each needs its own."),
    "no-such-option": _l("“%(value)s” is not among the options."),
    "no-such-section": _l("No section has the id “%(id)s”."),
    "repeated-section": _l("Another section already has the id “%(id)s”. Each needs its own."),
    "section-of-equality": _l("Equality questions have a page of their own, and no sections."),
    "section-torn": _l(
        "Another question stands between this one and its section “%(id)s”. Keep them together."
    ),
    "equality-impact-twice": _l(
        "Either write what is known of the impact, or why nobody needs to look into it."
    ),
    "limits-crossed": _l("The lower limit %(low)s is above the upper limit %(high)s."),
    "not-an-earlier-question": _l(
        "The route looks at “%(id)s”, but no question before this one has that id."
    ),
    "route-to-no-option": _l(
        "The route waits for the answer “%(value)s”, but “%(id)s” has no such option."
    ),
    "publish-question-changed": _l(
        "The question “publish” must be a single choice of with_name, without_name and no."
    ),
    "capacity-question-changed": _l(
        "The question “capacity” must offer at least individual and organisation."
    ),
    "consent-question-changed": _l("The question “consent” must have one option: yes."),
    "consent-not-asked": _l(
        "The option “somebody_else” needs a question “consent”: did that person agree?"
    ),
    "known-question-changed": _l("The question “%(id)s” must be of this type: %(kinds)s."),
    "meaning-too-long": _l("This meaning has %(count)s words. The limit is %(limit)s."),
    "repeated-word": _l("“%(word)s” is in the word list already. Each has one meaning."),
    "not-a-date": _l("“%(value)s” is not a date. Write it like 2026-01-31."),
    "year-out-of-range": _l(
        "The year %(year)s cannot be right. It must be between %(first)s and %(last)s."
    ),
    "closes-before-opening": _l("The last day is before the first day."),
    "period-miscounted": _l(
        "The file says %(said)s days, but from the first to the last day it is %(days)s."
    ),
    "path-differs": _l("“%(name)s” does not see the questions it should. Look at: %(ids)s."),
    "more-problems": _l(
        "There are more problems than these %(limit)s. Mend these first, then check again."
    ),
    "already-open": _l(
        "This consultation is open, so its questions cannot change. "
        "For another consultation, give the file a “slug” of its own."
    ),
    "last-day-is-past": _l("People could still answer on a later day. Yesterday is the soonest."),
    "end-after-outcome": _l(
        "You promised what was decided for a day before this. Change that day first."
    ),
    "outcome-before-end": _l("The outcome comes after the last day. Choose a later day."),
    "not-open-to-pause": _l("Only a consultation that is open can be paused."),
    "agreement-needed": _l(
        "A Champion has to agree to these dates. Ask for them on the page “Change the dates”."
    ),
    "dates-are-seen": _l("People can see these dates. Your account cannot change them."),
    "slug-is-taken": _l(
        "Another consultation on this site has this address. Give the file a “slug” of its own."
    ),
}


def words_for(problem: Problem) -> str:
    """Return a problem in words, with its place in the file first."""
    text = str(PROBLEM_WORDS[problem.code] % dict(problem.facts))
    return f"{problem.place}: {text}" if problem.place else text


def marked_words_for(problem: Problem) -> Markup:
    """Return the same for a page, with what stands in the file marked as code."""
    words = str(escape(str(PROBLEM_WORDS[problem.code])))
    text = Markup(ISOLATED.sub(str(CODE.format(r"\1")), words)) % {  # noqa: S704 - since: escaped above
        name: CODE.format(fact) if isinstance(fact, str) else fact
        for name, fact in problem.facts.items()
    }
    return Markup("{}: {}").format(CODE.format(problem.place), text) if problem.place else text
