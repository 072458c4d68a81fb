"""Trying a consultation before people see it, on a private address.

``desk`` is where officers give and end addresses; ``door`` lets in who has one, and says where
each link of the borrowed pages leads; ``looking`` shows, and ``trying`` asks. The pages
are those of residents, drawn by the same code from test answers.
"""

from consult.preview.views import looking, trying
from consult.preview.views.desk import desk
from consult.preview.views.door import bp

__all__ = ["bp", "desk", "looking", "trying"]
