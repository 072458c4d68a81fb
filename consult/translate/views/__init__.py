"""The pages on which a consultation is put into other languages and formats."""

from consult.translate.views import editions, late, sheets, stopping, texts
from consult.translate.views.blueprint import bp

__all__ = ["bp", "editions", "late", "sheets", "stopping", "texts"]
