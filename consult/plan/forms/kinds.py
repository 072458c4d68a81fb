"""The words for how a question is answered."""

from flask_babel import lazy_gettext as _l

from consult.plan.rules.definition import Kind

KIND_NAMES = {
    Kind.SINGLE: _l("One option"),
    Kind.MULTIPLE: _l("Several options"),
    Kind.TEXT: _l("A line of text"),
    Kind.LONG_TEXT: _l("A long text"),
    Kind.NUMBER: _l("A number"),
    Kind.MATRIX: _l("One option for each statement"),
    Kind.RANKING: _l("Options in order"),
    Kind.DATE: _l("A date"),
    Kind.PLACE: _l("A place: an area from a list, or in words"),
    Kind.FILE: _l("A file"),
    Kind.EMAIL: _l("An e-mail address"),
    Kind.POSTCODE: _l("A postcode"),
}

WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RANKING, Kind.PLACE})
# Where “I do not know” is an answer among others.
WITH_WAYS_OUT = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX})
WITH_LENGTH = frozenset({Kind.TEXT, Kind.LONG_TEXT})
