"""How easy the consultation’s own words are to read. Residents’ words are never graded."""

from accessibility.readability import Reading, measure
from consult.plan.rules.definition import Definition


def reading_of(definition: Definition) -> Reading:
    """Return the measures of everything a consultation says to people."""
    return measure(text_of(definition), language="en")


def text_of(definition: Definition) -> str:
    """Return the words of a consultation, a sentence, heading or point on each line."""
    lines = [definition.title, definition.summary, definition.why, definition.what_happens_next]
    lines += [definition.who_is_affected, *(way.text for way in definition.ways)]
    lines += [f"- {point}" for point in (*definition.can_change, *definition.cannot_change)]
    lines += [f"- {word.meaning}" for word in definition.words]
    for question in definition.questions:
        # The equality questions are a published standard: their words are not ours.
        if not question.is_equality:
            lines += [question.text, question.hint]
            lines += [f"- {one.label}" for one in (*question.rows, *question.options)]
    return "\n".join(line for line in lines if line)
