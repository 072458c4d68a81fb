"""private addresses of previews, and test answers

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preview_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_preview_link_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_link")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_preview_link_key_hash")),
    )
    op.create_index(op.f("ix_preview_link_consultation_id"), "preview_link", ["consultation_id"])
    op.create_table(
        "preview_trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["preview_link.id"], name=op.f("fk_preview_trial_link_id_preview_link")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_trial")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_preview_trial_key_hash")),
    )
    op.create_index(op.f("ix_preview_trial_link_id"), "preview_trial", ["link_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_preview_trial_link_id"), table_name="preview_trial")
    op.drop_table("preview_trial")
    op.drop_index(op.f("ix_preview_link_consultation_id"), table_name="preview_link")
    op.drop_table("preview_link")
