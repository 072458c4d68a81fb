"""The words for what is wrong with an answer, and how to mend it."""

from flask_babel import lazy_gettext as _l

from consult.respond.rules.answers import AnswerProblem

# Where a page has all questions, a problem says which one it is about.
AT_QUESTION = _l("Question %(number)s: %(problem)s")
IN_LINE = _l("Question %(number)s, line %(line)s: %(problem)s")
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
    "not-an-email": _l("Write an e-mail address like name@example.org"),
    "not-with-others": _l("“%(option)s” does not go with other answers. Choose it alone, or not."),
    "not-a-file": _l("Choose a file"),
    "required-email": _l("Write an e-mail address"),
    "required-postcode": _l("Write a postcode"),
    "required-place": _l("Choose an area, write a postcode, or say where it is"),
    "required-file": _l("Choose a file"),
    "file-animated": _l("This picture moves. Send one that stands still."),
    "file-archive": _l("This is a packed file. Unpack it and send what is inside."),
    "file-busy": _l("Many files are coming in just now. Please choose it again in a minute."),
    "file-damaged": _l("We cannot open this file. Save it again, then choose it once more."),
    "file-empty": _l("There is nothing in this file. Choose another."),
    "file-form": _l("We cannot read the answers in this PDF. Print it to a new PDF and send that."),
    "file-heic": _l("We cannot open this kind of photo. Save it as JPEG and send that."),
    "file-locked": _l("This PDF has a password. Save it without one and send that."),
    "file-office": _l("We cannot take this kind of document. Save it as PDF and send that."),
    "file-other-picture": _l("We cannot take this kind of picture. Save it as JPEG or PNG."),
    "file-program": _l("This is a program. Send a photo, a PDF or plain text."),
    "file-sound-or-film": _l("We cannot take sound or film here. Call us: we find another way."),
    "file-too-complicated": _l("This file is too complicated for us. Try a photo of it."),
    "file-too-large": _l("This file is too large. It may have %(limit_mb)s MB at most."),
    "file-too-many-pages": _l("This PDF has too many pages. We take %(most_pages)s at most."),
    "file-too-many-pixels": _l(
        "This picture is too large. It may have %(most_megapixels)s million points at most."
    ),
    "file-unknown-kind": _l("We do not know this kind of file. Send a photo, a PDF or plain text."),
    "file-web-page": _l("We cannot take web pages. Print it to a PDF and send that."),
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
