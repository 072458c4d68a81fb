"""Runs migrations on the app's own database, in batches that SQLite can do."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from consult.core.database import Json, Model, UtcDateTime, db


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own types as what they are in the database, so that old migrations stay true."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item is Json:
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def process_revision_directives(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no migration when nothing changed."""
    if directives and directives[0].upgrade_ops.is_empty():
        directives.clear()


with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        # A table that is made anew is dropped first, and others point at it. Only outside a
        # transaction can SQLite be told to look away.
        connection.connection.execute("PRAGMA foreign_keys=OFF")
    with connection.begin():
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            process_revision_directives=process_revision_directives,
        )
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        connection.connection.execute("PRAGMA foreign_keys=ON")
