"""What both databases can say, each in its own words."""

from typing import Any

from sqlalchemy import ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class whole(GenericFunction[int]):  # noqa: N801 - named as a function of SQL is
    """A number without what is behind its point, which PostgreSQL's CAST would round."""

    type = Integer()
    inherit_cache = True

    def __init__(self, number: ColumnElement[Any]) -> None:
        super().__init__(number)


class place_of(GenericFunction[int]):  # noqa: N801 - named as a function of SQL is
    """Where the piece stands first in a text, counted from 1; 0 where it does not. Small and capital letters differ."""

    type = Integer()
    inherit_cache = True

    def __init__(self, text: ColumnElement[Any], piece: str) -> None:
        super().__init__(text, piece)


@compiles(place_of)
def _in(function: place_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(function.clauses, **options)})"


@compiles(place_of, "postgresql")
def _at(function: place_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(function.clauses, **options)})"


@compiles(whole)
def _cut(function: whole, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(function.clauses, **options)} AS BIGINT)"


@compiles(whole, "postgresql")
def _truncated(function: whole, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(trunc({compiler.process(function.clauses, **options)}) AS BIGINT)"
