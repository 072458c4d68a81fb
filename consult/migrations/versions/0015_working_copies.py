"""working copies, steps to undo, reviews

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "question_set_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_set_version.id"],
            name=op.f("fk_question_set_step_version_id_question_set_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set_step")),
    )
    op.create_index(op.f("ix_question_set_step_version_id"), "question_set_step", ["version_id"])
    op.create_table(
        "saved_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_saved_question_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_question")),
    )
    op.create_index(
        op.f("ix_saved_question_organisation_id"), "saved_question", ["organisation_id"]
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_review_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_consultation_id"), "review", ["consultation_id"])


def _add_columns() -> None:
    with op.batch_alter_table("question_set_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("seal", JSON, nullable=False, server_default="{}"))
    with op.batch_alter_table("question_set_version", schema=None) as batch_op:
        batch_op.alter_column("reason", server_default=None)
        batch_op.alter_column("seal", server_default=None)
    _freeze_what_is_open()


def _freeze_what_is_open() -> None:
    """What people can see already is frozen since it was let open. Older rows of a draft stay."""
    version = sa.table(
        "question_set_version",
        sa.column("id"),
        sa.column("consultation_id"),
        sa.column("frozen_at", sa.DateTime(timezone=True)),
    )
    consultation = sa.table(
        "consultation", sa.column("id"), sa.column("approved_at", sa.DateTime(timezone=True))
    )
    opened = (
        sa.select(consultation.c.approved_at)
        .where(consultation.c.id == version.c.consultation_id)
        .scalar_subquery()
    )
    op.execute(version.update().values(frozen_at=opened))


def downgrade() -> None:
    op.drop_table("review")
    op.drop_table("saved_question")
    op.drop_table("question_set_step")
    with op.batch_alter_table("question_set_version", schema=None) as batch_op:
        for name in ("seal", "reason", "frozen_at", "made_by_id"):
            batch_op.drop_column(name)
