"""The data folder as a whole: who works on it, and whether it was brought back from a backup."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import Conflict

_LOCK = "serving.lock"
_RESTORED = "restored"


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the kernel lets go of it with the process, however that ends.

    Raises:
        Conflict: another one holds it.
    """
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Conflict(
            f"Another Foreword is already serving the data folder {folder}. "
            "Stop it, or give this one a folder of its own with FOREWORD_DATA_DIR."
        ) from error
    try:
        yield
    finally:
        os.close(lock)


def remember_restore(folder: Path) -> None:
    """The database comes from a backup: what runs in it is from another day, and is not to be gone on with."""
    (folder / _RESTORED).touch(mode=0o600)


def was_restored(folder: Path) -> bool:
    """Whether the database was brought back and no server has settled its runs since."""
    return (folder / _RESTORED).exists()


def forget_restore(folder: Path) -> None:
    """The runs of the other day are settled."""
    (folder / _RESTORED).unlink(missing_ok=True)
