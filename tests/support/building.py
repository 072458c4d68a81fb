"""A walk through all pages on which questions are built, for the tours."""

from tests.support.visitors import Visitor

DRAFT = "officer/consultations/draft"
# A question of every kind that has a form of its own.
KINDS = ("single", "matrix", "number", "long_text", "file", "place")


def see_the_builder(visitor: Visitor) -> None:
    """Begin one, build in it, be refused, and ask for approval."""
    visitor.at("officer/new-consultation")
    visitor.press()
    for page in ("", "/about", "/words", "/ways", "/bank", "/add-section", "/add-question"):
        visitor.at(f"{DRAFT}/build{page}")
    visitor.at(f"{DRAFT}/build/add-section")
    visitor.press("main form .actions button")  # without a title
    for kind in KINDS:
        visitor.at(f"{DRAFT}/build/add-question?kind={kind}")
    visitor.press("main form .actions button")  # without a text
    for page in ("questions/many", "questions/grid", "questions/grid/asked"):
        visitor.at(f"{DRAFT}/build/{page}")
    visitor.at(f"{DRAFT}/open")
