"""requests for other formats and languages

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "format_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("code_start", sa.String(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_format_request_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_format_request")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_format_request_code_hash")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_format_request_key_hash")),
    )
    with op.batch_alter_table("format_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_format_request_consultation_id"), ["consultation_id"], unique=False
        )

    op.create_table(
        "requested_format",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("promised_by", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("worked", sa.Boolean(), nullable=True),
        sa.Column("sealed_reply", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["format_request.id"],
            name=op.f("fk_requested_format_request_id_format_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requested_format")),
    )
    with op.batch_alter_table("requested_format", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_requested_format_request_id"), ["request_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("requested_format", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requested_format_request_id"))

    op.drop_table("requested_format")
    with op.batch_alter_table("format_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_format_request_consultation_id"))

    op.drop_table("format_request")
