"""videos in sign language

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "video_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_video_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_video_file_sha256")),
    )
    op.create_table(
        "video_piece",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["video_file.id"], name=op.f("fk_video_piece_file_id_video_file")
        ),
        sa.PrimaryKeyConstraint("file_id", "number", name=op.f("pk_video_piece")),
    )
    op.create_table(
        "signed_video",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("captions", sa.Text(), nullable=False),
        sa.Column("captions_sha256", sa.String(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signer_number", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("checker_number", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(file_id IS NULL) = (link <> '')", name=op.f("ck_signed_video_file_or_link")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_signed_video_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["video_file.id"], name=op.f("fk_signed_video_file_id_video_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_video")),
        sa.UniqueConstraint(
            "consultation_id", "about", name=op.f("uq_signed_video_consultation_id")
        ),
    )
    with op.batch_alter_table("signed_video", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_video_file_id"), ["file_id"], unique=False)
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("has_signed_video", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.alter_column("has_signed_video", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("has_signed_video")
    with op.batch_alter_table("signed_video", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signed_video_file_id"))
    op.drop_table("signed_video")
    op.drop_table("video_piece")
    op.drop_table("video_file")
