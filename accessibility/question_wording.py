"""What makes a question hard to answer honestly. Hints only: a person decides. English only.

After the faults that survey methodologists name (two questions in one, leading words,
absolutes, scales without words, no way out), and after a select committee that had to find
an agreement scale followed by “if yes” by hand.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

# Ways out of a question.
_NO_ANSWER = re.compile(
    r"don.?t know|do not know|not sure|no opinion|rather not|prefer not|none of", re.IGNORECASE
)
# “and” or “or” between two things that are asked about. Pairs that are one thing are let be.
_PAIR = re.compile(
    r"\b(\w+)(?:,)? (?:and|or|and/or) (?:the |a |an |your |our )?(\w+)", re.IGNORECASE
)
_ONE_THING = frozenset(
    {
        ("age", "over"), ("black", "minority"), ("bed", "breakfast"), ("pros", "cons"),
        ("health", "safety"), ("terms", "conditions"), ("now", "then"), ("more", "less"),
        ("agree", "disagree"), ("yes", "no"), ("him", "her"), ("his", "her"), ("he", "she"),
        ("name", "address"), ("day", "night"), ("one", "more"), ("two", "three"),
        ("weekdays", "weekends"), ("support", "oppose"), ("for", "against"),
    }
)  # fmt: skip
_OPINION = re.compile(
    r"\b(agree|support|satisfied|happy|like|think|feel|important|easy|good|useful)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"\b(do(?:n.t| not) you (?:agree|think)|surely|of course|obviously|clearly"
    r"|would(?:n.t| not) you"
    r"|isn.t it|is it not|much.needed|exciting|excellent|outstanding|vital|unfortunately"
    r"|as (?:we|everyone|everybody) knows?|how (?:much|strongly) do you (?:agree|support|like))\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(always|never|all of the time|every time|everyone|nobody ever)\b", re.IGNORECASE
)
_IF_YES = re.compile(r"\bif (?:yes|no|so|not)\b", re.IGNORECASE)
_SCALE_POINT = re.compile(r"^\W*\d{1,2}\W*$")
_YES_NO = re.compile(r"^(yes|no)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|never|no|without|n.t)\b", re.IGNORECASE)
_TOO_MANY_NEGATIONS = 2


class Fault(StrEnum):
    """A way in which a question may not be fair."""

    TWO_IN_ONE = "two-in-one"
    LEADING = "leading"
    ABSOLUTE = "absolute"
    IF_YES = "if-yes"
    BARE_SCALE = "bare-scale"
    NO_WAY_OUT = "no-way-out"
    DOUBLE_NEGATIVE = "double-negative"


def faults_in_question(text: str, options: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Return what a person should look at again; ``options`` are the words of its answers."""
    return (*_faults_in_words(text), *_faults_in_options(text, options))


def _faults_in_words(text: str) -> Iterator[Fault]:
    if text.count("?") > 1 or _asks_of_a_pair(text):
        yield Fault.TWO_IN_ONE
    if _LEADING.search(text):
        yield Fault.LEADING
    if _ABSOLUTE.search(text):
        yield Fault.ABSOLUTE
    if len(_NEGATION.findall(text)) >= _TOO_MANY_NEGATIONS:
        yield Fault.DOUBLE_NEGATIVE


def _faults_in_options(text: str, options: Sequence[str]) -> Iterator[Fault]:
    if not options:
        return
    if _IF_YES.search(text) and not any(_YES_NO.match(one) for one in options):
        yield Fault.IF_YES
    if sum(bool(_SCALE_POINT.match(one)) for one in options) > len(options) // 2:
        yield Fault.BARE_SCALE
    if not any(_NO_ANSWER.search(one) for one in options):
        yield Fault.NO_WAY_OUT


def _asks_of_a_pair(text: str) -> bool:
    """Say whether one opinion is asked about two things."""
    if not _OPINION.search(text):
        return False
    pairs = {(one.lower(), other.lower()) for one, other in _PAIR.findall(text)}
    return bool(pairs - _ONE_THING)
