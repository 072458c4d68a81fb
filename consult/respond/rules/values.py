"""Numbers and days in what people type, in the digits of any language."""

import re
from datetime import date
from typing import Any

# “1,200” is a number and “1,5” is not: half of Europe means one and a half by it.
NUMBER = re.compile(r"[+-]?(\d{1,3}([, ]\d{3})+|\d+)?(\.\d+)?")
LONGEST_NUMBER = 15  # characters; longer loses digits
FIRST_YEAR = 1000  # nobody means the year 80


def as_number(value: Any) -> float | None:
    """Return the number in what a person typed, in the digits of any language, or None."""
    text = str(value).strip()
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        return None
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return int(number) if number == int(number) else number


def as_date(value: Any) -> date | None:
    """Return the day in what a person typed, if there is such a day in the calendar."""
    typed = value if isinstance(value, dict) else {}
    parts = [str(typed.get(part, "")).strip() for part in ("year", "month", "day")]
    if not all(part.isdecimal() for part in parts):
        return None
    try:
        day = date(*map(int, parts))
    except (ValueError, OverflowError):
        return None
    return day if day.year >= FIRST_YEAR else None
