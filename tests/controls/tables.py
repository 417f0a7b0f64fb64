"""The tables of controls: one file for each promise of docs/promises.md, one entry for each control that keeps it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
TABLES = Path(__file__).parent
PROMISES = ROOT / "docs" / "promises.md"
_ROW = re.compile(r"^\| (?P<promise>[^|]+?) \|", re.MULTILINE)


class Control(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One control. `keeps` says in a sentence what it is there for.

    `find` stands once in `file`; with `replace` in its place the control is gone, and each of `tests` (pytest's ids;
    without brackets any parameter) must fail. `by` names the error where that is not a failed assertion; it is "time"
    where nothing ends without the control. `seconds` and `gigabytes` of address space are what its tests may take;
    browsers reserve more than they use: 0 sets no bound.
    """

    name: str
    keeps: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]
    by: str = "AssertionError"
    seconds: float = 90.0
    gigabytes: int = 6

    def without(self, source: str) -> str:
        """The file's text with the control taken away."""
        return source.replace(self.find, self.replace)


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The controls that keep one promise, which is a row of docs/promises.md."""

    promise: str
    control: tuple[Control, ...]


def tables() -> dict[str, Table]:
    """All tables by the name of their file."""
    paths = sorted(TABLES.glob("*.toml"))
    return {path.stem: msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Table) for path in paths}


def controls(names: Iterator[str] | tuple[str, ...] = ()) -> list[Control]:
    """Those of that name, and all of a table of that name; all there are when nothing is named.

    Raises:
        LookupError: there is no such control and no such table.
    """
    every = tables()
    wanted = set(names)
    unknown = wanted - every.keys() - {control.name for table in every.values() for control in table.control}
    if unknown:
        raise LookupError(f"There is no control and no table called {', '.join(sorted(unknown))}.")
    return [
        control
        for name, table in every.items()
        for control in table.control
        if not wanted or wanted & {name, control.name}
    ]


def promises() -> list[str]:
    """The first column of the promises' table."""
    _heading, *rows = _ROW.findall(PROMISES.read_text(encoding="utf-8"))
    return rows
