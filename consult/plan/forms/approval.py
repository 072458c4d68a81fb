"""What is filled in when somebody asks for a second pair of eyes, and answers."""

from flask_babel import lazy_gettext as _l

SECOND_PERSON = _l(
    "You edited this last, so somebody else has to approve it. Ask another publisher."
)
