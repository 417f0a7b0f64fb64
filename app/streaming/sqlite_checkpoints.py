"""Moving what is committed from the write-ahead log into the file, beside the thread that writes.

SQLite does it within a commit by itself, every thousand pages; on a disk that takes 50 to 100 ms, in which no run says
anything. A passive checkpoint of another connection hinders nobody (SQLite, "Write-Ahead Logging", section 2.3). It
never gets to the end of a log that is being written, though, and only from there the log begins anew: so when it has
grown long the writer does the last of it, which is next to nothing by then.
"""

import contextlib
import logging
import sqlite3
import threading

logger = logging.getLogger(__name__)

COMMITS_BETWEEN = 256
LONG_PAGES = 8_000
LONGEST_PAGES = 16_000
"""Where a connection does it within a commit after all: nobody else does, or it cannot keep up."""
_CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"


class Checkpoints:
    """A thread with a connection of its own, woken after every `COMMITS_BETWEEN` commits.

    `is_long`: the writer does the last of the log at its next commit.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._wake = threading.Condition()
        self._commits = 0
        self._is_closing = False
        self.is_long = False
        self._thread = threading.Thread(target=self._run, name="run log checkpoints", daemon=True)
        self._thread.start()

    def committed(self, writing: sqlite3.Connection) -> None:
        """Count a commit, which `writing` has made; called in the writer's thread."""
        if self.is_long:
            with contextlib.suppress(sqlite3.Error):
                is_refused, _pages, _moved = writing.execute(_CHECKPOINT).fetchone()
                self.is_long = bool(is_refused)
        with self._wake:
            self._commits += 1
            if self._commits >= COMMITS_BETWEEN:
                self._wake.notify()

    def close(self) -> None:
        """Stop the thread and close its connection."""
        with self._wake:
            self._is_closing = True
            self._wake.notify()
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while self._is_due():
            try:
                if self._pages() > LONG_PAGES:
                    self._pages()
                    self.is_long = True
            except sqlite3.Error:
                logger.warning("the write-ahead log could not be moved into the file", exc_info=True)

    def _is_due(self) -> bool:
        with self._wake:
            while self._commits < COMMITS_BETWEEN and not self._is_closing:
                self._wake.wait()
            self._commits = 0
            return not self._is_closing

    def _pages(self) -> int:
        _busy, pages, _moved = self._connection.execute(_CHECKPOINT).fetchone()
        return int(pages)
