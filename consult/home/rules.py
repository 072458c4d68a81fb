"""What an officer wants to see of the list of all consultations."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

PAGE = 50  # lines
LONGEST_WORDS = 200  # characters that somebody looks for
AROUND = 2  # pages beside the one that is shown, in the line of links


class Stands(StrEnum):
    """Where a consultation stands, as the desk says it."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    OUTCOME = "outcome"


SORTS = ("title", "opens", "closes", "edited")
LAST_FIRST = "-"  # before the name of a sort


@dataclass(frozen=True)
class Wanted:
    """Which consultations, in which order, and which page of them."""

    # Each of these words is in the title.
    words: str = ""
    # A Stands, or empty for all.
    state: str = ""
    # Who edited it last, as shown; empty for everybody.
    by: str = ""
    # One of SORTS, with LAST_FIRST before it where it is turned round.
    sort: str = f"{LAST_FIRST}closes"
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Return whether some may be left out."""
        return bool(self.words or self.state or self.by)

    @property
    def column(self) -> str:
        """Return by what it is sorted."""
        return self.sort.removeprefix(LAST_FIRST)

    @property
    def is_last_first(self) -> bool:
        """Return whether the sort is turned round: the latest day first, or from Z to A."""
        return self.sort.startswith(LAST_FIRST)

    def sorted_by(self, column: str) -> dict[str, object]:
        """Return the address of the same list sorted by a column; turned round if it is already."""
        is_turned = column == self.column and not self.is_last_first
        return self._address(sort=LAST_FIRST * is_turned + column, page=1)

    def at_page(self, page: int) -> dict[str, object]:
        """Return the address of another page of the same list."""
        return self._address(page=page)

    def _address(self, **changes: object) -> dict[str, object]:
        usual = asdict(Wanted())
        chosen = asdict(replace(self, **changes))  # type: ignore[arg-type]  # since: by name
        return {name: value for name, value in chosen.items() if value != usual[name]}


def last_page(count: int) -> int:
    """Return the number of the last page of so many lines."""
    return max(1, -(-count // PAGE))


def pages_shown(page: int, last: int) -> Sequence[int]:
    """Return which pages to link to; 0 stands for those left out between two of them."""
    near = range(max(1, page - AROUND), min(last, page + AROUND) + 1)
    shown = sorted({1, *near, last})
    found: list[int] = []
    for one in shown:
        if found and one - found[-1] > 1:
            found.append(0)
        found.append(one)
    return found
