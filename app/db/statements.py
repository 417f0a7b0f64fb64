"""SQL that both databases understand, and the form in which it is handed to the engine's transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ClauseElement
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

__all__ = ["RowStatement", "as_statement", "insert"]

_SQLITE = sqlite_dialect(paramstyle="named")


class RowStatement(msgspec.Struct, frozen=True):
    """A clause that is put into words when a store asks for them: for one database, never for both."""

    clause: ClauseElement

    def for_sqlite(self) -> tuple[str, Mapping[str, Any]]:
        """SQL with `:named` parameters."""
        compiled = self.clause.compile(dialect=_SQLITE)
        return str(compiled), dict(compiled.params)

    def for_postgresql(self) -> tuple[str, Sequence[Any]]:
        """SQL with `$1` and following, each with its type."""
        from app.db.postgresql import in_words

        return in_words(self.clause)


def as_statement(clause: ClauseElement) -> RowStatement:
    """The clause for the engine to run inside its own transaction."""
    return RowStatement(clause)


@compiles(OnConflictDoNothing, "postgresql")
@compiles(OnConflictDoUpdate, "postgresql")
def _on_conflict(clause: Any, compiler: SQLCompiler, **options: Any) -> str:
    """SQLite took its ON CONFLICT from PostgreSQL, so `insert` serves both; only that names of constraints, which
    SQLite does not know, have to be said to be absent. PostgreSQL's own class would cost every start its import.
    """
    clause.constraint_target = None
    words: str = getattr(compiler, f"visit_{clause.__visit_name__}")(clause, **options)
    return words
