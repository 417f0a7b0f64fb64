"""What a slice hands to the transaction in which the engine begins or ends a run, in the words of either store."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

_NAMED = re.compile(r"(?<![:\w]):([a-z_]\w*)", re.IGNORECASE)


class Statement(Protocol):
    """One statement. It is asked for its words when the transaction is there, by the store whose words they are."""

    def for_sqlite(self) -> tuple[str, Mapping[str, Any]]:
        """SQL with `:named` parameters, and their values."""

    def for_postgresql(self) -> tuple[str, Sequence[Any]]:
        """SQL with `$1` and following, and their values in that order, of the types that asyncpg wants."""


class PlainStatement(msgspec.Struct, frozen=True):
    """SQL as it is written, with `:named` parameters; `postgresql` where PostgreSQL needs other words."""

    sql: str
    values: Mapping[str, Any] = {}
    postgresql: str = ""

    def for_sqlite(self) -> tuple[str, Mapping[str, Any]]:
        """The words as they are."""
        return self.sql, self.values

    def for_postgresql(self) -> tuple[str, Sequence[Any]]:
        """The words with numbers for names."""
        numbers: dict[str, int] = {}
        sql = _NAMED.sub(
            lambda found: f"${numbers.setdefault(found[1], len(numbers) + 1)}", self.postgresql or self.sql
        )
        return sql, [self.values[name] for name in numbers]
