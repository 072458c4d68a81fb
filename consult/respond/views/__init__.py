"""The pages on which a resident answers: no account, no script.

``begin`` starts, ``coming_back`` leaves and comes back; ``answering`` and ``one_page`` ask;
``sending`` checks and sends; ``receipts`` shows what was sent and lets people change their
mind. ``desk`` is for officers, and ``own_words`` for those who put answers into English;
``intake`` and ``taken_in`` are for those who type in what came another way.
"""

from consult.respond.views import (
    answering,
    begin,
    coming_back,
    copies,
    drawing,
    files,
    intake,
    one_page,
    own_words,
    receipts,
    sending,
    taken_in,
)
from consult.respond.views.browser import bp
from consult.respond.views.desk import desk
from consult.respond.views.typing import bp as take_in

__all__ = [
    "answering",
    "begin",
    "bp",
    "coming_back",
    "copies",
    "desk",
    "drawing",
    "files",
    "intake",
    "one_page",
    "own_words",
    "receipts",
    "sending",
    "take_in",
    "taken_in",
]
