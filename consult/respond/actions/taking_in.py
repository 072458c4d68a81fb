"""Counting what was typed in: once, and only once for each numbered form."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from consult.accounts.queries import Person
from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of, start_of
from consult.core.security import clean_code, code_for, hashed, new_key
from consult.core.settings import LONGEST_OTHER
from consult.plan.queries import held_consultation
from consult.plan.rules.definition import CAPACITY
from consult.respond.actions.intake import about_of, original_of
from consult.respond.actions.sending import NotReadyError, keep_answers, new_reference
from consult.respond.models import Draft, Response, SecondEntry, Typed, Upload
from consult.respond.queries import Begun, sent_from
from consult.respond.queries.intake import key_of_form, originals_of, response_with_number
from consult.respond.rules.answers import AnswerProblem
from consult.respond.rules.double_entry import is_checked
from consult.respond.rules.intake import (
    ORIGINAL,
    About,
    Original,
    is_late,
    left_out,
    problems_with_about,
    problems_with_typed,
    written_in,
)
from consult.respond.rules.kept import Kept, kept_answers, publish_choice, said_to
from consult.respond.rules.standing import Standing


class NumberTakenError(Exception):
    """A form with this number was typed in before."""

    def __init__(self, response: Response) -> None:
        """Keep what it became."""
        super().__init__(response.reference)
        self.response = response


def take_in(begun: Begun, *, by: Person, at: datetime) -> Response:
    """Turn what was typed in into a response, once, in one transaction.

    Taking in again changes nothing. Raises NotReadyError, or NumberTakenError when a form
    with this number was typed in before, be it a moment ago.
    """
    draft = begun.draft
    if draft.sent_at is not None:
        return sent_from(draft)
    held_consultation(begun.consultation.id)
    about, original = about_of(draft), original_of(draft)
    kept = ready(begun, about, original, at=at)
    number = about.number
    if number and (first := response_with_number(begun.consultation.id, about.channel, number)):
        raise NumberTakenError(first)
    response = _new(begun, about, original, kept, at=at)
    try:
        with db.session.begin_nested():
            db.session.add(response)
    except IntegrityError:
        # Somebody typed the same form in at the same moment; theirs was a little faster.
        first = response_with_number(begun.consultation.id, about.channel, number or "")
        if first is None:
            raise
        raise NumberTakenError(first) from None
    keep_answers({response.id: kept}, languages={response.id: languages_of(kept, about)})
    keep_original(draft, response, original, at=at)
    if is_checked(about.channel, number):
        db.session.add(SecondEntry(response_id=response.id))
    close(draft, at=at)
    audit.record(
        "response.taken-in",
        response.consultation_id,
        who=by.shown_as,
        subject="response",
        subject_id=response.id,
        channel=about.channel,
        form_number=number,
    )
    return response


def ready(begun: Begun, about: About, original: Original, *, at: datetime) -> tuple[Kept, ...]:
    """Return the answers to keep. Raises NotReadyError while something does not fit."""
    definition, typed = begun.version.definition, begun.draft.typed
    wrong = problems_with_typed(
        definition, typed.answers, typed.others, longest_other=LONGEST_OTHER
    )
    opens = begun.consultation.opens
    for name, one in problems_with_about(about, original, opens=opens, today=day_of(at)).items():
        wrong[name] = (one,)
    kept = kept_answers(definition, typed.answers, typed.others) if not wrong else ()
    if not wrong and not kept and not _has_original(begun.draft, original):
        wrong = {ORIGINAL: (AnswerProblem("nothing-typed"),)}
    if wrong:
        raise NotReadyError(wrong)
    return kept


def keep_original(draft: Draft, response: Response, original: Original, *, at: datetime) -> None:
    """Hand what came over to the response: the scans, and the text as a file of its own."""
    db.session.execute(
        update(Upload)
        .where(Upload.draft_id == draft.id)
        .values(draft_id=None, response_id=response.id)
    )
    body = original.text.encode()
    if body.strip():
        db.session.add(
            Upload(
                id=new_key(),
                response_id=response.id,
                question=ORIGINAL,
                name="original.txt",
                kind="text/plain",
                size=len(body),
                body=body,
                made_at=at,
            )
        )


def languages_of(kept: Iterable[Kept], about: About) -> Mapping[str, str]:
    """Return the language of each answer, where it is known."""
    language = written_in(about)
    return {one.question.id: language for one in kept} if language else {}


def close(draft: Draft, *, at: datetime) -> None:
    """Empty a draft whose answers are kept elsewhere now."""
    draft.sent_at, draft.typed = at, Typed()


def _new(
    begun: Begun, about: About, original: Original, kept: tuple[Kept, ...], *, at: datetime
) -> Response:
    draft, consultation = begun.draft, begun.consultation
    number, day = about.number, about.day or day_of(at)
    key = key_of_form(consultation.id, about.channel, number) if number else draft.key_hash
    return Response(
        key=key,
        reference=new_reference(),
        consultation_id=consultation.id,
        version_id=draft.version_id,
        channel=about.channel,
        language=about.language,
        publish=publish_choice(kept),
        capacity=said_to(kept, CAPACITY),
        standing=Standing.LATE if is_late(day, closes=consultation.closes) else Standing.COUNTED,
        seed=draft.seed,
        receipt_hash=hashed(clean_code(code_for("receipt", draft.seed))),
        sent_at=start_of(day),
        provenance={
            "typed_by": (draft.intake or {})["by"],
            "typists": (draft.intake or {})["typists"],
            "typed_at": at.isoformat(),
            "received": day.isoformat(),
            "form_number": number,
            "link": original.link,
            "left_out": left_out(begun.version.definition, draft.typed.answers, kept),
        },
    )


def _has_original(draft: Draft, original: Original) -> bool:
    return bool(original.text.strip() or original.link or originals_of(draft.id))
