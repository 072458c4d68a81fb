"""Tables whose rows are only ever added: the database itself refuses the rest.

Whoever may alter tables can take this away again, so the history does not rely on it alone.
"""

from sqlalchemy import DDL, event

from consult.core.database import Model

_SQLITE = """CREATE TRIGGER {table}_keeps_{what} BEFORE {what} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"""
_POSTGRESQL = """CREATE TRIGGER {table}_keeps_{what} BEFORE {what} ON {table}
FOR EACH ROW {when} EXECUTE FUNCTION only_added()"""
_FUNCTION = """CREATE OR REPLACE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%%: rows are only added', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"""


def rows_are_only_added(model: type[Model], *, fixed_when: str = "") -> None:
    """Let the database refuse to change or delete a row of a table, wherever it is made.

    ``fixed_when`` is SQL about OLD: until it is true a row may change, never go.
    """
    table = Model.metadata.tables[model.__tablename__]
    texts = [("postgresql", _FUNCTION)]
    for what, when in (("UPDATE", fixed_when), ("DELETE", "")):
        names = {"table": table.name, "what": what, "when": f"WHEN ({when})" if when else ""}
        texts += [("sqlite", _SQLITE.format(**names)), ("postgresql", _POSTGRESQL.format(**names))]
    for dialect, text in texts:
        ddl = DDL(text)  # type: ignore[no-untyped-call]  # since: SQLAlchemy says no types here
        event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
