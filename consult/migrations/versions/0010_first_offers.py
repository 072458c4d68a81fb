"""first offers

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("first_offered_at", sa.DateTime(timezone=True), nullable=True)
        )
    # Nobody knows when what is there came first, so none of it is called late.
    op.execute(
        "UPDATE edition SET first_offered_at = (SELECT consultation.approved_at FROM consultation "
        "WHERE consultation.id = edition.consultation_id) WHERE problem = ''"
    )


def downgrade() -> None:
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_column("first_offered_at")
