"""requests to delete

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = "ix_response_erasure_asked_at"
IS_ASKED = sa.text("erasure_asked_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        NAME,
        "response",
        ["erasure_asked_at"],
        sqlite_where=IS_ASKED,
        postgresql_where=IS_ASKED,
    )


def downgrade() -> None:
    op.drop_index(NAME, "response")
