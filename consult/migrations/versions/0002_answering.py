"""answering

Revision ID: 0002
Revises: 0001
"""

import secrets
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from consult.core.sealing import name_apart, seal_json
from consult.core.security import CODE_LETTERS, clean_code, code_for, keyed, new_key

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_tables()
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(), nullable=True))

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seed", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("code_hash", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("intake", JSON, nullable=True))
        batch_op.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))

    _seal_drafts()
    with op.batch_alter_table("draft", schema=None) as batch_op:
        for name in ("seed", "code_hash"):
            batch_op.alter_column(name, existing_type=sa.String(), nullable=False)
        batch_op.alter_column("sealed", existing_type=sa.LargeBinary(), nullable=False)
        batch_op.create_index(batch_op.f("ix_draft_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_draft_code_hash"), ["code_hash"])
        batch_op.create_unique_constraint(batch_op.f("uq_draft_seed"), ["seed"])
        batch_op.create_foreign_key(
            batch_op.f("fk_draft_corrects_id_response"), "response", ["corrects_id"], ["id"]
        )
        batch_op.drop_column("others")
        batch_op.drop_column("answers")

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.add_column(sa.Column("day", sa.Date(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_job_kind"), ["kind", "day"])

    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("capacity", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("standing", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("in_grace", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("seed", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("erasure_asked_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("signals", JSON, nullable=True))
        batch_op.add_column(sa.Column("network", sa.String(), nullable=True))

    _complete_responses()
    _seal_equality_answers()
    op.drop_table("equality_answer")
    with op.batch_alter_table("response", schema=None) as batch_op:
        for name in ("reference", "standing"):
            batch_op.alter_column(name, existing_type=sa.String(), nullable=False)
        batch_op.alter_column("in_grace", existing_type=sa.Boolean(), nullable=False)
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("signals", existing_type=JSON, nullable=False)
        batch_op.drop_index(batch_op.f("ix_response_consultation_id"))
        batch_op.drop_index(batch_op.f("ix_response_receipt_hash"))
        batch_op.create_index(
            "ix_response_consultation_standing", ["consultation_id", "standing"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_response_network"), ["network"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_response_receipt_hash"), ["receipt_hash"])
        batch_op.create_unique_constraint(batch_op.f("uq_response_reference"), ["reference"])


def _make_tables() -> None:
    op.create_table(
        "code_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_try")),
    )
    with op.batch_alter_table("code_try", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_try_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_code_try_network"), ["network"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_table(
        "equality_answers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_answers")),
    )
    op.create_table(
        "earlier_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("publish", sa.String(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_earlier_version_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_version")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_earlier_version_response_id")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_upload_draft_id_draft")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_upload_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_response_id"), ["response_id"], unique=False)


def _rows(table: sa.TableClause) -> Iterator[Any]:
    """Read a table whole: what is here was kept before anybody used this in earnest."""
    yield from op.get_bind().execute(sa.select(table)).all()


def _seal_drafts() -> None:
    """Seal what people had typed; each keeps the key that its browser holds."""
    draft = sa.table(
        "draft",
        sa.column("id"),
        sa.column("answers", JSON),
        sa.column("others", JSON),
        sa.column("seed"),
        sa.column("code_hash"),
        sa.column("sealed"),
    )
    for row in _rows(draft):
        seed = new_key()
        code = clean_code(code_for("return", seed, length=8, group=4))
        typed = {"answers": row.answers, "others": row.others, "languages": {}, "earlier": []}
        op.execute(
            draft.update()
            .where(draft.c.id == row.id)
            .values(
                seed=seed,
                code_hash=keyed("return code", code),
                sealed=seal_json("draft", seed, typed),
            )
        )


def _complete_responses() -> None:
    """Give each response a public reference; all that came so far counts."""
    response = sa.table(
        "response",
        sa.column("id"),
        *(sa.column(name) for name in ("reference", "standing", "in_grace", "number")),
        sa.column("signals", JSON),
    )
    for row in _rows(response):
        letters = "".join(secrets.choice(CODE_LETTERS) for _letter in range(10))
        op.execute(
            response.update()
            .where(response.c.id == row.id)
            .values(
                reference=f"{letters[:5]}-{letters[5:]}",
                standing="counted",
                in_grace=False,
                number=1,
                signals=[],
            )
        )


def _seal_equality_answers() -> None:
    """Move what people said about themselves to where only the key can match it."""
    old = sa.table(
        "equality_answer",
        sa.column("id"),
        sa.column("response_id"),
        sa.column("question"),
        sa.column("value", JSON),
        sa.column("other", JSON),
    )
    new = sa.table("equality_answers", sa.column("id"), sa.column("sealed"))
    said: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(old):
        name = name_apart("equality", str(row.response_id))
        one = {"question": row.question, "value": row.value, "other": row.other}
        said.setdefault(name, []).append(one)
    for name in sorted(said):
        op.execute(new.insert().values(id=name, sealed=seal_json("equality", name, said[name])))


def downgrade() -> None:
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_response_reference"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_response_receipt_hash"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_response_network"))
        batch_op.drop_index("ix_response_consultation_standing")
        batch_op.create_index(
            batch_op.f("ix_response_receipt_hash"), ["receipt_hash"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_response_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.drop_column("network")
        batch_op.drop_column("signals")
        batch_op.drop_column("erasure_asked_at")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("number")
        batch_op.drop_column("seed")
        batch_op.drop_column("in_grace")
        batch_op.drop_column("standing")
        batch_op.drop_column("capacity")
        batch_op.drop_column("reference")

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_job_kind"), type_="unique")
        batch_op.drop_column("day")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        # What is sealed stays so: going back is for people without answers of others.
        for name in ("answers", "others"):
            batch_op.add_column(sa.Column(name, JSON, nullable=False, server_default="{}"))
        batch_op.drop_constraint(batch_op.f("fk_draft_corrects_id_response"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_draft_seed"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_draft_code_hash"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_draft_corrects_id"))
        batch_op.drop_column("checked_at")
        batch_op.drop_column("sealed")
        batch_op.drop_column("intake")
        batch_op.drop_column("corrects_id")
        batch_op.drop_column("code_hash")
        batch_op.drop_column("seed")

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_column("language")

    op.create_table(
        "equality_answer",
        sa.Column("id", sa.INTEGER(), nullable=False),
        sa.Column("response_id", sa.INTEGER(), nullable=False),
        sa.Column("question", sa.VARCHAR(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("other", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_equality_answer_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_answer")),
    )
    with op.batch_alter_table("equality_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_equality_answer_response_id"), ["response_id"], unique=False
        )

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_response_id"))
        batch_op.drop_index(batch_op.f("ix_upload_draft_id"))

    op.drop_table("upload")
    op.drop_table("earlier_version")
    op.drop_table("equality_answers")
    op.drop_table("contact")
    with op.batch_alter_table("code_try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_try_network"))
        batch_op.drop_index(batch_op.f("ix_code_try_at"))

    op.drop_table("code_try")
