"""The words for what an officer should look at again in a question."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from consult.core.languages import ltr

HINT_WORDS = {
    "two-in-one": _l("This may be two questions in one. People can answer only one of them."),
    "leading": _l("These words may lead people to one answer. Ask in a neutral way."),
    "absolute": _l("“Always” or “never” is rarely true. Ask how often instead."),
    "if-yes": _l("It says “if yes”, but no answer is yes or no."),
    "bare-scale": _l("Give every point of the scale its words. A number alone says little."),
    "no-way-out": _l("There is no “I do not know”. Some people will not know."),
    "double-negative": _l("There are two “no” words here. Say it without them."),
    "long-sentence": _l("A sentence here has %(count)s words. Aim for %(limit)s or fewer."),
    "hard-word": _l("“%(word)s” may be hard. Use a plainer word, or put it on the word list."),
}


def filled_in(words: object, facts: Mapping[str, object]) -> Markup:
    """Return a sentence with its facts, each in its own order on any page."""
    return escape(str(words)) % {name: _isolated(fact) for name, fact in facts.items()}


def _isolated(fact: object) -> Markup:
    """Keep a number or an English word apart from the words around it."""
    return ltr(fact) if isinstance(fact, int) else Markup('<bdi lang="en">{}</bdi>').format(fact)
