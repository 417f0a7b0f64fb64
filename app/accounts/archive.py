"""Everything that Foreword holds of a person, as one ZIP that they can keep and other programs can read.

`rows/TABLE.json` has their rows of each table as a list; times are RFC 3339 in UTC. What was stored as a file or as
something that is not JSON lies under `files/`, and its row names it. Left out are secrets, which are digests in the
database anyway. It is one moment of the database: what changes while it is made is not in it.
"""

import asyncio
import errno
import re
import shutil
import time
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any

import msgspec

from app.accounts.repository import belongings as repository
from app.db import Database
from app.errors import OutOfSpace

_WITHHELD = frozenset({"digest", "password_hash", "public_key", "credential_id", "challenge", "words"})
_ALWAYS_FILES = frozenset({"source", "original", "pdf"})
_UNSAFE = re.compile(r"[^0-9A-Za-z_-]+")
_SUFFIX = re.compile(r"[0-9a-z]{1,8}")
_CHUNK_BYTES = 256 * 1024
_IN_MEMORY_BYTES = 4 * 1024 * 1024
_README = """Everything that Foreword holds of you.

rows/   your rows of every table of the database, one JSON list a table. Times are UTC.
files/  your files, and whatever is not text, named after the table, the row and the column they come from.

Left out: the digests of your password, your keys and your sessions, the public halves of your passkeys, and the words
by which conversations are searched: their texts say them already.
"""


class Export(msgspec.Struct, frozen=True):
    """A finished archive. `size` in bytes; `chunks` gives them once."""

    filename: str
    size: int
    chunks: AsyncIterator[bytes]


class Archive:
    """One instance for each process. `folder` has room for archives; `clock` gives Unix seconds."""

    def __init__(self, database: Database, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock

    async def export(self, owner: str) -> Export:
        """Make the archive of one person.

        It is written to the disk of the data folder under no name, so that nothing is left of it whatever happens.

        Raises:
            OutOfSpace: it does not fit on the disk.
        """
        file: IO[bytes] = await asyncio.to_thread(_nameless, self._folder)
        try:
            await self._write(file, owner)
            size = await asyncio.to_thread(_rewind, file)
        except BaseException:
            file.close()
            raise
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        return Export(f"foreword-{day}.zip", size, _Chunks(file))

    async def _write(self, file: IO[bytes], owner: str) -> None:
        folder = str(self._folder)
        with _translated(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", _README)
            async with self._database.read() as connection:
                for part in reversed(await repository.belongings(connection, owner)):
                    with SpooledTemporaryFile(_IN_MEMORY_BYTES, dir=folder) as rows:
                        table = _Table(archive, part, rows)
                        async for some in repository.rows_of(connection, part):
                            await asyncio.to_thread(table.add, some)
                        await asyncio.to_thread(table.finish)


class _Table:
    """One table on its way into the archive: files at once, the rows when all are known."""

    def __init__(self, archive: zipfile.ZipFile, part: repository.Belonging, rows: IO[bytes]) -> None:
        self._archive = archive
        self._name = part.table.name
        self._key = part.key
        self._rows = rows
        self._count = 0

    def add(self, rows: Sequence[repository.Row]) -> None:
        """Take some rows."""
        for row in rows:
            self._rows.write(b",\n" if self._count else b"[\n")
            self._count += 1
            shown = {name: self._value(row, name, value) for name, value in row.items() if name not in _WITHHELD}
            self._rows.write(msgspec.json.encode(shown))

    def finish(self) -> None:
        """Put the list into the archive; a table without rows is left out."""
        if not self._count:
            return
        self._rows.write(b"\n]\n")
        self._rows.seek(0)
        with self._archive.open(f"rows/{self._name}.json", "w", force_zip64=True) as entry:
            shutil.copyfileobj(self._rows, entry)

    def _value(self, row: repository.Row, name: str, value: Any) -> Any:
        if isinstance(value, float) and (name == "at" or name.endswith("_at")):
            return _moment(value)
        if not isinstance(value, bytes):
            return value
        if name not in _ALWAYS_FILES and _is_json(value):
            return msgspec.Raw(value)
        key = "-".join(str(row[column]) for column in self._key)
        path = f"files/{self._name}/{self._count}-{_UNSAFE.sub('_', key)}-{name}{_suffix(row, value)}"
        self._archive.writestr(path, value)
        return {"file": path}


def _moment(seconds: float) -> str | float:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError):
        return seconds


def _is_json(value: bytes) -> bool:
    try:
        msgspec.json.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _suffix(row: repository.Row, value: bytes) -> str:
    if value.startswith(b"%PDF-"):
        return ".pdf"
    if value.startswith(b"PK\x03\x04"):
        return ".docx"
    try:
        value.decode()
    except UnicodeDecodeError:
        return ".bin"
    known = str(row.get("format", "txt")).lower()
    return f".{known}" if _SUFFIX.fullmatch(known) else ".txt"


def _nameless(folder: Path) -> IO[bytes]:
    return TemporaryFile(dir=folder)


def _rewind(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


class _Chunks:
    """What is in a file, once. The file is closed at its end, or when nobody wants the rest: a client may go away
    before it has asked for anything, which a generator would not notice.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        chunk = b"" if self._file.closed else await asyncio.to_thread(self._file.read, _CHUNK_BYTES)
        if not chunk:
            self._file.close()
            raise StopAsyncIteration
        return chunk

    def __del__(self) -> None:
        self._file.close()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise OutOfSpace("The server's disk is full, so the archive cannot be made now. Please try again.") from error
