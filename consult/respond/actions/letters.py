"""Letters that people ask for: a way back, a receipt, and word of what was decided."""

from datetime import datetime

from sqlalchemy import delete

from consult.core import audit, mail
from consult.core.database import db
from consult.core.days import day_of
from consult.core.languages import LANGUAGES
from consult.plan.queries import consultation_by_id
from consult.respond.actions.drafts import key_of, return_code_of
from consult.respond.models import CodeTry, Contact
from consult.respond.queries import Begun, Sent, contacts_of


def post_way_back(begun: Begun, *, to: str, language: str, network: str, at: datetime) -> None:
    """Send the code of a draft and a link to it. Raises mail.LetterRefusedError."""
    draft, consultation = begun.draft, begun.consultation
    mail.post(
        "come_back",
        to=to,
        language=language,
        facts={
            "title": consultation.title_in(language),
            "link": mail.path_to(
                "respond.come_back_by_link",
                lang=LANGUAGES[language],
                slug=consultation.slug,
                key=key_of(draft),
            ),
            "code": return_code_of(draft),
            "kept_until": consultation.closes,
        },
        # Not by its id: SQLite gives that of a deleted draft to the next one.
        once=f"{draft.key_hash} {to} {_turn(at)}",
        consultation_id=consultation.id,
    )
    note_letter(network, at=at)


def post_receipt(sent: Sent, *, to: str, language: str, network: str, at: datetime) -> None:
    """Send word that answers reached us: neither the answers nor the code that opens them."""
    response, consultation = sent.response, sent.consultation
    mail.post(
        "receipt",
        to=to,
        language=language,
        facts={
            "title": consultation.title_in(language),
            "link": mail.path_to(
                "respond.receipt", lang=LANGUAGES[language], slug=consultation.slug
            ),
            "reference": response.reference,
            "sent_on": day_of(response.sent_at),
        },
        once=f"{response.key} {to} {_turn(at)}",
        consultation_id=consultation.id,
    )
    note_letter(network, at=at)


def tell_outcome(consultation_id: int) -> None:
    """Write to everybody who asked to hear what became of a consultation, and forget them."""
    consultation = consultation_by_id(consultation_id)
    contacts = list(contacts_of(consultation_id))
    for name, details in contacts:
        language = LANGUAGES[details["language"]]
        mail.post(
            "outcome",
            to=details["email"],
            language=language.code,
            facts={
                "title": consultation.title_in(language.code),
                "link": mail.path_to("home.consultation", lang=language, slug=consultation.slug),
            },
            once=name,
            consultation_id=consultation_id,
        )
        db.session.execute(delete(Contact).where(Contact.id == name))
    if contacts:
        audit.record(
            "outcome.told",
            who="clock",
            subject="consultation",
            subject_id=consultation_id,
            letters=len(contacts),
        )


def _turn(at: datetime) -> int:
    """Return the ten minutes in which a second press asks for no second letter."""
    return int(at.timestamp() // 600)


def letters_from(network: str) -> str:
    """Return the name under which the letters that a network asked for are counted."""
    return f"letters {network}"


def note_letter(network: str, *, at: datetime) -> None:
    """Count a letter, so that nobody floods somebody else’s letterbox with our help."""
    db.session.add(CodeTry(network=letters_from(network), at=at))
