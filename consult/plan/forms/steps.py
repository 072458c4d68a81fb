"""The words for a step of editing."""

from flask_babel import lazy_gettext as _l

STEP_WORDS = {
    "added": _l("Added"),
    "changed": _l("Changed"),
    "copied": _l("Copied"),
    "moved": _l("Moved"),
    "taken-out": _l("Taken out"),
    "imported": _l("Brought in from a file"),
    "route": _l("Changed whom it is asked"),
}
