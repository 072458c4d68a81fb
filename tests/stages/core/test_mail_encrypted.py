"""Names, passwords and letters go only to the server that can prove who it is."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.queue import Job
from tests.factories import rows
from tests.stages.core.letters import posted, try_all
from tests.support.letterboxes import Letterbox, mail_program, use_mail

KINDS = ["smtp", "smtps"]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Write a certificate for this machine, with its key, that nobody trusts yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    day = timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - day)
        .not_valid_after(clock.now() + day)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def encrypted(
    app: Flask, environment: dict[str, str], kind: str, certificate: Path
) -> Iterator[Letterbox]:
    """Run a mail server that takes names and passwords, and only encrypted."""
    letterbox, tls = Letterbox(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    settings: dict[str, dict[str, Any]] = {
        "smtp": {"tls_context": tls, "require_starttls": True, "auth_required": True},
        "smtps": {"ssl_context": tls, "auth_require_tls": False},
    }
    with mail_program(letterbox, authenticator=letterbox.let_in, **settings[kind]) as port:
        ending = "?starttls=1" if kind == "smtp" else ""
        use_mail(app, environment, f"{kind}://us%40here:p%2Fw@127.0.0.1:{port}{ending}")
        yield letterbox


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_goes_to_a_server_whose_certificate_is_trusted(
    app: Flask,
    environment: dict[str, str],
    certificate: Path,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with encrypted(app, environment, kind, certificate) as letterbox:
        posted(app)
        try_all(app)
    assert letterbox.logins == [(b"us@here", b"p/w")]
    assert len(letterbox.letters) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_whose_certificate_nobody_trusts_gets_neither_password_nor_letter(
    app: Flask, environment: dict[str, str], certificate: Path, kind: str
) -> None:
    with encrypted(app, environment, kind, certificate) as letterbox:
        posted(app)
        try_all(app)
    assert (letterbox.logins, letterbox.letters) == ([], [])
    assert rows(app, select(Job.error)) == ["SSLCertVerificationError"]


def test_a_server_that_cannot_encrypt_gets_neither_where_we_ask_for_it(
    app: Flask, environment: dict[str, str]
) -> None:
    letterbox = Letterbox()
    with mail_program(letterbox, authenticator=letterbox.let_in, auth_require_tls=False) as port:
        use_mail(app, environment, f"smtp://us:pw@127.0.0.1:{port}?starttls=1")
        posted(app)
        try_all(app)
    assert (letterbox.logins, letterbox.letters) == ([], [])
    assert rows(app, select(Job.error)) == ["SMTPNotSupportedError"]
