"""Letters: what arrives, what is tried again, what is given up, and what is refused."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock, mail
from consult.core.database import db
from consult.core.mail import Letter, LetterRefusedError, sending
from consult.core.queue import Job
from tests.factories import count, rows
from tests.stages.core.letters import (
    CODE,
    FACTS,
    RECEIPT,
    TO,
    only_letter,
    posted,
    try_all,
    try_for,
)
from tests.support.letterboxes import BASE_URL, HANG_UP, Letterbox, silent_server, use_mail

MINUTE = timedelta(minutes=1)
TRIES = [minutes * MINUTE for minutes in (0, 1, 5, 20, 60, 150, 270)]


def test_X9_a_letter_arrives_with_the_headers_we_wrote_and_no_others(
    app: Flask, letterbox: Letterbox
) -> None:
    posted(app)
    try_all(app)
    (letter,) = letterbox.letters
    assert letterbox.recipients == [TO]
    headers = dict(letter.items())
    assert headers.pop("Date")
    assert re.fullmatch(r"<[0-9a-f]{64}@example\.org>", headers.pop("Message-ID"))
    assert headers == {
        "From": "Example Borough Council <consult@example.org>",
        "To": TO,
        "Subject": "Carry on with your answers: Trees in our streets",
        "Content-Language": "en",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }


@pytest.mark.parametrize(("kind", "facts"), [("come_back", FACTS), ("receipt", RECEIPT)])
def test_X19_a_letter_is_plain_text_with_one_link_and_that_is_ours(
    app: Flask, letterbox: Letterbox, kind: str, facts: Mapping[str, str | date]
) -> None:
    posted(app, kind=kind, facts=facts)
    try_all(app)
    (letter,) = letterbox.letters
    text = letter.get_content()
    assert letter.get_content_type() == "text/plain"
    assert re.findall(r"\S+://\S+", text) == [f"{BASE_URL}{facts['link']}"]
    assert "Sunday 5 April 2026" in text
    assert "Trees in our streets" in text
    assert str(facts.get("code", facts.get("reference"))) in text


def test_a_letter_that_was_sent_leaves_nobodys_address_behind(
    app: Flask, letterbox: Letterbox
) -> None:
    posted(app, consultation_id=7)
    try_all(app)
    kept = only_letter(app)
    assert len(letterbox.letters) == 1
    assert (kept.sealed, kept.given_up_at, kept.consultation_id) == (None, None, 7)
    assert kept.sent_at is not None
    assert rows(app, select(Job.state)) == ["done"]


def test_a_letter_of_a_transaction_that_failed_is_never_sent(
    app: Flask, letterbox: Letterbox
) -> None:
    with app.app_context():
        mail.post("come_back", to=TO, language="en", facts=FACTS, once="one")
        db.session.rollback()
    try_all(app)
    assert (letterbox.letters, count(app, Letter), count(app, Job)) == ([], 0, 0)


def test_the_same_letter_is_posted_once_also_after_it_was_sent(
    app: Flask, letterbox: Letterbox
) -> None:
    first = posted(app)
    again = posted(app)
    try_all(app)
    later = posted(app)
    try_all(app)
    assert first == again == later
    assert len(letterbox.letters) == 1


def test_one_thing_can_have_a_letter_of_each_kind(app: Flask, letterbox: Letterbox) -> None:
    posted(app)
    posted(app, kind="receipt", facts=RECEIPT)
    posted(app, once="another")
    try_all(app)
    assert len(letterbox.letters) == 3


def test_of_eight_who_post_the_same_at_the_same_moment_one_does(app: Flask) -> None:
    start = Barrier(8)

    def post() -> None:
        start.wait()
        posted(app)

    threads = [Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (count(app, Letter), count(app, Job)) == (1, 1)


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
@pytest.mark.parametrize("said", ["421 too much", "451 later", "550 nobody here", HANG_UP])
def test_D27_a_letter_is_tried_for_four_and_a_half_hours_and_then_given_up(
    app: Flask, letterbox: Letterbox, command: str, said: str
) -> None:
    letterbox.answers[command] = said
    posted(app, consultation_id=7)
    assert try_for(app, hours=5) == TRIES
    kept = only_letter(app)
    assert (kept.sealed, kept.sent_at) == (None, None)
    assert kept.given_up_at is not None
    with app.app_context():
        assert (mail.undelivered(7), mail.undelivered(8)) == (1, 0)
    assert letterbox.letters == []


def test_D27_a_letter_arrives_when_the_server_takes_letters_again(
    app: Flask, letterbox: Letterbox
) -> None:
    letterbox.answers["RCPT"] = "451 later"
    posted(app, consultation_id=7)
    assert try_for(app, hours=1.5) == TRIES[:5]
    del letterbox.answers["RCPT"]
    assert len(try_for(app, hours=3)) == 1
    assert len(letterbox.letters) == 1
    with app.app_context():
        assert mail.undelivered(7) == 0


def test_D27_a_silent_server_is_left_alone_and_asked_again(
    app: Flask, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LONGEST_STEP", 0.2)
    with silent_server() as port:
        use_mail(app, environment, f"smtp://127.0.0.1:{port}")
        posted(app)
        assert try_for(app, hours=0.5) == TRIES[:4]
    assert only_letter(app).sealed is not None


def test_a_server_that_ends_rudely_got_the_letter_all_the_same(
    app: Flask, letterbox: Letterbox
) -> None:
    letterbox.answers["QUIT"] = "421 go away"
    posted(app)
    assert try_for(app, hours=1) == TRIES[:1]
    assert len(letterbox.letters) == 1


@pytest.mark.parametrize(
    "to",
    [
        f"{TO}\r\nBcc: everybody@example.com",
        f"{TO}\n",
        f"{TO}, other@example.com",
        f"Us <{TO}>",
        "amina",
        "amina@localhost",
        "amina\0@example.org",
        "",
    ],
)
def test_X9_an_address_that_is_not_one_address_is_refused(app: Flask, to: str) -> None:
    with pytest.raises(LetterRefusedError) as refused:
        posted(app, to=to)
    assert "amina" not in str(refused.value)
    assert (count(app, Letter), count(app, Job)) == (0, 0)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\v", "\x85", "\u2028"])
@pytest.mark.parametrize("name", ["title", "code"])
def test_X9_a_fact_of_two_lines_is_refused(app: Flask, name: str, end: str) -> None:
    with pytest.raises(LetterRefusedError, match=name):
        posted(app, facts={**FACTS, name: f"Trees{end}Bcc: everybody@example.com"})
    with pytest.raises(LetterRefusedError, match=name):
        posted(app, facts={**FACTS, name: f"Trees{end}"})


def test_a_day_is_a_day_and_not_a_moment(app: Flask) -> None:
    with pytest.raises(LetterRefusedError, match="kept_until"):
        posted(app, facts={**FACTS, "kept_until": clock.now()})


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "evil", ""])
def test_I23_a_link_to_anywhere_else_is_refused(app: Flask, link: str) -> None:
    with pytest.raises(LetterRefusedError, match="link"):
        posted(app, facts={**FACTS, "link": link})


@pytest.mark.parametrize("facts", [RECEIPT, {**FACTS, "answer": "yes"}, {}])
def test_P19_a_letter_tells_nothing_but_what_its_kind_tells(
    app: Flask, facts: Mapping[str, str | date]
) -> None:
    with pytest.raises(LetterRefusedError, match="facts"):
        posted(app, facts=facts)


def test_in_urdu_what_runs_left_to_right_is_set_apart_but_no_link_is_touched(
    app: Flask, letterbox: Letterbox
) -> None:
    posted(app, language="ur")
    try_all(app)
    (letter,) = letterbox.letters
    text = letter.get_content()
    assert letter["Content-Language"] == "ur"
    assert "\u2068Trees in our streets\u2069" in letter["Subject"]
    for token in (CODE, "020 7946 0123", "consult@example.org", "Example Borough Council"):
        assert f"\u2068{token}\u2069" in text
    assert f"{BASE_URL}{FACTS['link']}" in text.splitlines()
    assert "5 اپریل" in text


def test_in_english_nothing_invisible_is_in_a_letter(app: Flask, letterbox: Letterbox) -> None:
    posted(app)
    try_all(app)
    (letter,) = letterbox.letters
    assert not re.search("[\u2066-\u2069]", letter["Subject"] + letter.get_content())


def test_mail_is_offered_where_there_is_a_server_and_an_address_to_come_back_to(
    app: Flask, letterbox: Letterbox
) -> None:
    assert letterbox.letters == []
    with app.app_context():
        assert mail.is_offered()
        app.config["BASE_URL"] = ""
        assert not mail.is_offered()
        app.config.update(BASE_URL=BASE_URL, MAIL_SERVER=None)
        assert not mail.is_offered()


def test_a_letter_waits_for_a_server_that_is_no_longer_named(
    app: Flask, letterbox: Letterbox
) -> None:
    server, app.config["MAIL_SERVER"] = app.config["MAIL_SERVER"], None
    posted(app)
    try_all(app)
    assert rows(app, select(Job.error)) == ["NoMailError"]
    app.config["MAIL_SERVER"] = server
    try_for(app, hours=0.5)
    assert len(letterbox.letters) == 1
