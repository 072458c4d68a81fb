"""Nothing of a preview can ever be an answer."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.daily import ask_for_today
from consult.core.database import Model, db
from consult.core.days import day_of, start_of
from consult.core.queue import Job
from consult.preview.actions import tidy
from consult.preview.models import PreviewLink, Trial
from tests.architecture.source import SOURCE
from tests.checking_client import CheckingClient
from tests.factories import YES_NO, all_counts, count, document, opened, question
from tests.stages.preview.conftest import Previewer, given, typed_now
from tests.stages.respond.posts import CANARY, raw_bytes
from tests.support.processes import ROOT
from tests.support.residents import BRIEF

OWN = {"preview_link", "preview_trial", "audit_event"}
POSTS = ("answer", "answer/uses", "answer-all", "check-your-answers", "saved", "leave", "come-back")


def of_others(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if name not in OWN}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_whole_preview_changes_no_table_but_its_own(
    app: Flask, previewer: Previewer, language: str
) -> None:
    previewer.language = language
    before = of_others(all_counts(app))

    seen = previewer.walk({**BRIEF, "equality_gate": {"answer": "yes"}})
    during = count(app, Trial)
    sent = previewer.send()

    assert {"capacity", "proposals/p3", "publish", "equality_gate"} <= set(seen)
    assert any(page.startswith("eq_") for page in seen)
    assert during == 1
    assert sent.status_code == 303
    thanks = previewer.client.get(sent.location)
    assert thanks.status_code == 200
    assert 'receipt"' not in thanks.get_data(as_text=True)
    assert of_others(all_counts(app)) == before
    assert count(app, Trial) == 0


def test_what_is_missing_is_said_and_nothing_is_lost(app: Flask, previewer: Previewer) -> None:
    previewer.begin()
    previewer.look(previewer.address("check-your-answers"))

    refused = previewer.send()

    assert refused.status_code == 422
    assert 'href="/en/preview/library-hours/answer/' in refused.get_data(as_text=True)
    assert count(app, Trial) == 1


def test_all_on_one_page_goes_the_same_way(app: Flask, previewer: Previewer) -> None:
    before = of_others(all_counts(app))
    previewer.begin()
    previewer.look(previewer.address("answer-all"))
    typed = {"draft": previewer.key, "uses-seen": "", "uses-answer": "yes", "uses-then": ""}

    shown = previewer.client.post(previewer.address("answer-all"), data=typed)

    assert shown.status_code in (200, 422)
    assert typed_now(app)["uses"] == "yes"
    assert of_others(all_counts(app)) == before


def test_a_file_that_is_chosen_is_not_kept(app: Flask, previewer: Previewer) -> None:
    previewer.begin()
    before = of_others(all_counts(app))

    saved = previewer.client.post(
        previewer.address("answer", "evidence"),
        data={"draft": previewer.key, "answer": (BytesIO(CANARY.encode()), "notes.txt")},
    )

    assert saved.status_code == 303
    assert typed_now(app)["evidence"] == "notes.txt"
    assert of_others(all_counts(app)) == before
    assert CANARY.encode() not in raw_bytes(app)


def test_keys_of_a_preview_open_no_page_of_residents(app: Flask, officer: CheckingClient) -> None:
    slug = opened(app, document(question("uses", "single", options=YES_NO), question("why")))
    previewer = Previewer(CheckingClient(app), slug)
    link = given(officer, f"/en/officer/consultations/{slug}/preview")
    previewer.client.get(link)
    previewer.begin()
    previewer.answer("uses", "yes")
    before = all_counts(app)
    held = {name: previewer.client.get_cookie(f"{name}-{slug}") for name in ("trial", "preview")}
    for cookie in held.values():
        assert cookie
        for path in POSTS[1:]:
            data = {"draft": cookie.value, "key": cookie.value, "code": cookie.value}
            previewer.client.set_cookie(f"draft-{slug}", cookie.value)
            asked = previewer.client.post(f"/en/consultations/{slug}/{path}", data=data)
            assert "Thank you" not in asked.get_data(as_text=True)
            assert asked.status_code in (303, 404, 410, 422), path
        asked = previewer.client.get(f"/en/consultations/{slug}/check-your-answers")
        assert asked.status_code in (200, 410)
    after = all_counts(app)
    assert after["response"] == before["response"] == 0
    assert after["answer"] == after["equality_answers"] == after["upload"] == 0
    assert typed_now(app) == {"uses": "yes"}


def test_no_table_points_from_one_to_the_other() -> None:
    for table in Model.metadata.sorted_tables:
        leads_to = {key.column.table.name for key in table.foreign_keys}
        if table.name == "preview_trial":
            assert leads_to == {"preview_link"}
        elif table.name == "preview_link":
            assert leads_to == {"consultation"}
        else:
            assert not leads_to & {"preview_trial", "preview_link"}


def test_the_code_of_a_preview_knows_only_the_shape_of_what_is_typed() -> None:
    for path in SOURCE:
        if path.is_relative_to(ROOT / "consult" / "preview"):
            for line in path.read_text().splitlines():
                if "consult.respond.models" in line:
                    assert line == "from consult.respond.models import Typed"
                assert "consult.respond.actions" not in line
        elif path.is_relative_to(ROOT / "consult") and path.name != "app.py":
            assert "consult.preview" not in path.read_text(), path


def test_what_was_typed_goes_with_the_address(app: Flask, previewer: Previewer) -> None:
    previewer.begin()
    previewer.answer("other_ideas", CANARY)
    later = clock.now() + timedelta(days=15)

    assert CANARY.encode() not in raw_bytes(app)
    with app.app_context(), time_machine.travel(later):
        ask_for_today()
        kinds = {one.kind for one in db.session.scalars(select(Job)).all()}
        tidy(at=clock.now())
        db.session.commit()

    assert "preview.tidy" in kinds
    assert count(app, Trial) == count(app, PreviewLink) == 0


def test_what_was_typed_is_gone_on_the_day_we_promise(app: Flask, previewer: Previewer) -> None:
    previewer.begin()
    with app.app_context():
        link = db.session.scalars(select(PreviewLink)).one()
        last = day_of(link.expires_at)
        link.expires_at = start_of(last) + timedelta(hours=15)
        db.session.commit()
    after = last + timedelta(days=1)

    start = previewer.client.get(previewer.address("start")).get_data(as_text=True)

    for day, left in ((last, 1), (after, 0)):
        # The work of every day is done soon after midnight.
        with app.app_context(), time_machine.travel(start_of(day) + timedelta(minutes=5)):
            tidy(at=clock.now())
            db.session.commit()
        assert count(app, Trial) == left
    assert f"{after:%A} {after.day} {after:%B %Y} at the latest" in start
