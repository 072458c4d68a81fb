"""The words of a letter, in the language of the one who asked for it."""

from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from flask import Flask, current_app, g

from consult.core import clock
from consult.core.languages import LANGUAGES, Language, current_language
from consult.core.mail.letters import SEALED_FOR, Letter
from consult.core.sealing import unseal_json
from consult.core.settings import MailServer


def init_app(app: Flask) -> None:
    """Give the templates of letters what those of pages have as HTML."""
    app.jinja_env.filters["apart"] = apart


def apart(text: str) -> str:
    """Keep a title, code or phone number in order inside right-to-left plain text.

    Not for links: some programs would take the closing mark as a part of the address.
    """
    return f"\u2068{text}\u2069" if current_language().direction == "rtl" else text


def message_of(letter: Letter, server: MailServer) -> EmailMessage:
    """Return a letter as a mail server takes it."""
    told = unseal_json(SEALED_FOR, letter.once_key, letter.sealed or b"")
    subject, body = _written(letter.kind, LANGUAGES[letter.language], told["facts"])
    user, _at, domain = server.sender.rpartition("@")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(current_app.config["ORGANISATION"]["name"], user, domain)
    message["To"] = told["to"]
    message["Subject"] = subject
    message["Date"] = clock.now()
    # The same at every try: many mail programs show what arrives twice only once.
    message["Message-ID"] = f"<{letter.once_key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="quoted-printable")
    message["Content-Language"] = letter.language
    return message


def _written(kind: str, language: Language, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the text of a letter."""
    # A context of its own, so that no language is left behind in ours.
    with current_app.app_context():
        g.language = language
        config = current_app.config
        known = {**facts, "link": config["BASE_URL"] + facts["link"]}
        known["organisation"] = config["ORGANISATION"]
        template = current_app.jinja_env.get_template(f"letters/{kind}.txt")
        module: Any = template.make_module(known)
        return module.subject, str(module).strip() + "\n"
