"""The archive of a data folder: a ZIP with the database as it was at one moment, and what it has to be, by SHA-256.

The copy is made by SQLite's online backup in one step: a server may go on reading and writing meanwhile, and nothing is
seen half. Everything is in the database but the secret that signs forms, which is left out: each folder makes its own.
"""

import errno
import hashlib
import os
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from app.commands.data_folder import remember_restore
from app.db import newest_revision
from app.errors import Conflict, InvalidInput, OutOfSpace

DATABASE = "foreword.sqlite3"
MANIFEST = "manifest.json"
FORMAT = 1
_PIECE = 1 << 20
_LARGEST_MANIFEST = 100_000
_BUSY_SECONDS = 30.0
_BROKEN = "The database is damaged. Nothing was changed."
_DAMAGED = "{} is damaged, or no backup of Foreword. Nothing was changed."


class Manifest(msgspec.Struct, frozen=True):
    """What the archive says of itself: when it was made (Unix seconds), the newest migration, the database's bytes."""

    format: int
    made_at: float
    revision: str
    size: int
    sha256: str


def write_archive(database: Path, archive: Path) -> Manifest:
    """Copy the database into a new file, readable by its owner alone, that appears when it is whole.

    Raises:
        Conflict: there is a file of that name.
        InvalidInput: the database is damaged, or the file cannot be written there.
        OutOfSpace: no room for the copy and the archive, which take up to twice the database for a moment.
    """
    if archive.exists():
        raise Conflict(f"{archive} exists already. Choose another name.")
    with _room_and_rights(archive.parent), tempfile.TemporaryDirectory(prefix=".backup-", dir=archive.parent) as folder:
        copy, packed = Path(folder) / DATABASE, Path(folder) / archive.name
        _copy(database, copy)
        manifest = Manifest(FORMAT, time.time(), _checked_revision(copy), copy.stat().st_size, _digest_of(copy))
        _pack(manifest, copy, packed)
        packed.replace(archive)
    return manifest


def read_manifest(archive: Path) -> Manifest:
    """What the archive says of itself; its database is not looked at.

    Raises:
        InvalidInput: it is no archive of ours, or was made by a newer Foreword.
    """
    with _opened(archive) as package:
        return _manifest_in(package, archive)


def restore_archive(archive: Path, database: Path) -> Manifest:
    """Put the archive's database in the place of `database`, which nobody may have open.

    It is unpacked beside it, checked, and takes its name in one step: whatever fails before leaves all as it was.

    Raises:
        InvalidInput: it is damaged, no archive of ours, or was made by a newer Foreword.
        OutOfSpace: no room to unpack it beside what is there.
    """
    home = database.parent
    with _room_and_rights(home), tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
        unpacked = Path(folder) / DATABASE
        with _opened(archive) as package:
            manifest = _manifest_in(package, archive)
            _unpack(package, archive, manifest, unpacked)
        if _checked_revision(unpacked) != manifest.revision:
            raise InvalidInput(_DAMAGED.format(archive))
        remember_restore(home)
        _leave_no_journal(database)
        unpacked.replace(database)
        _sync_folder(home)
    return manifest


def check_archive(archive: Path) -> Manifest:
    """Unpack and check it as `restore_archive` does, and keep nothing.

    Raises:
        InvalidInput, OutOfSpace: as there.
    """
    with tempfile.TemporaryDirectory(prefix="foreword-") as folder:
        return restore_archive(archive, Path(folder) / DATABASE)


def _copy(database: Path, copy: Path) -> None:
    """Opened for writing too: one that may only read leaves journals behind, which are not the server's then."""
    uri = f"{database.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as source,
        _created(copy),
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        # One file: the journal of a copy that nobody writes is not to be looked for.
        target.execute("PRAGMA journal_mode=DELETE")


def _pack(manifest: Manifest, copy: Path, packed: Path) -> None:
    with _created(packed) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
            package.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            package.write(copy, DATABASE)
        _sync(file)


def _checked_revision(database: Path) -> str:
    """The revision of a database in which SQLite finds nothing wrong and that this program can read."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if sound else []
    except sqlite3.DatabaseError as error:
        raise InvalidInput(_BROKEN) from error
    if len(rows) != 1:
        raise InvalidInput(_BROKEN)
    revision = str(rows[0][0])
    if revision > newest_revision():
        raise InvalidInput("It was made by a newer Foreword. Install that one, then try again.")
    return revision


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as package:
            if sorted(package.namelist()) != [DATABASE, MANIFEST]:
                raise InvalidInput(_DAMAGED.format(archive))
            yield package
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InvalidInput(_DAMAGED.format(archive)) from error
    except FileNotFoundError as error:
        raise InvalidInput(f"There is no file {archive}.") from error


def _manifest_in(package: zipfile.ZipFile, archive: Path) -> Manifest:
    with package.open(MANIFEST) as file:
        text = file.read(_LARGEST_MANIFEST)
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise InvalidInput(_DAMAGED.format(archive)) from error
    if manifest.format > FORMAT or manifest.revision > newest_revision():
        raise InvalidInput(f"{archive} was made by a newer Foreword. Install that one, then try again.")
    return manifest


def _unpack(package: zipfile.ZipFile, archive: Path, manifest: Manifest, target: Path) -> None:
    digest, left = hashlib.sha256(), manifest.size
    with package.open(DATABASE) as source, _created(target) as file:
        while left >= 0 and (piece := source.read(_PIECE)):
            left -= len(piece)
            digest.update(piece)
            file.write(piece)
        _sync(file)
    if left != 0 or digest.hexdigest() != manifest.sha256:
        raise InvalidInput(_DAMAGED.format(archive))


def _leave_no_journal(database: Path) -> None:
    """SQLite would play the old database's journal into the new one."""
    # A damaged one has no journal worth keeping, and may be the reason for all this.
    if database.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database, timeout=_BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("-wal", "-shm", "-journal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


@contextmanager
def _room_and_rights(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _told(folder, is_full="full" in str(error) or "I/O" in str(error)) from error
    except sqlite3.DatabaseError as error:
        raise InvalidInput(_BROKEN) from error
    except OSError as error:
        raise _told(folder, is_full=error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}) from error


def _told(folder: Path, *, is_full: bool) -> OutOfSpace | InvalidInput:
    if is_full:
        return OutOfSpace(f"There is not enough room in {folder}. Nothing was changed.")
    return InvalidInput(f"Foreword may not read or write there: {folder}. Nothing was changed.")


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _created(path: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        yield file


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
