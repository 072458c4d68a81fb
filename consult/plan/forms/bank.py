"""The words for the saved questions that come with the site."""

from flask_babel import lazy_gettext as _l

BANK_WORDS = {
    "capacity": _l("For whom somebody speaks, and how we may publish it"),
    "equality": _l("Equality questions"),
}
