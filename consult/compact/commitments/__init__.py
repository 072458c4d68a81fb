"""Every promise that the site checks: one file for each. See docs/how-to/add-a-commitment.md.

A file here holds one ``Commitment``. It is found because it lies here; no list names it.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from consult.compact.rules import Commitment, Facts


def gathered() -> Mapping[str, Commitment]:
    """Return the promise of each file by its code, in the order of the files’ names."""
    names = sorted(one.name for one in iter_modules(__path__))
    held = (vars(import_module(f"{__name__}.{name}")).values() for name in names)
    return {one.code: one for file in held for one in file if isinstance(one, Commitment)}


COMMITMENTS = gathered()


def broken_by(facts: Facts) -> tuple[Commitment, ...]:
    """Return the promises that are not kept at a step."""
    looked_at = (one for one in COMMITMENTS.values() if facts.step in one.steps)
    return tuple(one for one in looked_at if not one.is_kept(facts))
