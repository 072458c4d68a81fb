"""What must be so after a crash, asked of the database itself and not of the site."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from tests.support.crash_people import QUESTIONS, Walk, text_of

Texts = Mapping[str, str]

ANSWERS = text(
    "SELECT response.id, answer.question, CAST(answer.value AS TEXT)"
    " FROM response LEFT JOIN answer ON answer.response_id = response.id"
    " WHERE response.id > :after"
)


@dataclass
class Verdict:
    """What was found. Nothing may be lost, doubled or wrong."""

    trials: int = 0
    # “Send my answers” was pressed; of these, we said thanks; the others pressed again.
    sent: int = 0
    acknowledged: int = 0
    replayed: int = 0
    # In the middle of the pages when the crash came; they went on afterwards.
    resumed: int = 0
    stored: int = 0
    # Thanked for, and not there after the crash.
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    # Everything else that should not be, as sentences.
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Return whether nothing was lost, doubled or wrong."""
        return not (self.lost or self.doubled or self.faults)

    def add(self, other: "Verdict") -> None:
        """Take over what another trial found."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


class Oracle:
    """Reads the database from outside."""

    def __init__(self, address: URL) -> None:
        """Keep no connection: the database may be killed."""
        self.engine = create_engine(address, poolclass=NullPool)

    def newest(self) -> int:
        """Return the number of the newest response."""
        with self.engine.connect() as connection:
            return connection.scalar(text("SELECT max(id) FROM response")) or 0

    def stored(self, *, after: int) -> Mapping[int, Texts]:
        """Return the answers of each response that is newer, by question."""
        found: dict[int, dict[str, str]] = {}
        with self.engine.connect() as connection:
            for id_, question, value in connection.execute(ANSWERS, {"after": after}):
                found.setdefault(id_, {})
                if question in QUESTIONS:
                    found[id_][question] = json.loads(value)
        return found

    def lost(self, walks: Iterable[Walk], *, after: int) -> list[str]:
        """Return those who were thanked and whose answers are not there.

        Ask before anybody presses again: a second press can bring back what was lost.
        """
        there = {token_of(texts) for texts in self.stored(after=after).values()}
        return [one.token for one in walks if one.is_acknowledged and one.token not in there]

    def judge(self, walks: Iterable[Walk], *, after: int) -> Verdict:
        """Return what is so now that everybody has a receipt."""
        by_token = {one.token: one for one in walks}
        stored = self.stored(after=after)
        verdict = Verdict(stored=len(stored))
        times = Counter(token_of(texts) for texts in stored.values())
        verdict.doubled += [token for token, number in times.items() if number > 1]
        verdict.faults += [f"{one}: nobody sent this" for one in times if one not in by_token]
        verdict.faults += [f"{one}: sent, and not there" for one in by_token if one not in times]
        for texts in stored.values():
            walk = by_token.get(token_of(texts))
            verdict.faults += _cut_texts(walk, texts) if walk else []
        return verdict

    def problems_of_the_file(self) -> list[str]:
        """Return what SQLite finds broken in its own file."""
        if self.engine.dialect.name != "sqlite":
            return []
        try:
            with self.engine.connect() as connection:
                found = list(connection.execute(text("PRAGMA integrity_check")).scalars())
        except DatabaseError:  # so broken that it cannot even be checked
            return ["the file is no database"]
        return [one for one in found if one != "ok"]

    def problems_of_jobs(self) -> list[str]:
        """Return what is wrong with work that should all be done, each piece once."""
        with self.engine.connect() as connection:
            states = connection.execute(text("SELECT kind, state FROM job")).all()
            built = connection.scalar(
                text("SELECT count(*) FROM audit_event WHERE what = 'report.built'")
            )
        open_ = Counter(f"{kind} is {state}" for kind, state in states if state != "done")
        problems = [f"job {name}, {number} times" for name, number in open_.items()]
        asked = sum(kind == "report.build" for kind, _state in states)
        return problems + ([f"{asked} reports asked for, {built} built"] if asked != built else [])


def token_of(texts: Texts) -> str:
    """Return whose answers these are."""
    return next((one.partition(" ")[0] for one in texts.values()), "")


def _cut_texts(walk: Walk, texts: Texts) -> list[str]:
    """Return the answers that were taken and are not there whole."""
    return [
        f"{walk.token}: the answer to {question} is not what was typed"
        for question in QUESTIONS
        if texts.get(question) != text_of(walk.token, question)
    ]
