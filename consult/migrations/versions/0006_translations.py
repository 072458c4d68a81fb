"""translations

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_translation_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_translation_consultation_id_language",
            ["consultation_id", "language"],
            unique=False,
        )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "offered_in",
                sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
                nullable=False,
                server_default="{}",
            )
        )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.alter_column("offered_in", server_default=None)
    with op.batch_alter_table("edition", schema=None) as batch_op:
        for name in ("problem", "asked_again"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("about", sa.String(), nullable=False, server_default="consultation")
        )
        batch_op.add_column(sa.Column("signed_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("edition", schema=None) as batch_op:
        for name in ("problem", "asked_again", "about"):
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_constraint("uq_edition_consultation_id", type_="unique")
        batch_op.create_unique_constraint(
            "uq_edition_consultation_id",
            ["consultation_id", "about", "format", "language", "source"],
        )


def downgrade() -> None:
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_constraint("uq_edition_consultation_id", type_="unique")
        batch_op.create_unique_constraint(
            "uq_edition_consultation_id", ["consultation_id", "format", "language", "source"]
        )
        for name in ("problem", "asked_again", "about", "signed_by", "signed_at"):
            batch_op.drop_column(name)
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("offered_in")
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.drop_index("ix_translation_consultation_id_language")
    op.drop_table("translation")
