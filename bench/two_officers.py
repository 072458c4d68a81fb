"""Lets two officers build one question set by chance, at the same moments: is a text ever lost?

    python -m bench.two_officers                 1,000 schedules on SQLite
    python -m bench.two_officers --postgresql    the same on PostgreSQL

Through the real pages, with a thread for each officer. They open questions, write, save, move
questions, and save again who is told that somebody else was faster. Afterwards every step that
was kept is looked at: who wrote over a text had it on the screen, and what was taken is there.
"""

import argparse
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from itertools import pairwise
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from bench.site import empty_site
from consult.core.database import db
from consult.plan.models import Consultation, Step
from consult.plan.queries import working_row
from tests.factories import document, drafted, question
from tests.support import officers
from tests.support.filling import fields_of

IDS = ("one", "two", "three")
PEOPLE = ("Amina Khan", "Bilal Ahmed")


@dataclass
class Officer:
    """Somebody with a browser; what they had on the screen, and what they were thanked for."""

    name: str
    client: FlaskClient
    chance: random.Random
    slug: str = ""
    open_at: str = ""
    form: dict[str, Any] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    conflicts: int = 0

    def act(self, step: int) -> None:
        """Open a question, or save the one that is open, or move one."""
        build = f"/en/officer/consultations/{self.slug}/build"
        if self.chance.random() < 1 / 5:
            self._move(build)
        elif not self.open_at:
            self.open_at = f"{build}/questions/{self.chance.choice(IDS)}"
            self.form = fields_of(self.client.get(self.open_at))
            self.seen.add(self.form["text"])
        else:
            self._save(f"What does {self.name} say at step {step} of {self.slug}?")

    def _save(self, text: str) -> None:
        page = self.client.post(self.open_at, data={**self.form, "text": text, "do": "save"})
        if page.status_code == HTTPStatus.SEE_OTHER:
            self.kept.append(text)
            self.open_at = ""
            return
        tree = LexborHTMLParser(page.get_data(as_text=True))
        theirs = {one.text().strip() for one in tree.css("#theirs ~ ul li")}
        self.form = fields_of(page)
        if page.status_code != HTTPStatus.CONFLICT or self.form["text"] != text or not theirs:
            raise SystemExit(f"{self.name} was answered {page.status}, and lost what they wrote")
        self.seen |= theirs
        self.conflicts += 1

    def _move(self, build: str) -> None:
        token = officers.token_on(self.client.get(build))
        where = f"{self.chance.choice(('up', 'down'))}:{self.chance.choice(IDS)}"
        self.client.post(build, data={"csrf_token": token, "do": where})


def main() -> None:
    """Try, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261122)
    wanted = parser.parse_args()
    with empty_site(postgresql=wanted.postgresql) as app:
        _try_all(app, wanted.schedules, seed=wanted.seed)


def _try_all(app: Flask, schedules: int, *, seed: int) -> None:
    people = [_signed_in(app, name, seed) for name in PEOPLE]
    chance, begun = random.Random(seed), time.monotonic()
    lost = []
    with ThreadPoolExecutor(len(people)) as pool:
        for number in range(schedules):
            slug = drafted(app, document(*map(question, IDS), slug=f"trees-{number}"))
            for one in people:
                one.slug, one.open_at, one.seen, one.kept = slug, "", set(), []
            for step in range(chance.randint(6, 16)):
                acting = people if chance.random() < 1 / 2 else [chance.choice(people)]
                list(pool.map(partial(Officer.act, step=step), acting))
            lost += _lost(app, slug, people)
    conflicts = sum(one.conflicts for one in people)
    print(f"{schedules} schedules, seed {seed}: {conflicts} times told that somebody was faster,")
    print(f"{len(lost)} texts lost, in {time.monotonic() - begun:.0f} s", *lost[:5], sep="\n")
    # Had they never met, nothing would be shown.
    if lost or conflicts < schedules / 10:
        raise SystemExit(1)


def _signed_in(app: Flask, name: str, seed: int) -> Officer:
    with app.app_context():
        known = officers.add("officer", name=name, email=f"{name[0]}@example.org")
    client = app.test_client()
    officers.sign_in(client, known)
    return Officer(name, client, random.Random(f"{seed} {name}"))


def _lost(app: Flask, slug: str, people: Sequence[Officer]) -> list[str]:
    """Return every text that was thanked for and is nowhere, or was written over unseen."""
    with app.app_context():
        named = select(Consultation.id).where(Consultation.slug == slug)
        row = working_row(db.session.scalars(named).one())
        steps = db.session.scalars(
            select(Step).where(Step.version_id == row.id).order_by(Step.id)
        ).all()
        documents = [one.document for one in steps] + [row.document]
        authors = [one.made_by for one in steps]
    texts = [{one["id"]: one["text"] for one in each["questions"]} for each in documents]
    there = {text for each in texts for text in each.values()}
    lost = [text for one in people for text in one.kept if text not in there]
    for (before, after), author in zip(pairwise(texts), authors, strict=True):
        (who,) = (one for one in people if author.startswith(one.name))
        lost += [
            before[one] for one in IDS if before[one] != after[one] and before[one] not in who.seen
        ]
    return lost


if __name__ == "__main__":
    main()
