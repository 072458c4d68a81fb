"""The pages on which Easy Read is read, written, checked and offered."""

from consult.easy_read.views import offering, parts, pictures, reading, texts
from consult.easy_read.views.blueprint import bp

__all__ = ["bp", "offering", "parts", "pictures", "reading", "texts"]
