"""Only who has the address can look, and only for a while."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.audit.models import AuditEvent
from consult.core.security import hashed
from consult.preview.models import PreviewLink
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.stages.preview.conftest import DESK, SLUG, Previewer, given
from tests.support import officers

PAGES = ("start", "page", "questions", "words", "answer-all", "not-here", "thanks")


def test_who_has_the_address_sees_what_nobody_else_can(previewer: Previewer, address: str) -> None:
    stranger = CheckingClient(previewer.client.application)

    shown = previewer.client.get(previewer.address("page"))

    assert "Nothing you type here is kept as an answer" in shown.get_data(as_text=True)
    assert address.rpartition("/")[2] not in shown.get_data(as_text=True)
    assert stranger.get(f"/en/consultations/{SLUG}").status_code == 404
    for page in PAGES:
        assert stranger.get(previewer.address(page)).status_code == 404


def test_a_wrong_address_says_so_in_plain_words(previewer: Previewer) -> None:
    missed = previewer.client.get("/ur/preview/made-up")

    assert missed.status_code == 404
    assert "<h1" in missed.get_data(as_text=True)


def test_an_address_is_taken_with_a_slash_behind_it(app: Flask, address: str) -> None:
    came = CheckingClient(app).get(f"{address}/")

    assert came.status_code == 303
    assert came.location == f"/en/preview/{SLUG}/start"


def test_a_page_that_is_missing_passes_no_key_on(app: Flask, address: str) -> None:
    for at in (f"{address}/more/of/it", "/en/preview/made-up", f"/en/nothing{address}"):
        missed = CheckingClient(app).get(at)
        assert missed.status_code == 404
        assert "back=" not in missed.get_data(as_text=True), at


def test_searches_and_other_sites_learn_nothing(previewer: Previewer, address: str) -> None:
    for at in (address, previewer.address("start"), previewer.address("nothing-here")):
        headers = previewer.client.get(at).headers
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        if "nothing" not in at:
            assert "noindex" in headers["X-Robots-Tag"]


def test_the_key_is_not_in_the_database_or_the_history(app: Flask, address: str) -> None:
    key = address.rpartition("/")[2]

    (link,) = rows(app, select(PreviewLink))
    events = rows(app, select(AuditEvent).where(AuditEvent.what == "preview.given"))

    assert link.key_hash == hashed(key)
    assert [key in str(vars(one)) for one in (link, *events)] == [False, False]


def test_after_two_weeks_it_leads_nowhere(app: Flask, address: str, previewer: Previewer) -> None:
    with time_machine.travel(clock.now() + timedelta(days=13, hours=23)):
        assert previewer.client.get(previewer.address("start")).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=14)):
        assert previewer.client.get(previewer.address("start")).status_code == 404
        assert CheckingClient(app).get(address).status_code == 404


def test_an_officer_ends_one_and_leaves_the_others(
    app: Flask, officer: CheckingClient, address: str, previewer: Previewer
) -> None:
    other = given(officer)
    previewer.begin()
    listed = officer.get(DESK)
    (first, _second) = rows(app, select(PreviewLink).order_by(PreviewLink.id))

    ended = officer.post(f"{DESK}/{first.id}/end", data={"csrf_token": officers.token_on(listed)})

    assert ended.status_code == 303
    assert CheckingClient(app).get(address).status_code == 404
    assert CheckingClient(app).get(other).status_code == 303
    gone = previewer.answer("capacity", "individual", draft=previewer.key)
    assert gone.status_code == 404
    again = officer.post(f"{DESK}/{first.id}/end", data={"csrf_token": officers.token_on(listed)})
    assert again.status_code == 404


def test_what_is_typed_after_the_end_is_given_back(
    app: Flask, officer: CheckingClient, previewer: Previewer
) -> None:
    previewer.begin()
    (link,) = rows(app, select(PreviewLink))
    token = officers.token_on(officer.get(DESK))
    officer.post(f"{DESK}/{link.id}/end", data={"csrf_token": token})

    refused = previewer.answer("other_ideas", "A bench by the door, please")

    assert refused.status_code == 404
    assert "A bench by the door, please" in refused.get_data(as_text=True)


@pytest.mark.parametrize("role", ["analyst", "translator", "moderator", "auditor"])
def test_others_at_the_desk_give_no_addresses(
    draft: str, as_: Callable[..., CheckingClient], role: str
) -> None:
    assert draft
    assert as_(role, "Bilal Ahmed").get(DESK).status_code == 403
