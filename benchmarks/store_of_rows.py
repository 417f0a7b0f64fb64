"""A data folder filled without a browser, so that pages can be asked for with as many rows as one likes."""

import hashlib
import time
from pathlib import Path

from app.accounts.models import LOCAL_USER
from app.accounts.service import Accounts
from app.db import Database, migrate
from app.documents.reading.worker import read
from app.postings import repository as posting_rows
from app.postings.models import Posting
from app.resumes import repository as resume_rows
from app.settings import Settings
from app.streaming import Event, Run, RunState, SqliteStore
from app.streaming.events import Ending, LogEntry
from app.tailoring import repository as tailoring_rows
from app.tailoring.pipeline import KIND, LABELS

SAMPLES = Path(__file__).parents[1] / "tests" / "samples"
LONG_RUN = "run_long"
LONG_TAILORING = "tlr_long"
EVENTS_AT_ONCE = 1_000


def settings_of(data_dir: Path) -> Settings:
    """The settings of a server on that folder which proves no sandbox."""
    return Settings(data_dir=data_dir, tex="off")


async def fill(data_dir: Path, rows: int) -> None:
    """`rows` résumés, postings and tailorings of the local user."""
    path = settings_of(data_dir).database_path
    migrate(path)
    database = Database(path)
    await Accounts(database).prepare()
    for number in range(rows):
        await _add(database, number)
    await database.close()


async def add_long_run(data_dir: Path, events: int) -> None:
    """A tailoring whose page has to fold a run of that many events."""
    path = settings_of(data_dir).database_path
    database, store = Database(path), SqliteStore(path)
    async with database.write() as connection:
        await connection.execute(tailoring_rows.insert_tailoring(_tailoring(LONG_TAILORING, LONG_RUN, "running")))
    await store.open()
    await store.create_run(Run(id=LONG_RUN, kind=KIND, owner=LOCAL_USER.id, created_at=time.time()), ())
    await store.begin(LONG_RUN, time.time(), 1)
    for first in range(1, events, EVENTS_AT_ONCE):
        await store.append([LogEntry(_event(seq)) for seq in range(first, min(first + EVENTS_AT_ONCE, events))])
    await store.finish(LONG_RUN, events, time.time(), Ending(RunState.DONE))
    await store.close()
    await database.close()


def _event(seq: int) -> Event:
    step = seq % len(LABELS)
    return Event(LONG_RUN, seq, "progress", b'{"step":%d,"label":"%s"}' % (step, LABELS[step].encode()))


async def _add(database: Database, number: int) -> None:
    owner, now = LOCAL_USER.id, time.time() - number
    source = (SAMPLES / "resume_plain.md").read_bytes() + b"\n" * number
    title = f"Jordan Ellis {number}"
    resume = {
        "id": f"res_{number}", "owner": owner, "title": title, "filename": f"resume {number}.md", "format": "md",
        "source": source, "digest": hashlib.sha256(source).digest(), "state": "ready", "version": 1,
        "created_at": now, "updated_at": now,
    }  # fmt: skip
    text = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8") + f"\nReference {number}"
    posting = Posting(f"job_{number}", owner, f"Backend Engineer {number}", "Northwind Ledger", text, now)
    document = read("md", source, lambda _stage: None)
    async with database.write() as connection:
        await connection.execute(resume_rows.insert_resume(resume))
        await connection.execute(resume_rows.set_document(owner, f"res_{number}", document, title, now))
        await posting_rows.add_posting(connection, posting, hashlib.sha256(text.encode()).digest())
        row = _tailoring(f"tlr_{number}", f"run_{number}", "running", number)
        await connection.execute(tailoring_rows.insert_tailoring(row))
        await connection.execute(tailoring_rows.set_done(owner, f"tlr_{number}", 73, b"{}", None, now))


def _tailoring(name: str, run_id: str, state: str, number: int = 0) -> dict[str, object]:
    return {
        "id": name, "owner": LOCAL_USER.id, "resume_id": f"res_{number}", "posting_id": f"job_{number}",
        "resume_title": "Jordan Ellis", "posting_title": "Backend Engineer", "company": "Northwind Ledger",
        "instructions": "", "run_id": run_id, "state": state, "created_at": time.time(),
    }  # fmt: skip
