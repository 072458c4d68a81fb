"""organisations

Revision ID: 0012
Revises: 0011
"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
OWNED = ("consultation", "officer")


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("champion", sa.String(), nullable=False),
        sa.Column("keep_answers_days", sa.Integer(), nullable=True),
        sa.Column("quiet_periods", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_invitation_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["officer.id"], name=op.f("fk_invitation_made_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_invitation_key_hash")),
    )
    op.create_index(op.f("ix_invitation_organisation_id"), "invitation", ["organisation_id"])
    op.create_table(
        "lost_password",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_key", sa.String(), nullable=False),
        sa.Column("network_key", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("key_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_lost_password_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_password")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_lost_password_key_hash")),
    )
    for column in ("account_key", "network_key", "asked_at", "officer_id"):
        op.create_index(op.f(f"ix_lost_password_{column}"), "lost_password", [column])
    for table in OWNED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
    _give_all_to_one()
    for table in OWNED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("organisation_id", existing_type=sa.Integer(), nullable=False)
            batch_op.create_index(batch_op.f(f"ix_{table}_organisation_id"), ["organisation_id"])
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_organisation_id_organisation"),
                "organisation",
                ["organisation_id"],
                ["id"],
            )


def _give_all_to_one() -> None:
    """Let everything that is there belong to the organisation that runs the newest one."""
    owned = [sa.table(name, sa.column("id"), sa.column("organisation_id")) for name in OWNED]
    connection = op.get_bind()
    if not any(connection.scalar(sa.select(sa.func.count()).select_from(one)) for one in owned):
        return  # the first one is made when somebody needs it
    newest = "SELECT document FROM question_set_version ORDER BY consultation_id DESC, number DESC"
    document = connection.scalar(sa.text(newest)) or {}
    if isinstance(document, str):  # SQLite
        document = json.loads(document)
    name = str(document.get("owner") or "Our organisation")[:200]
    connection.execute(
        sa.text(
            "INSERT INTO organisation (name, made_at, phone, email, champion, quiet_periods)"
            " VALUES (:name, CURRENT_TIMESTAMP, '', '', '', '[]')"
        ),
        {"name": name},
    )
    first = sa.select(sa.column("id")).select_from(sa.table("organisation")).scalar_subquery()
    for one in owned:
        connection.execute(one.update().values(organisation_id=first))


def downgrade() -> None:
    op.drop_table("lost_password")
    op.drop_table("invitation")
    for table in OWNED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(
                batch_op.f(f"fk_{table}_organisation_id_organisation"), type_="foreignkey"
            )
            batch_op.drop_index(batch_op.f(f"ix_{table}_organisation_id"))
            batch_op.drop_column("organisation_id")
    op.drop_table("organisation")
