"""Pages of format requests: ``asking`` is for residents, ``meeting`` for officers."""

from consult.share.views.asking import bp
from consult.share.views.meeting import desk

__all__ = ["bp", "desk"]
