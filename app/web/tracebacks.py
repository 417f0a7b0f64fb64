"""What a log may say of an error: where it happened and of what kind it is, never its message.

A message quotes what it is about: SQLAlchemy the values of a row, msgspec a field, `int()` the text that is no number,
SQLite's search the words that were searched for. In Foreword these are people's résumés and letters.
"""

import sqlite3
import traceback
from collections.abc import Iterator

from app.errors import AppError

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_MOST = 12


def told_without_messages(error: BaseException) -> str:
    """A traceback as Python prints it, with the causes and the parts of a group, but without any message."""
    return "".join(_told(error, _MOST)).rstrip("\n")


def _told(error: BaseException, left: int) -> Iterator[str]:
    before, joint = _before(error)
    if before is not None and left > 1:
        yield from _told(before, left - 1)
        yield joint
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{_kind(error)}\n"
    if isinstance(error, BaseExceptionGroup) and left > 1:
        for part in error.exceptions[:_MOST]:
            yield from (f"  | {line}\n" for line in "".join(_told(part, left // 2)).splitlines())


def _before(error: BaseException) -> tuple[BaseException | None, str]:
    if error.__cause__ is not None:
        return error.__cause__, _CAUSE
    return None if error.__suppress_context__ else error.__context__, _CONTEXT


def _kind(error: BaseException) -> str:
    """The kind, and what is known about it that nobody has written: a number, or a name from the program itself."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    known = _known(error)
    return f"{name}: {known}" if known else name


def _known(error: BaseException) -> str:
    if isinstance(error, AppError):
        return error.code
    if isinstance(error, sqlite3.Error):
        return str(getattr(error, "sqlite_errorname", ""))
    if isinstance(error, OSError):
        return f"[Errno {error.errno}]" if error.errno is not None else ""
    if isinstance(error, AttributeError):
        return f"{type(error.obj).__name__} has no {error.name}" if isinstance(error.name, str) else ""
    if isinstance(error, NameError | ImportError):
        return str(error.name or "")
    if isinstance(error, UnicodeDecodeError | UnicodeEncodeError):
        return f"{error.encoding}, at {error.start}"
    return ""
