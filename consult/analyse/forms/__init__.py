"""The words for what is wrong in a file of replies, for the command line."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from consult.analyse.rules.guide import GuideProblem
from consult.analyse.rules.intake import RowProblem
from consult.analyse.rules.table import NotATableError
from consult.plan.forms.problems import CODE, ISOLATED
from consult.respond.forms import words as respond

GUIDE_WORDS = {
    "guide-not-object": _l("The mapping must be one JSON object."),
    "guide-unknown": _l("The mapping has a part we do not know."),
    "guide-wrong": _l("Write a text here, or say which column it is in."),
    "guide-needs-rows": _l("Say which column each statement is in: {“rows”: {…}}."),
    "no-such-column": _l("The file has no column “%(column)s”."),
    "no-such-question": _l("The consultation has no such question."),
    "no-such-row": _l("The question has no such statement."),
    "answered-with-a-file": _l("People answer this with a file. A table cannot hold it."),
    "no-such-text-question": _l("Themes need a question that people answer in words."),
}

TABLE_WORDS = {
    "workbook": _l("This is a workbook. Save its sheet as CSV UTF-8."),
    "not-utf-8": _l("The file is not in UTF-8 (byte %(place)s). Save it as CSV UTF-8."),
    "no-first-row": _l("The first row cannot be read. It must hold the names of the columns."),
    "one-column": _l("The file has only one column. Save it with commas between the columns."),
    "too-many-columns": _l("The file has too many columns. The limit is %(limit)s."),
    "long-column-name": _l("A column has a very long name. The limit is %(limit)s characters."),
    "broken-column-names": _l("The name of a column has letters that no computer can store."),
    "repeated-column": _l("Two columns have the same name. Give each its own."),
}

ROW_WORDS = {
    "wrong-columns": _l("The row has too many or too few columns, or cannot be read."),
    "no-id": _l("The row has nothing that tells it from the others."),
    "repeated-id": _l("“%(id)s” tells two rows apart, but both have it."),
    "no-such-channel": _l("“%(value)s” is not paper, letter, phone, email, workshop or video."),
    "no-such-language": _l("“%(value)s” is not a language we have."),
    "no-such-publish-choice": _l("“%(value)s” is not with_name, without_name or no."),
    "not-a-day": _l("“%(value)s” is not a day such as 2026-01-31."),
    "sent-outside": _l("%(day)s is before the opening, after the closing or still to come."),
    "no-answers": _l("The row answers no question."),
    "broken-letters": _l("The row has letters that no computer can store."),
    "no-such-option": _l("This is not one of the answers to choose from."),
    "too-long": _l("The text has %(letters)s characters. The limit is %(limit)s."),
    "picked-twice": _l("The same thing has two places."),
}

IN_ROW = _l("Row %(row)s: %(problem)s")
IN_COLUMN = _l("Row %(row)s, “%(column)s”: %(problem)s")


def words_for_table(error: NotATableError) -> str:
    """Return what to tell an officer about a file that is no table."""
    return str(TABLE_WORDS[error.code] % error.facts)


def marked_words_for_table(error: NotATableError) -> Markup:
    """Return the same for a page, with the words of file formats marked as code."""
    return _marked(TABLE_WORDS[error.code], error.facts)


def words_for_guide(problem: GuideProblem) -> str:
    """Return what to tell an officer about a mapping."""
    text = str(GUIDE_WORDS[problem.code] % problem.facts)
    return f"{problem.place}: {text}" if problem.place else text


def words_for_row(problem: RowProblem) -> str:
    """Return what to tell an officer about a row, with its number in the file."""
    found = problem.problem
    known = ROW_WORDS.get(found.code)
    text = str(known % found.facts) if known else respond.words_for(found)
    where = IN_COLUMN if problem.column else IN_ROW
    return str(where % {"row": problem.row, "column": problem.column, "problem": text})


def marked_words_for_row(problem: RowProblem) -> Markup:
    """Return the same for a page, with what stands in the file apart from our own words."""
    found = problem.problem
    known = ROW_WORDS.get(found.code)
    text = _marked(known, found.facts) if known else escape(respond.words_for(found))
    where = IN_COLUMN if problem.column else IN_ROW
    return _marked(where, {"row": problem.row, "column": problem.column, "problem": text})


def _marked(words: object, facts: Mapping[str, object]) -> Markup:
    text = Markup(ISOLATED.sub(str(CODE.format(r"\1")), str(escape(str(words)))))  # noqa: S704 - since: escaped
    return text % {name: _apart(fact) for name, fact in facts.items()}


def _apart(fact: object) -> object:
    is_theirs = isinstance(fact, str) and not isinstance(fact, Markup)
    return Markup('<bdi dir="auto">{}</bdi>').format(fact) if is_theirs else fact
