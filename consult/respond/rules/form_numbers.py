"""The number on a paper form: one spelling, and which form lies under it in the pile."""

import re

# Letters, if there are any, then digits: 12, LH-0012.
_NUMBER = re.compile(r"([^\W\d_]{0,8})[\s./-]*(\d{1,9})")
_LABEL = re.compile(r"(#|№|(form|number|no|nr)\b\.?:?)\s*", re.IGNORECASE)


def number_in(typed: str) -> str | None:
    """Return a form’s number as we know it: “No. 0012” and “12” are the same form."""
    text = typed.strip()
    while label := _LABEL.match(text):
        text = text[label.end() :]
    found = _NUMBER.fullmatch(text)
    if found is None or int(found[2]) == 0:
        return None
    return f"{found[1].upper()}-{int(found[2])}" if found[1] else str(int(found[2]))


def number_after(number: str) -> str:
    """Return the number that follows: forms lie in a pile in order."""
    before, _dash, digits = number.rpartition("-")
    return f"{before}-{int(digits) + 1}" if before else str(int(digits) + 1)
