"""The pages on which a resident answers: no account, no script.

``begin`` starts and comes back; ``answering`` and ``one_page`` ask; ``sending`` checks and
sends; ``receipts`` shows what was sent and lets people change their mind. ``desk`` is for
officers.
"""

from consult.respond.views import answering, begin, files, one_page, receipts, sending
from consult.respond.views.browser import bp
from consult.respond.views.desk import desk

__all__ = ["answering", "begin", "bp", "desk", "files", "one_page", "receipts", "sending"]
