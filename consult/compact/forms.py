"""The words of the promises, for officers and for everybody."""

from flask_babel import lazy_gettext as _l

from consult.compact.rules import Commitment

# What we promised, and what to ask an officer who does not keep it.
PROMISES = {
    Commitment.TWELVE_WEEKS: _l("A consultation is open for 12 weeks (84 days)."),
    Commitment.DATES_KEPT: _l("Dates stay as they were announced."),
    Commitment.PLAIN_WORDS: _l("A consultation is written in words that are easy to read."),
    Commitment.SAME_TIME: _l("Everybody has the same time, in every language and format."),
    Commitment.LANGUAGES_KEPT: _l("A language that is offered stays."),
}

REASON_NEEDED = {
    Commitment.TWELVE_WEEKS: _l("The period is not 84 days. Write why, in a full sentence."),
    Commitment.DATES_KEPT: _l("The dates change. Write why, in a full sentence."),
    Commitment.PLAIN_WORDS: _l(
        "The text is hard to read. Make it easier, or write why not, in a full sentence."
    ),
    Commitment.SAME_TIME: _l(
        "This comes later than the rest. Choose what you do about it, and write why it is late, "
        "in a full sentence."
    ),
    Commitment.LANGUAGES_KEPT: _l("A language is taken away. Write why, in a full sentence."),
}
