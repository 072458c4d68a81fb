"""How a fault of ours is told in the log: what and where, and nobody’s words."""

import traceback


def told(error: Exception) -> str:
    """Return the kind of a fault and its places, without its text: that can hold an answer."""
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{places}"
