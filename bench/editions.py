"""How long the copies of the example take in each of its languages, and how much memory.

    python -m bench.editions

The library example has 22 questions, and 14 about the person that no copy asks. Memory is the
peak of the one process that makes them, and of the largest program it starts.
"""

import os
import resource
import tempfile
import time
from collections.abc import Iterator

from flask import current_app

from accessibility.formats import REFUSALS, formats_in
from consult.app import create_app
from consult.core import clock
from consult.core.database import Model, db
from consult.core.languages import LANGUAGES, speaking
from consult.examples.actions import LIBRARY, load_consultations
from consult.plan.checks.editions import document_of
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, current_version
from consult.translate.queries import said_in


def main() -> None:
    """Make every copy once, and print seconds and megabytes."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        os.environ["DATA"] = folder
        with create_app().app_context():
            Model.metadata.create_all(db.engine)
            load_consultations(at=clock.now())
            library = consultation_at(LIBRARY)
            if library is None:
                raise SystemExit("The example is not there.")
            begun = time.perf_counter()
            for line in _made(library):
                print(line)
            print(f"all: {time.perf_counter() - begun:.1f} s")
            db.session.rollback()
    for name, who in (("this process", resource.RUSAGE_SELF), ("others", resource.RUSAGE_CHILDREN)):
        print(f"{name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB at most")


def _made(library: Consultation) -> Iterator[str]:
    version = current_version(library.id)
    for code in ("en", *library.offered_in):
        said = said_in(version, library, code)
        with speaking(LANGUAGES[code]):
            organisation = current_app.config["ORGANISATION"]
            document = document_of(library, said, organisation=organisation)
        for one in formats_in(code):
            begun = time.perf_counter()
            try:
                body = one.make(document)
            except REFUSALS as error:
                yield f"{code} {one.name}: not made: {error}"
                continue
            between = time.perf_counter()
            problems = one.problems(body, document)
            checked = time.perf_counter() - between
            yield (
                f"{code} {one.name}: made in {between - begun:.1f} s, checked in {checked:.1f} s, "
                f"{len(body) / 1024:.0f} kB {' '.join(problems)}"
            )


if __name__ == "__main__":
    main()
