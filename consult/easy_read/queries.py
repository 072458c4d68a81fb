"""Reading Easy Read texts and pictures."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from accessibility.pictures import SYMBOLS, symbol
from consult.core.database import db
from consult.easy_read.models import EasyRead, OwnPicture
from consult.easy_read.rules import (
    Part,
    Parts,
    Subject,
    own_number,
    own_pictures_in,
    parts_from,
)
from consult.editions.models import CONSULTATION, OUTCOME, Edition
from consult.editions.queries import editions_of
from consult.plan.checks.editions import source_of
from consult.plan.checks.promises import looks_for_what_is_behind
from consult.plan.models import Consultation
from consult.plan.queries import current_version
from consult.plan.rules.definition import EASY_READ


@dataclass(frozen=True)
class Text:
    """A version of an Easy Read text, and where it stands now."""

    id: int
    about: str
    language: str
    parts: Parts
    made_by: str
    is_offered: bool
    checked_with: str
    checked_on: date | None
    recorded_by: str
    # What it tells of is another by now than when it was checked.
    is_outdated: bool
    # Hash of what it tells of, as that is now.
    source: str

    @property
    def is_easy_read(self) -> bool:
        """Say whether it may be called Easy Read: people checked it, of these very words."""
        return bool(self.checked_with) and not self.is_outdated


def newest(subject: Subject) -> Text | None:
    """Return the text as it was written last, offered or not."""
    row = newest_row(subject)
    if row is None:
        return None
    return _as_text(row, subject, current_version(subject.consultation.id).sha256)


def newest_row(subject: Subject) -> EasyRead | None:
    """Return the row of the text that was written last."""
    return db.session.scalars(rows_of(subject).limit(1)).first()


def row_before(row: EasyRead, subject: Subject) -> EasyRead | None:
    """Return the row that was the newest before this one."""
    return db.session.scalars(rows_of(subject).where(EasyRead.id < row.id).limit(1)).first()


def rows_of(subject: Subject) -> Select[EasyRead]:
    """Return the rows of a text, the newest first, to ask for."""
    return (
        select(EasyRead)
        .where(
            EasyRead.consultation_id == subject.consultation.id,
            EasyRead.about == subject.about,
            EasyRead.language == subject.language,
        )
        .order_by(EasyRead.id.desc())
    )


def newest_texts(consultation: Consultation) -> Sequence[Text]:
    """Return the newest of every text of a consultation, offered or not."""
    return _texts(consultation, EasyRead.consultation_id == consultation.id)


def offered_texts(consultation: Consultation) -> Sequence[Text]:
    """Return what people can read, one text for each language and subject."""
    if not consultation.has_easy_read:
        return []
    return _texts(consultation, EasyRead.offered_at.is_not(None))


def offered_text(subject: Subject) -> Text | None:
    """Return what people can read in a language, or else in English."""
    texts = offered_texts(subject.consultation)
    found = {one.language: one for one in texts if one.about == subject.about}
    return found.get(subject.language) or found.get("en")


def part_about(subject: Subject, question: str) -> Part | None:
    """Return the part that explains a question, in this very language."""
    text = offered_text(subject)
    if text is None or text.language != subject.language:
        return None
    return next((part for part in text.parts if part.question == question), None)


@looks_for_what_is_behind
def not_easy_read(consultation: Consultation) -> Sequence[str]:
    """Return Easy Read where what people could read may not be called so, by its code."""
    texts = offered_texts(consultation)
    is_there = any(one.is_easy_read for one in texts if one.about == CONSULTATION)
    return () if is_there else (EASY_READ,)


def source_now(subject: Subject) -> str:
    """Return the hash of what a text tells of, as that is now."""
    return _source_now(subject, current_version(subject.consultation.id).sha256)


def was_offered(subject: Subject) -> bool:
    """Say whether people could ever read it."""
    rows = rows_of(subject).where(EasyRead.offered_by.is_not(None))
    return db.session.scalars(rows.limit(1)).first() is not None


def own_pictures() -> Sequence[OwnPicture]:
    """Return the pictures of ours, by their names."""
    return db.session.scalars(select(OwnPicture).order_by(OwnPicture.name, OwnPicture.id)).all()


def is_picture(name: str) -> bool:
    """Say whether there is a picture of this name."""
    number = own_number(name)
    return name in SYMBOLS if number is None else db.session.get(OwnPicture, number) is not None


def picture_named(name: str) -> str | None:
    """Return a symbol, or a picture of ours, as SVG text."""
    if name in SYMBOLS:
        return symbol(name)
    number = own_number(name)
    if number is None:
        return None
    return db.session.scalar(select(OwnPicture.svg).where(OwnPicture.id == number))


def pictures_of(parts: Parts) -> Mapping[str, str]:
    """Return every picture of a text as SVG text, by name; one query."""
    named = {idea.picture for part in parts for idea in part.ideas} & set(SYMBOLS)
    ours = _svgs(own_pictures_in(parts))
    return {name: symbol(name) for name in named} | {f"own-{one}": svg for one, svg in ours.items()}


def _svgs(numbers: Collection[int]) -> Mapping[int, str]:
    if not numbers:
        return {}
    asked = select(OwnPicture.id, OwnPicture.svg).where(OwnPicture.id.in_(numbers))
    return dict(db.session.execute(asked).tuples().all())


def _texts(consultation: Consultation, wanted: ColumnElement[bool]) -> Sequence[Text]:
    numbers = (
        select(func.max(EasyRead.id))
        .where(EasyRead.consultation_id == consultation.id, wanted)
        .group_by(EasyRead.about, EasyRead.language)
    )
    asked = select(EasyRead).where(EasyRead.id.in_(numbers)).order_by(EasyRead.id)
    rows = db.session.scalars(asked).all()
    sha256 = current_version(consultation.id).sha256 if rows else ""
    subjects = (Subject(consultation, row.about, row.language) for row in rows)
    return [_as_text(*pair, sha256) for pair in zip(rows, subjects, strict=True)]


def _as_text(row: EasyRead, subject: Subject, sha256: str) -> Text:
    now = _source_now(subject, sha256)
    return Text(
        id=row.id,
        about=row.about,
        language=row.language,
        parts=parts_from(row.parts),
        made_by=row.made_by,
        is_offered=row.offered_at is not None,
        checked_with=row.checked_with or "",
        checked_on=row.checked_on,
        recorded_by=row.recorded_by or "",
        is_outdated=row.checked_with is not None and row.source != now,
        source=now,
    )


def _source_now(subject: Subject, sha256: str) -> str:
    if subject.about == OUTCOME:
        return str(subject.consultation.outcome.get("sha256", ""))
    return source_of(subject.consultation, sha256, subject.language)


def edition_source(text: Text) -> str:
    """Return the hash of everything that stands in the PDF of a text."""
    said = (text.id, text.checked_with, text.checked_on, text.is_easy_read, text.source)
    return hashlib.sha256("|".join(map(str, said)).encode()).hexdigest()


def editions_of_texts(consultation: Consultation, texts: Sequence[Text]) -> Mapping[int, Edition]:
    """Return the PDF of each text that has one, good or not, by the text’s number; one query."""
    wanted = {(one.language, edition_source(one)): one.id for one in texts}
    made = editions_of(consultation.id, wanted) if wanted else ()
    return {wanted[one.language, one.source]: one for one in made}
