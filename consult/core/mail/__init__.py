"""Letters: written down in the transaction that asks for them, sent by a job, then forgotten.

The address and what the letter tells stay sealed until it is sent or given up. What may
happen twice, and why that is better than never, is in docs/decisions/0012-mail.md.
"""

from consult.core.mail.letters import (
    SEND,
    Letter,
    LetterRefusedError,
    is_offered,
    path_to,
    post,
    undelivered,
)
from consult.core.mail.sending import AWAY, AWAY_FOR, NoMailError
from consult.core.mail.writing import init_app

__all__ = [
    "AWAY",
    "AWAY_FOR",
    "SEND",
    "Letter",
    "LetterRefusedError",
    "NoMailError",
    "init_app",
    "is_offered",
    "path_to",
    "post",
    "undelivered",
]
