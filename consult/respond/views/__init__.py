"""The pages on which a resident answers: no account, no script.

``begin`` starts and comes back; ``answering`` and ``one_page`` ask; ``sending`` checks and
sends; ``receipts`` shows what was sent and lets people change their mind.
"""

from consult.respond.views import answering, begin, one_page, receipts, sending
from consult.respond.views.browser import bp

__all__ = ["answering", "begin", "bp", "one_page", "receipts", "sending"]
