"""Files that are none, lists with nothing chosen, and work that is cut off: each ends well."""

from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from consult.accounts.permissions import ROLES, Permission
from consult.analyse.models import ReplyFile
from consult.core import clock
from consult.core.database import db
from consult.core.queue import Job, perform
from consult.plan.models import Consultation
from consult.respond.actions.bringing_in import BATCH
from consult.respond.models import Response
from tests.checking_client import CheckingClient
from tests.factories import count, document, drafted, question, rows
from tests.stages.analyse import killed, paper
from tests.stages.analyse.files import START, Officer, chosen_on, column, field_for, words_of
from tests.stages.report.closed import closed_consultation
from tests.support import officers

PILE = paper.as_csv(map(paper.row, range(3)))


@pytest.fixture
def officer(app: Flask, client: CheckingClient) -> Officer:
    with app.app_context():
        closed_consultation()
        known = officers.add("officer")
    officers.sign_in(client, known)
    return Officer(app, client)


@pytest.fixture
def checked(officer: Officer) -> Officer:
    """Give an officer whose file is matched and fits."""
    officer.upload(PILE)
    assert officer.match_pile().status_code == 303
    return officer


def is_refused(page: TestResponse, *words: str) -> None:
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    for said in words:
        assert said in words_of(page), said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Choose a file"),
        (b"PK\x03\x04\0\0", "This is a workbook."),
        (PILE.replace("seats", "s\xe9ats").encode("latin-1"), "not in UTF-8"),
        (b"a;b\n1;2\n", "only one column"),
        (b"a,b\n", "no replies below"),
        (b"a,b\n\n\n", "no replies below"),
        (b'"a"b,c\n1,2\n', "first row cannot be read"),
        (b"a,a\n1,2\n", "same name"),
        (b"a,b\0\n1,2\n", "letters that no computer can store"),
        (b"a,b\n" + b"1,2\n" * 20_001, "more than 20,000 replies"),
        (b"\x89PNG\r\n\x1a\n\0\0\xff", "not in UTF-8"),
    ],
)
def test_a_file_that_we_cannot_read_is_refused_and_not_kept(
    app: Flask, officer: Officer, body: bytes, words: str
) -> None:
    is_refused(officer.upload(body), words)
    assert count(app, ReplyFile) == 0


def test_a_form_without_a_file_is_told_to_choose_one(officer: Officer) -> None:
    token = officers.token_on(officer.client.get(START))
    is_refused(officer.client.post(START, data={"csrf_token": token}), "Choose a file")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/pile.csv", "pile.csv"),
        ("<img src=x>.csv", "<img src=x>.csv"),
        ("x" * 300 + ".csv", "x" * 200),
        ("", None),
        ("لائبریری.csv", "لائبریری.csv"),
    ],
)
def test_any_name_of_a_file_can_be_kept_and_shown(
    officer: Officer, given: str, name: str | None
) -> None:
    if name is None:
        is_refused(officer.upload(PILE, given), "Choose a file")
        return
    assert officer.upload(PILE, given).status_code == 303
    assert officer.file().name == name
    assert name in words_of(officer.client.get(START))


def test_nothing_chosen_is_told_for_each_list_and_what_was_chosen_stays(
    officer: Officer,
) -> None:
    officer.upload("Pile number,b\n1,2\n")
    page = officer.match(channel="=phone", separator="", pile="")
    is_refused(
        page,
        "Choose a column",
        "Choose when",
        "Write what stands between them",
        "Give the pile a name",
        "Choose the column of at least one question",
    )
    assert chosen_on(page)["channel"] == "=phone"
    assert officer.file().guide is None
    gone_back = officer.look()
    assert (gone_back.status_code, gone_back.location) == (303, f"{officer.at}/columns")
    assert officer.client.get(f"{officer.at}/mapping.json").status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"row_id": "999"},
        {"row_id": "-1"},
        {"row_id": "=x"},
        {"channel": "=online"},
        {"channel": "=pigeon"},
        {"language": "=xx"},
        {"publish": "=perhaps"},
        {"sent": "=2026-02-01"},
        {"themes_question": "agree"},
        {"part_0": "words"},
        {"pile": "x" * 201},
        {"separator": "x" * 11},
    ],
    ids=str,
)
def test_what_no_list_offers_is_refused(checked: Officer, changed: dict[str, str]) -> None:
    before = checked.file().guide
    assert checked.match(**changed).status_code == 422
    assert checked.file().guide == before


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("", "Give the day"),
        ("31 January", "Give the day"),
        ("2026-01-11", "Give a day from the opening on"),
        ("2026-04-06", "Give a day from the opening on"),
    ],
)
def test_a_day_for_every_reply_must_be_one_on_which_people_could_answer(
    checked: Officer, day: str, words: str
) -> None:
    is_refused(checked.match(sent="=", sent_day=day), words)
    assert checked.match(sent="=", sent_day="2026-01-12").status_code == 303
    assert "Monday 12 January 2026" in words_of(checked.look())


def test_columns_may_be_named_in_another_language(officer: Officer) -> None:
    names = ("نمبر", "تاریخ", "رائے", "خیال", "موضوع", "جنس")
    officer.upload(paper.as_csv(map(paper.row, range(2)), names))
    page = officer.client.get(f"{officer.at}/columns")
    number, day, words = (column(page, "row_id", one) for one in (names[0], names[1], names[3]))
    ideas = field_for(page, "What should change?")
    officer.match(row_id=number, channel="=letter", sent=day, **{ideas: words})
    assert "Everything fits." in words_of(officer.look())


def test_themes_need_their_question(checked: Officer) -> None:
    is_refused(checked.match(themes_question=""), "Choose the question that the themes belong to")


def test_letters_that_no_computer_can_store_are_a_mistake_in_their_row(officer: Officer) -> None:
    officer.upload(PILE.replace("More seats 1", "More \0 seats"))
    officer.match_pile()
    said = words_of(officer.look())
    assert "1 thing does not fit." in said
    assert "Row 3: The row has letters that no computer can store." in said


def test_words_that_look_like_markup_are_shown_as_words(officer: Officer) -> None:
    officer.upload(PILE.replace("More seats 1", "<b>=1+1</b> %(x)s %s"))
    officer.match_pile()
    page = officer.look()
    assert "<b>=1+1</b> %(x)s %s" in words_of(page)
    assert "&lt;b&gt;=1+1" in page.text


def test_a_thousand_mistakes_are_listed_and_the_rest_are_counted(officer: Officer) -> None:
    bad = [(f"p{one}", "2026-02-01", "perhaps", "", "", "") for one in range(1200)]
    officer.upload(paper.as_csv(bad))
    officer.match(channel="=paper")
    page = officer.look()
    said = words_of(page)
    assert "1,200 things do not fit." in said
    assert said.count("“agree”") == 1000
    assert "There are more." in said


def test_a_closing_day_that_moved_after_the_check_lets_nothing_in(
    app: Flask, checked: Officer
) -> None:
    checked.press("bring-in")
    with app.app_context():
        found = db.session.scalars(select(Consultation)).one()
        found.closes = found.opens + timedelta(days=7)
        db.session.commit()
    checked.work()
    assert count(app, Response) == 0
    said = words_of(checked.look())
    assert "3 things do not fit." in said
    assert "after the closing" in said


def test_a_file_belongs_to_one_consultation_and_a_draft_takes_none(
    app: Flask, checked: Officer
) -> None:
    with app.app_context():
        closed_consultation(slug="other")
    opens = (clock.now() + timedelta(days=30)).date().isoformat()
    drafted(app, document(question("why"), slug="draft", opens=opens))
    other = checked.at.replace("park", "other")
    for address in (other, f"{other}/columns", f"{other}/mapping.json", f"{START}/99"):
        assert checked.client.get(address).status_code == 404
    assert checked.client.get(START.replace("park", "draft")).status_code == 404
    token = officers.token_on(checked.client.get(START))
    for name in ("bring-in", "throw-away", "columns"):
        sent = checked.client.post(f"{other}/{name}", data={"csrf_token": token})
        assert sent.status_code == 404
    assert checked.file().ended_at is None


@pytest.mark.parametrize("role", [one for one in ROLES if Permission.TAKE_IN not in ROLES[one]])
def test_only_those_who_take_answers_in_bring_in_files(
    app: Flask, checked: Officer, role: str
) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    if role != "anyone":
        with app.app_context():
            known = officers.add(role, email="colleague@example.org")
        officers.sign_in(client, known)
        assert START not in client.get("/en/officer/consultations/park").text
    for address in (START, checked.at, f"{checked.at}/columns", f"{checked.at}/mapping.json"):
        assert client.get(address).status_code == (302 if role == "anyone" else 403)


def test_two_presses_at_one_moment_ask_once(app: Flask, checked: Officer) -> None:
    session = checked.client.get_cookie("officer") or pytest.fail("nobody is signed in")
    token = officers.token_on(checked.client.get("/en/officer/"))

    def press() -> None:
        client = app.test_client()
        client.set_cookie("officer", session.value)
        sent = client.post(f"{checked.at}/bring-in", data={"csrf_token": token})
        assert sent.status_code == 303

    presses = [Thread(target=press) for _press in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(rows(app, select(Job).where(Job.kind == "analyse.bring_in"))) == 1


def test_a_worker_that_is_killed_at_any_line_leaves_nothing_half_done(
    app: Flask, officer: Officer
) -> None:
    """Kill it before its 1st, 2nd, 3rd… statement or commit, until one gets through."""
    officer.upload(paper.as_csv(map(paper.row, range(BATCH + 1))))
    officer.match_pile()
    officer.press("bring-in")
    (job,) = rows(app, select(Job).where(Job.kind == "analyse.bring_in"))
    app.config["LEASE_SECONDS"] = 0.001
    seen, number = set(), 0
    while worker_was_killed(app, job.id, number := number + 1):
        here = paper.whole(app)
        assert officer.file().new_responses == here
        seen.add(here)

    assert seen == {0, BATCH, BATCH + 1}
    assert paper.whole(app) == BATCH + 1
    assert f"{BATCH + 1} responses are new." in words_of(officer.look())


def worker_was_killed(app: Flask, job_id: int, number: int) -> bool:
    def work() -> int:
        killed.die_before(number)
        perform(job_id)
        return 0

    with app.app_context():
        # However often it was tried before, and whoever held it.
        db.session.execute(update(Job).values(attempts=0, run_after=clock.now()))
        db.session.commit()
        return killed.was_killed(killed.as_a_copy(work))
