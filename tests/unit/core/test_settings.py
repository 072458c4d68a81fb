"""A setting that is wrong stops the start with one sentence that says what to change."""

from pathlib import Path

import pytest

from consult.core.settings import MailServer, WrongSettingError, mail_server, read_settings
from tests.support.programs import RunCommand

ORGANISATION = "consult@example.org"


def settings(folder: Path, **environment: str) -> dict[str, object]:
    return read_settings({"DATA": str(folder), **environment})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GRACE_MINUTES", "-1"),
        ("GRACE_MINUTES", "half an hour"),
        ("GRACE_MINUTES", "1441"),
        ("GRACE_MINUTES", "٣٠"),
        ("PROXIES", "1.5"),
        ("PROXIES", "10"),
        ("PROXIES", ""),
        ("REQUIRE_SECOND_FACTOR", "off"),
        ("REQUIRE_SECOND_FACTOR", ""),
        ("SWEEP_SECONDS", "0"),
        ("SWEEP_SECONDS", "nan"),
        ("LEASE_SECONDS", "inf"),
        ("LEASE_SECONDS", "soon"),
        ("BASE_URL", "consult.example.org"),
        ("BASE_URL", "https://consult.example.org/?a=b"),
        ("BASE_URL", "https://"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSettingError, match=rf"^{name} must .*\.$"):
        settings(tmp_path, **{name: value})


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org:80",
        "smtp://",
        "smtp://user:secret@:25",
        "smtp://user:secret@host:port",
        "smtp://user:secret@host:99999",
        "smtp://user:secret@[host",
        "smtp://user:secret@host/path",
        "smtp://user:secret@host?starttls=0",
        "smtps://user:secret@host?starttls=1",
    ],
)
def test_a_wrong_mail_server_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(WrongSettingError, match=r"MAIL_URL.*\.$") as refused:
        mail_server(url, sender=ORGANISATION)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "us", "a@b\r\nBcc: c@d", "a@b, c@d", "Us <us@example.org>"])
def test_a_wrong_sender_is_refused(sender: str) -> None:
    with pytest.raises(WrongSettingError, match=r"^MAIL_FROM must be an e-mail address"):
        mail_server("smtp://localhost", sender=sender)


def test_a_mail_server_is_read_from_its_address() -> None:
    read = mail_server("smtp://us%40here:p%2Fw@mail.example.org:587?starttls=1", sender="a@b")
    assert read == MailServer(
        host="mail.example.org",
        port=587,
        user="us@here",
        password="p/w",
        is_tls=False,
        is_starttls=True,
        sender="a@b",
    )
    assert "p/w" not in repr(read)


def test_a_mail_server_has_the_port_of_its_kind() -> None:
    ports = [
        read.port
        for url in ("smtp://localhost", "smtps://localhost")
        if (read := mail_server(url, sender="a@b"))
    ]
    assert ports == [25, 465]


def test_without_settings_there_is_no_mail_no_proxy_and_half_an_hour_of_grace(
    tmp_path: Path,
) -> None:
    read = settings(tmp_path)
    assert (read["MAIL_SERVER"], read["PROXIES"], read["GRACE_MINUTES"]) == (None, 0, 30)


def test_an_organisation_without_an_address_can_run_without_mail(tmp_path: Path) -> None:
    assert settings(tmp_path, ORGANISATION_EMAIL="")["MAIL_SERVER"] is None


def test_mail_comes_from_the_organisation_unless_said_otherwise(tmp_path: Path) -> None:
    senders = [
        read["MAIL_SERVER"].sender
        for more in ({}, {"MAIL_FROM": "no-reply@example.org"})
        if (read := settings(tmp_path, MAIL_URL="smtp://localhost", **more))
        and isinstance(read["MAIL_SERVER"], MailServer)
    ]
    assert senders == [ORGANISATION, "no-reply@example.org"]


def test_no_grace_at_all_can_be_chosen(tmp_path: Path) -> None:
    assert settings(tmp_path, GRACE_MINUTES="0")["GRACE_MINUTES"] == 0


def test_paths_can_follow_the_public_address(tmp_path: Path) -> None:
    read = settings(tmp_path, BASE_URL="https://example.org/consult/")
    assert read["BASE_URL"] == "https://example.org/consult"


def test_a_command_tells_of_a_wrong_setting_in_one_line(
    environment: dict[str, str], command: RunCommand
) -> None:
    environment["GRACE_MINUTES"] = "soon"
    refused = command("routes")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "Error: GRACE_MINUTES must be a whole number from 0 to 1440, not “soon”.\n"
    )
