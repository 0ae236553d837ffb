"""The table of a journal in a database, and the triggers that keep it as it is.

`METADATA.create_all(engine)` makes both; so does whatever reads the metadata, if it takes over the
triggers. Whoever records needs the right to select and to insert, and no other.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

TABLE: Final = "reintegra_journal"
"""The name of the table; a database, or a schema of it, has one journal."""

METADATA: Final = MetaData()
"""The table with its indexes and triggers."""

_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")

ENTRY: Final = Table(
    TABLE,
    METADATA,
    Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("version", _NUMBER, nullable=False),
    Column("key", Text),
    Column("digest", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("sequence > 0", name=f"{TABLE}_sequence"),
    CheckConstraint("version > 0", name=f"{TABLE}_version"),
    CheckConstraint("length(digest) = 32", name=f"{TABLE}_digest"),
    UniqueConstraint("stream", "version", name=f"{TABLE}_stream_version"),
)
"""One row an entry, as `Row`; times, actor and mandate stand within the canonical bytes.

A command of several entries has its key on each, so that a key is not unique by itself. The
sequence is: of two commands that would follow on the same entry the database takes one.
"""

Index(
    f"{TABLE}_by_key",
    ENTRY.c.key,
    ENTRY.c.sequence,
    postgresql_where=ENTRY.c.key.is_not(None),
    sqlite_where=ENTRY.c.key.is_not(None),
)
Index(
    f"{TABLE}_first",
    ENTRY.c.sequence,
    postgresql_where=ENTRY.c.version == 1,
    sqlite_where=ENTRY.c.version == 1,
)

_NEVER: Final = "a journal is never changed"
_TRIGGERS: Final = (
    *(
        (
            "sqlite",
            (
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            ),
        )
        for act in ("UPDATE", "DELETE")
    ),
    (
        "postgresql",
        (
            f"CREATE OR REPLACE FUNCTION {TABLE}_never_changed() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_NEVER}'; END $$"
        ),
    ),
    (
        "postgresql",
        (
            f"CREATE TRIGGER {TABLE}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_never_changed()"
        ),
    ),
)
for _dialect, _statement in _TRIGGERS:
    _trigger = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy leaves it untyped
    event.listen(ENTRY, "after_create", _trigger.execute_if(dialect=_dialect))
