"""A password alone lets no officer in: their phone shows a code as well."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import segno
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select

from consult.accounts.models import RecoveryCode, SecondFactor
from consult.accounts.rules import time_step_of
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.support import officers, second_step
from tests.support.officers import PASSWORD
from tests.support.second_step import CODE, FIRST, RECOVERY, YOURS, Phone

DESK = "/en/officer/"


@pytest.fixture(autouse=True)
def required(app: Flask, context: object) -> None:  # noqa: ARG001 - the database session needs it
    """Ask for a second step, as a site does unless it is told otherwise."""
    app.config["REQUIRE_SECOND_FACTOR"] = True


@pytest.fixture(autouse=True)
def still() -> Iterator[time_machine.Traveller]:
    """Stop the clock at the beginning of a half minute."""
    now = datetime.fromtimestamp(int(clock.now().timestamp()) // 30 * 30, UTC)
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


def test_who_has_no_app_sets_one_up_before_anything_else(client: FlaskClient) -> None:
    known = officers.add()
    answer = officers.type_in(client, known.email, PASSWORD, onward="/en/officer/requests")
    assert answer.location == f"{FIRST}?next=/en/officer/requests"
    page = client.get(answer.location)
    assert client.get(DESK).status_code == 302
    assert second_step.send(client, FIRST, {"code": "000000"}).status_code == 422
    assert client.get(DESK).status_code == 302
    phone = second_step.phone_with(page)
    typed = {"code": phone.shows(), "next": "/en/officer/requests"}
    shown = second_step.send(client, FIRST, typed)
    codes = second_step.codes_on(client.get(shown.location))
    assert len(set(codes)) == 10
    token = officers.token_on(client.get(shown.location))
    kept = {"next": "/en/officer/requests", "csrf_token": token}
    onward = client.post(f"{YOURS}/recovery-codes/kept", data=kept)
    assert onward.location == "/en/officer/requests"
    assert client.get(f"{YOURS}/recovery-codes").status_code == 303
    assert client.get(DESK).status_code == 200


def test_the_key_is_there_as_a_picture_too(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    page = HTMLParser(client.get(FIRST).get_data(as_text=True))
    picture, link = page.css_first("main img"), page.css_first("main a[href^=otpauth]")
    assert picture
    assert link
    drawn = segno.make_qr(str(link.attributes["href"]), error="m")
    assert picture.attributes["src"] == drawn.svg_data_uri(
        scale=4, border=4, dark="#000", light="#fff"
    )


def test_password_and_code_open_the_desk(client: FlaskClient) -> None:
    known = officers.add()
    phone, _codes = second_step.set_up(client, known)
    fresh = client.application.test_client()
    answer = officers.type_in(fresh, known.email, PASSWORD)
    assert answer.location == CODE
    assert fresh.get(DESK).status_code == 302
    assert second_step.type_code(fresh, phone.shows(later=1)).location == DESK
    assert fresh.get(DESK).status_code == 200
    assert what_happened() == [
        "officer.added",
        "officer.second-factor-set-up",
        "officer.signed-in",
        "officer.signed-in",
    ]


def test_a_code_works_once(client: FlaskClient, still: time_machine.Traveller) -> None:
    known = officers.add()
    phone, _codes = second_step.set_up(client, known)
    still.shift(30)
    thief = client.application.test_client()
    assert second_step.sign_in(client, known, phone, later=0).status_code == 303
    replayed = second_step.sign_in(thief, known, phone, later=0)
    assert replayed.status_code == 422
    assert "used before" in replayed.get_data(as_text=True)
    assert second_step.type_code(thief, phone.shows(later=-1)).status_code == 422
    assert thief.get(DESK).status_code == 302


@pytest.mark.parametrize(("off", "is_right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(off: int, is_right: bool) -> None:
    phone, now = Phone(b"k" * 20), clock.now()
    step = time_step_of(phone.shows(now, later=off), phone.key, at=now, after=None)
    assert (step is not None) == is_right


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert time_step_of(code, b"12345678901234567890", at=at, after=None) == seconds // 30


@pytest.mark.parametrize("typed", ["287 082", "287-082", "٢٨٧٠٨٢", " 287082\n", "２８７０８２"])
def test_a_code_can_be_typed_in_many_ways(typed: str) -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert time_step_of(typed, b"12345678901234567890", at=at, after=None) == 1


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "28708x", "½", "\0", "9" * 20_000])
def test_what_is_no_code_is_refused(client: FlaskClient, typed: str) -> None:
    known = officers.add()
    second_step.set_up(client, known)
    assert officers.type_in(client, known.email, PASSWORD).location == CODE
    assert second_step.type_code(client, typed).status_code == 422


def test_five_wrong_codes_mean_ten_minutes_of_waiting(
    client: FlaskClient, still: time_machine.Traveller
) -> None:
    known = officers.add()
    phone, codes = second_step.set_up(client, known)
    officers.type_in(client, known.email, PASSWORD)
    for _ in range(5):
        assert second_step.type_code(client, "000000").status_code == 422
    refused = second_step.type_code(client, phone.shows(later=1))
    assert refused.status_code == 429
    assert "Wait 10 minutes" in refused.get_data(as_text=True)
    elsewhere = client.application.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert second_step.sign_in(elsewhere, known, phone).status_code == 429
    assert second_step.send(elsewhere, RECOVERY, {"code": codes[0]}).status_code == 303
    still.shift(601)
    assert second_step.sign_in(client, known, phone).status_code == 303


def test_a_recovery_code_works_once(client: FlaskClient) -> None:
    known = officers.add()
    _phone, codes = second_step.set_up(client, known)
    officers.type_in(client, known.email, PASSWORD)
    used = second_step.send(client, RECOVERY, {"code": codes[0].lower().replace("-", " ")})
    page = client.get(used.location).get_data(as_text=True)
    assert "cannot use that recovery code again" in page
    assert ">9</bdi> recovery codes left" in page
    officers.type_in(client, known.email, PASSWORD)
    assert second_step.send(client, RECOVERY, {"code": codes[0]}).status_code == 422
    assert client.get(DESK).status_code == 302


def test_recovery_codes_are_nobody_elses(client: FlaskClient) -> None:
    _phone, codes = second_step.set_up(client, officers.add("publisher"))
    known = officers.add()
    second_step.set_up(client, known)
    officers.type_in(client, known.email, PASSWORD)
    assert second_step.send(client, RECOVERY, {"code": codes[0]}).status_code == 422


def test_new_recovery_codes_end_the_old_ones(client: FlaskClient) -> None:
    known = officers.add()
    _phone, old = second_step.set_up(client, known)
    made = second_step.send(client, f"{YOURS}/recovery-codes", {}, at=YOURS)
    new = second_step.codes_on(client.get(made.location))
    assert len(new) == 10
    assert not set(new) & set(old)
    officers.type_in(client, known.email, PASSWORD)
    assert second_step.send(client, RECOVERY, {"code": old[0]}).status_code == 422
    assert second_step.send(client, RECOVERY, {"code": new[0]}).status_code == 303


def test_who_is_half_signed_in_is_let_into_nothing(app: Flask, client: FlaskClient) -> None:
    known = officers.add("publisher")
    second_step.set_up(client, known)
    half = app.test_client()
    officers.type_in(half, known.email, PASSWORD)
    opened = []
    for rule in app.url_map.iter_rules():
        if (
            "officer" in rule.rule
            and not rule.arguments - {"lang"}
            and "GET" in (rule.methods or ())
        ):
            path = rule.rule.replace("<language:lang>", "en")
            if half.get(path).status_code != 302:
                opened.append(path)
    way_in = [CODE, RECOVERY, FIRST, "/en/officer/sign-in", "/en/officer/lost-password"]
    assert sorted(opened) == sorted(way_in)
    assert half.get(FIRST).status_code == 404  # who has an app may not set up another instead


def test_half_signed_in_ends_after_ten_minutes(
    client: FlaskClient, still: time_machine.Traveller
) -> None:
    known = officers.add()
    phone, _codes = second_step.set_up(client, known)
    officers.type_in(client, known.email, PASSWORD)
    token = officers.token_on(client.get(CODE))
    still.shift(601)
    late = client.post(CODE, data={"code": phone.shows(), "csrf_token": token})
    assert late.status_code == 404
    assert "Please sign in from the start" in late.get_data(as_text=True)


def test_a_new_password_ends_what_is_half_signed_in(app: Flask, client: FlaskClient) -> None:
    known = officers.add()
    phone, _codes = second_step.set_up(client, known)
    officers.type_in(client, known.email, PASSWORD)
    app.test_cli_runner().invoke(args=["officer", "password", known.email])
    assert client.get(CODE).status_code == 404
    assert client.post(CODE, data={"code": phone.shows(later=1)}).status_code == 400


def test_an_app_that_was_replaced_opens_nothing(
    client: FlaskClient, still: time_machine.Traveller
) -> None:
    known = officers.add()
    old, _codes = second_step.set_up(client, known)
    app_page = f"{YOURS}/app"
    new = second_step.phone_with(client.get(app_page))
    assert new.key != old.key
    assert second_step.send(client, app_page, {"code": new.shows()}).status_code == 303
    still.shift(60)
    assert second_step.sign_in(client, known, old).status_code == 422
    assert second_step.type_code(client, new.shows(later=1)).status_code == 303


def test_a_lost_phone_is_reset_on_the_command_line(app: Flask, client: FlaskClient) -> None:
    known = officers.add()
    second_step.set_up(client, known)
    command = ["officer", "reset-second-factor", known.email, "--by", "Bilal Ahmed, admin"]
    done = app.test_cli_runner().invoke(args=command)
    assert done.exit_code == 0, done.output
    assert client.get(DESK).status_code == 302
    assert officers.type_in(client, known.email, PASSWORD).location == FIRST
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event
    assert (event.what, event.who) == ("officer.second-factor-reset", "Bilal Ahmed, admin")


def test_nothing_that_is_kept_makes_a_code(client: FlaskClient) -> None:
    phone, codes = second_step.set_up(client, officers.add())
    kept = db.session.scalars(select(SecondFactor)).one()
    assert phone.key not in kept.sealed_key
    hashes = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert len(hashes) == 10
    assert not hashes & {code.replace("-", "") for code in codes}


def test_the_second_step_speaks_urdu(client: FlaskClient) -> None:
    known = officers.add()
    second_step.set_up(client, known)
    officers.type_in(client, known.email, PASSWORD, at="/ur/officer/sign-in")
    for path in (CODE, RECOVERY):
        assert client.get(path.replace("/en/", "/ur/")).status_code == 200


def test_a_site_may_do_without_but_an_app_that_is_there_is_asked(
    app: Flask, client: FlaskClient
) -> None:
    known = officers.add()
    second_step.set_up(client, known)
    app.config["REQUIRE_SECOND_FACTOR"] = False
    assert officers.type_in(client, known.email, PASSWORD).location == CODE
    other = officers.add("publisher")
    assert officers.type_in(client, other.email, PASSWORD).location == DESK


def what_happened() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.what).order_by(AuditEvent.id)))
