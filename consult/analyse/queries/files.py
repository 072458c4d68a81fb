"""Reading the files of replies that officers bring in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from consult.analyse.models import ReplyFile
from consult.analyse.rules.guide import problems_in_guide, read_guide
from consult.analyse.rules.intake import Intake, intake_for
from consult.analyse.rules.table import Table, read_table
from consult.core.database import db
from consult.core.queue import OPEN_STATES, Job, latest_job
from consult.core.sealing import unseal
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_by_id, current_version

BRING_IN = "analyse.bring_in"
SEALED = "reply file"
MOST_SHOWN = 50  # lines of a list


@dataclass(frozen=True)
class Opened:
    """A file that is still here, with what it is read against."""

    file: ReplyFile
    consultation: Consultation
    version: Version
    table: Table
    # None until its columns are matched.
    intake: Intake | None


def files_of(consultation_id: int) -> Sequence[ReplyFile]:
    """Return the files of a consultation, the newest first, without what is in them."""
    query = select(ReplyFile).where(ReplyFile.consultation_id == consultation_id)
    return db.session.scalars(query.order_by(ReplyFile.id.desc()).limit(MOST_SHOWN)).all()


def reply_file(file_id: int, *, consultation_id: int, lock: bool = False) -> ReplyFile | None:
    """Return a file of a consultation; with a lock, presses at once take turns."""
    its = (ReplyFile.id == file_id, ReplyFile.consultation_id == consultation_id)
    query = select(ReplyFile).where(*its)
    return db.session.scalar(query.with_for_update() if lock else query)


def file_by_id(file_id: int) -> ReplyFile:
    """Return a file that is known to be there, held for what is written next."""
    return db.session.scalars(
        select(ReplyFile).where(ReplyFile.id == file_id).with_for_update()
    ).one()


def job_of(file: ReplyFile) -> Job | None:
    """Return how bringing it in is going."""
    return latest_job(BRING_IN, file.id)


def is_under_way(file: ReplyFile) -> bool:
    """Say whether a file is being brought in, or is about to be."""
    job = job_of(file)
    return job is not None and job.state in OPEN_STATES


def opened(file_id: int, *, today: date) -> Opened | None:
    """Return a file with everything in it, unless it was deleted."""
    file = db.session.get_one(ReplyFile, file_id)
    if file.sealed is None:
        return None
    table = read_table(unseal(SEALED, str(file.id), file.sealed))
    consultation = consultation_by_id(file.consultation_id)
    version = current_version(consultation.id)
    raw, intake = file.guide, None
    if raw is not None and not problems_in_guide(raw, version.definition, table.columns):
        guide = read_guide(raw, name=file.name)
        intake = intake_for(consultation, version.definition, guide, today=today)
    return Opened(file, consultation, version, table, intake)
