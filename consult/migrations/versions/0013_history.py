"""history

Revision ID: 0013
Revises: 0012
"""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from consult.core import clock
from consult.core.audit.signing import keep_outside, signed

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
EVENTS = sa.table(
    "audit_event",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("who", sa.String),
    sa.column("what", sa.String),
    sa.column("subject", sa.String),
    sa.column("subject_id", sa.Integer),
    sa.column("consultation_id", sa.Integer),
    sa.column("facts", JSON),
    sa.column("place", sa.Integer),
    sa.column("previous", sa.String),
    sa.column("hash", sa.String),
)
CHECKPOINTS = sa.table(
    "audit_checkpoint",
    sa.column("place", sa.Integer),
    sa.column("hash", sa.String),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("signature", sa.String),
)
HASHED = ("who", "what", "subject", "subject_id", "consultation_id", "facts")
ONLY_ADDED = (
    ("audit_event", "WHEN (OLD.place IS NOT NULL)"),
    ("audit_checkpoint", ""),
    ("audit_check", ""),
    ("departure", ""),
)


def upgrade() -> None:
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consultation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("previous", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("hash", sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_audit_event_place"), ["place"])
        batch_op.create_index(
            batch_op.f("ix_audit_event_consultation_id"), ["consultation_id"], unique=False
        )
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "audit_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("bad_place", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_check")),
    )
    _say_whose()
    _chain()
    _refuse_changes()


def _say_whose() -> None:
    op.execute("UPDATE audit_event SET consultation_id = subject_id WHERE subject = 'consultation'")
    for table in ("response", "format_request"):
        op.execute(
            "UPDATE audit_event SET consultation_id = (SELECT one.consultation_id "  # noqa: S608 - names of ours
            f"FROM {table} AS one WHERE one.id = audit_event.subject_id) WHERE subject = '{table}'"
        )


def _chain() -> None:
    """Chain what was written before there was a chain, in the order it was written."""
    connection = op.get_bind()
    previous = "0" * 64
    rows = connection.execute(sa.select(EVENTS).order_by(EVENTS.c.id)).mappings().all()
    for place, row in enumerate(rows, start=1):
        # SQLite gives moments without their zone, which is UTC.
        at = row["at"].replace(tzinfo=row["at"].tzinfo or UTC).astimezone(UTC)
        said = {
            **{name: row[name] for name in HASHED},
            "at": at.isoformat(timespec="microseconds"),
            "place": place,
            "previous": previous,
        }
        spelt = json.dumps(said, sort_keys=True, separators=(",", ":"))
        given = {"place": place, "previous": previous}
        previous = hashlib.sha256(spelt.encode()).hexdigest()
        connection.execute(
            sa.update(EVENTS).where(EVENTS.c.id == row["id"]).values(**given, hash=previous)
        )
    if rows:
        _sign(len(rows), previous)


def _sign(place: int, hash_: str) -> None:
    """Sign what was just chained: a history that nobody signed is not whole."""
    mark = signed(place, hash_, at=clock.now())
    op.get_bind().execute(sa.insert(CHECKPOINTS).values(asdict(mark)))
    keep_outside(mark, after=(place, hash_), as_line=True)


def _refuse_changes() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute(
            "CREATE OR REPLACE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME "
            "USING ERRCODE = '23001'; END $$"
        )
    for table, fixed_when in ONLY_ADDED:
        for what, when in (("UPDATE", fixed_when), ("DELETE", "")):
            begin = f"CREATE TRIGGER {table}_keeps_{what} BEFORE {what} ON {table}"
            if is_sqlite:
                refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"
            else:
                begin += " FOR EACH ROW"
                refuse = "EXECUTE FUNCTION only_added()"
            op.execute(f"{begin} {when} {refuse}")


def downgrade() -> None:
    on_table = "" if op.get_bind().dialect.name == "sqlite" else " ON {table}"
    for table, _fixed_when in ONLY_ADDED:
        for what in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER {table}_keeps_{what}{on_table.format(table=table)}")
    if on_table:
        op.execute("DROP FUNCTION only_added()")
    op.drop_table("audit_check")
    op.drop_table("audit_checkpoint")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_consultation_id"))
        batch_op.drop_constraint(batch_op.f("uq_audit_event_place"), type_="unique")
        batch_op.drop_column("hash")
        batch_op.drop_column("previous")
        batch_op.drop_column("place")
        batch_op.drop_column("consultation_id")
