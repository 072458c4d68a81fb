"""answers and outcomes in other languages

Revision ID: 0009
Revises: 0008
"""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "answer_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("made_from", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_answer_translation_response_id_response"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_translation")),
        sa.UniqueConstraint(
            "response_id", "question", name=op.f("uq_answer_translation_response_id")
        ),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", JSON, nullable=False, server_default="{}"))
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.alter_column("outcome", server_default=None)
    _copy_outcomes()


def _copy_outcomes() -> None:
    """Copy the words of what is published already, so that it can be translated too."""
    said = sa.text(
        "SELECT consultation_id, sha256, content FROM report"
        " WHERE state = 'published' ORDER BY number"
    )
    consultation = sa.table("consultation", sa.column("id"), sa.column("outcome", JSON))
    for consultation_id, sha256, content in op.get_bind().execute(said).all():
        texts = [text for theme in json.loads(content)["themes"] for text in _texts_of(theme)]
        its = consultation.c.id == consultation_id
        outcome = {"sha256": sha256, "texts": texts}
        op.execute(consultation.update().where(its).values(outcome=outcome))


def _texts_of(theme: dict[str, Any]) -> list[dict[str, str]]:
    name = hashlib.sha256(f"{theme['question']}/{theme['name']}".encode()).hexdigest()[:12]
    decision = theme["decision"] or {}
    texts = {"name": theme["name"], **{k: decision[k] for k in ("decided", "why") if decision}}
    return [{"key": f"outcome.{name}.{key}", "text": text} for key, text in texts.items()]


def downgrade() -> None:
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("outcome")
    op.drop_table("answer_translation")
