"""One trial: people answer, a part is killed at a random moment, and then we count."""

import random
import threading
import time
from collections.abc import Sequence

from consult.core import clock
from consult.core.database import db
from consult.plan.queries import consultation_at
from consult.report.actions import request
from tests.factories import document, opened, question
from tests.stages.report.closed import BY, closed_consultation, persons
from tests.support.crash_oracle import Oracle, Verdict
from tests.support.crash_people import QUESTIONS, AwayError, Person, Walk
from tests.support.crash_site import CrashSite, Part

PEOPLE = 6
EARLIEST, LATEST = 0.1, 0.7  # seconds until a part is killed
# Residents do not need these to answer, so nobody may notice.
UNNOTICED = frozenset({Part.QUEUE, Part.WORKER})
CLOSED = tuple(f"park-{number}" for number in range(2))
LONGEST_START = 10.0
HALF = 0.5
PATIENCE = 90  # seconds for all work to be done in the end


class Crowd:
    """People who answer at the same time, each in a thread, until they are told to stop."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Begin at once."""
        self.people = people
        self.is_over = threading.Event()
        # Why somebody stopped before they were told to.
        self.stopped: list[str] = []
        self.threads = [threading.Thread(target=self._answer, args=[one]) for one in people]
        for thread in self.threads:
            thread.start()

    def _answer(self, person: Person) -> None:
        while not self.is_over.is_set():
            try:
                person.respond()
            except AwayError as error:
                self.stopped.append(f"{person.name} had to stop: {error}")
                return

    def wait_for_a_receipt(self) -> None:
        """Wait until answering is under way, so that there is something to lose."""
        end = time.monotonic() + LONGEST_START
        while time.monotonic() < end:
            if any(walk.code for one in self.people for walk in one.walks):
                return
            time.sleep(0.01)

    def end(self) -> None:
        """Let everybody come to the end of the response they are at."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()


def walks_of(people: Sequence[Person]) -> list[Walk]:
    """Return every response that these people began."""
    return [walk for one in people for walk in one.walks]


class Trials:
    """Crash trials on one site; the site and its database go on from one to the next."""

    def __init__(self, site: CrashSite, *, seed: int) -> None:
        """Open the consultation that people answer, and close some to build reports of."""
        self.site, self.random = site, random.Random(seed)
        self.oracle = Oracle(site.address)
        asked = [question(one, "long_text") for one in QUESTIONS]
        self.slug = opened(site.app, document(*asked))
        with site.app.app_context():
            for slug in CLOSED:
                closed_consultation(persons(10, {"agree": "yes"}), slug=slug)
        self.first = self.oracle.newest()
        self.trials = 0
        self.walks: list[Walk] = []

    def run(self, part: Part) -> Verdict:
        """Kill a part once while people answer, start it again, and say what became of it all."""
        after = self.oracle.newest()
        if part is not Part.WEB:
            self.ask_for_reports()
        crowd = self.strike(part)
        verdict = self._judge(crowd.people, after=after)
        if part in UNNOTICED:
            verdict.faults += crowd.stopped
        return verdict

    def strike(self, part: Part) -> Crowd:
        """Let people answer, kill a part at a random moment, and start it again."""
        self.trials += 1
        crowd = Crowd([self._person(f"{part}-{self.trials}-{one}") for one in range(PEOPLE)])
        try:
            crowd.wait_for_a_receipt()
            time.sleep(self.random.uniform(EARLIEST, LATEST))
            self.site.kill(part)
            if part in UNNOTICED:
                time.sleep(0.2)
        finally:
            crowd.end()
        if part is Part.QUEUE and self.random.random() < HALF:
            self.site.lose_queue()
        self.site.start_all()
        return crowd

    def ask_for_reports(self) -> None:
        """Ask for work in the background: a report of each closed consultation."""
        with self.site.app.app_context():
            for slug in CLOSED:
                consultation = consultation_at(slug)
                if consultation is None:
                    raise LookupError(slug)
                request(consultation, by=BY, at=clock.now())
            db.session.commit()

    def finish(self) -> Verdict:
        """Wait for all work to be done, then look at everything once more."""
        problems = self.settle()
        found = self.oracle.judge(self.walks, after=self.first)
        problems += self.oracle.problems_of_the_file()
        return Verdict(doubled=found.doubled, faults=found.faults + problems)

    def settle(self) -> list[str]:
        """Wait for all work to be done, and return what is not.

        Also before the first trial: the copies of a consultation take so long that they would
        be killed more often than a job is begun anew.
        """
        end = time.monotonic() + PATIENCE
        while (problems := self.oracle.problems_of_jobs()) and time.monotonic() < end:
            self.site.start_all()
            time.sleep(0.1)
        return problems

    def _judge(self, people: Sequence[Person], *, after: int) -> Verdict:
        walks = walks_of(people)
        self.walks += walks
        lost = self.oracle.lost(walks, after=after)
        sent = sum(one.is_sent for one in walks)
        acknowledged = sum(one.is_acknowledged for one in walks)
        for person in people:
            person.catch_up()
            person.leave()
        verdict = self.oracle.judge(walks, after=after)
        verdict.trials, verdict.lost = 1, lost
        verdict.sent, verdict.acknowledged = sent, acknowledged
        verdict.replayed, verdict.resumed = sent - acknowledged, len(walks) - sent
        verdict.faults += [fault for person in people for fault in person.faults]
        return verdict

    def _person(self, name: str) -> Person:
        return Person(self.site.port, self.slug, name=name)
