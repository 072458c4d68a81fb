"""Letters that no file or database can hold."""

from typing import Any

from consult.core.settings import LONGEST_TEXT

# Control characters but tab and line ends, halves of letters, and two non-characters.
UNSTORABLE = dict.fromkeys(
    (*(code for code in range(32) if chr(code) not in "\t\n\r"), *range(55296, 57344), 65534, 65535)
)


def cleaned(value: Any) -> Any:
    """Return what was typed without the characters that cannot be stored."""
    if isinstance(value, str):
        # Browsers send line ends as two characters; people count them as one.
        return value.translate(UNSTORABLE).replace("\r\n", "\n")
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: cleaned(one) for name, one in value.items()}
    return value


def has_unstorable(value: Any) -> bool:
    """Say whether cleaning would take out a character, line ends aside."""
    if isinstance(value, str):
        return len(value.translate(UNSTORABLE)) < len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(has_unstorable(one) for one in parts)


def letters_in_longest(value: Any) -> int:
    """Return the length of the longest text in an answer, in characters."""
    if isinstance(value, str):
        return len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((letters_in_longest(one) for one in parts), default=0)


def is_storable(value: Any) -> bool:
    """Say whether an answer is short enough to keep at all."""
    return letters_in_longest(value) <= LONGEST_TEXT
