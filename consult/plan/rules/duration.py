"""How long it takes to answer, so that nobody starts on a bus with one stop left."""

from math import ceil

from consult.plan.rules.definition import Definition, Kind, Question

# Seconds to read a question and answer it: our guess, on the slow side. Whoever tried a
# question set out with people writes its “minutes” in the file instead.
_SECONDS = {
    Kind.SINGLE: 15,
    Kind.MULTIPLE: 25,
    Kind.TEXT: 25,
    Kind.LONG_TEXT: 90,
    Kind.NUMBER: 15,
    Kind.MATRIX: 20,
    Kind.RANKING: 45,
    Kind.DATE: 20,
    Kind.PLACE: 30,
    Kind.FILE: 60,
    Kind.EMAIL: 25,
    Kind.POSTCODE: 15,
}
_TO_CHECK = 60  # seconds: reading the answers once more before they are sent
_STEP = 5  # minutes: anything finer would claim to know


def minutes_to_answer(definition: Definition) -> int:
    """Return about how many minutes an answer takes, without the equality questions.

    As the file says, or else reckoned: half of the time of a question that only some
    people are asked.
    """
    if definition.minutes is not None:
        return definition.minutes
    seconds = _TO_CHECK + sum(
        _seconds(one) / (2 if one.show_if else 1)
        for one in definition.questions
        if not one.is_equality
    )
    return _STEP * ceil(seconds / 60 / _STEP)


def _seconds(question: Question) -> int:
    return _SECONDS[question.kind] * max(len(question.rows), 1)
