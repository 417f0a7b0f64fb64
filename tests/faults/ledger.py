"""What PostgreSQL itself saw happen to runs, and which promises that breaks.

Triggers note every taking, event and step with the moment and with the process whose connection it came by, whatever
that process believes of itself. So a word of a worker that had lost its run shows, although the log does not tell whose
words are whose.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from app.streaming.endings import CrashLoop
from app.streaming.producers import DEFAULT_MAX_ATTEMPTS
from tests.services.installation import Installation

T = TypeVar("T")
N = TypeVar("N", "Taking", "Said")
ENDS = frozenset({"done", "failed", "cancelled", "abandoned", "interrupted"})
_NOTED = """
    number bigint GENERATED ALWAYS AS IDENTITY, at float8 DEFAULT extract(epoch FROM clock_timestamp()), run_id text,
    epoch bigint, process text
"""
_PROCESS = "substr(current_setting('application_name'), length('foreword ') + 1)"
_EPOCH = "(SELECT epoch FROM public.runs WHERE id = NEW.run_id)"
_TABLES = {
    "takings": ("", "NEW.id, NEW.epoch, NEW.worker"),
    "events": (", seq bigint, name text", f"NEW.run_id, {_EPOCH}, {_PROCESS}, NEW.seq, NEW.name"),
    "steps": (", name text", f"NEW.run_id, {_EPOCH}, {_PROCESS}, NEW.name"),
}
_TRIGGERS = (
    "CREATE TRIGGER noted AFTER UPDATE OF epoch ON runs FOR EACH ROW EXECUTE FUNCTION seen.note_takings()",
    "CREATE TRIGGER noted AFTER INSERT OR UPDATE ON run_events FOR EACH ROW EXECUTE FUNCTION seen.note_events()",
    "CREATE TRIGGER noted AFTER INSERT OR UPDATE ON run_steps FOR EACH ROW EXECUTE FUNCTION seen.note_steps()",
)


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody took a run, which raised its epoch. `at` in unix seconds."""

    at: float
    run_id: str
    epoch: int
    process: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An event was written. `epoch` is the run's at that moment, `process` whose connection it was."""

    at: float
    run_id: str
    epoch: int
    process: str
    seq: int
    name: str


class Paid(msgspec.Struct, frozen=True, kw_only=True):
    """A step's result was written."""

    at: float
    run_id: str
    epoch: int
    process: str
    name: str


class Ledger(msgspec.Struct, frozen=True):
    """All of it, each kind in the order of its coming; `states` are those of the runs that were begun since, by id.

    `failures` are the codes of those that failed.
    """

    takings: list[Taking]
    events: list[Said]
    steps: list[Paid]
    states: dict[str, str]
    failures: dict[str, str] = {}


def install(installation: Installation) -> float:
    """Begin to note; the moment, in unix seconds."""
    for name, (columns, values) in _TABLES.items():
        given = f"run_id, epoch, process{_names(columns)}"
        installation.ask(
            "CREATE SCHEMA IF NOT EXISTS seen",
            f"CREATE TABLE seen.{name} ({_NOTED} {columns})",
            f"CREATE FUNCTION seen.note_{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"  # noqa: S608
            f" INSERT INTO seen.{name} ({given}) VALUES ({values}); RETURN NULL; END $$",
        )
    installation.ask(*_TRIGGERS)
    return time.time()


def read(installation: Installation, since: float) -> Ledger:
    """What was noted; nothing may go on from before."""

    def rows(table: str, of: type[T]) -> list[T]:
        asked = f"SELECT coalesce(json_agg(noted ORDER BY number), '[]') FROM seen.{table} AS noted"  # noqa: S608
        return msgspec.json.decode(installation.ask(asked), type=list[of])  # type: ignore[valid-type]

    def of_runs(value: str, which: str = "true") -> dict[str, str]:
        asked = f"SELECT coalesce(json_object_agg(id, {value}), '{{}}') FROM runs"  # noqa: S608
        found = installation.ask(f"{asked} WHERE created_at >= {since} AND {which}")
        return msgspec.json.decode(found, type=dict[str, str])

    return Ledger(
        rows("takings", Taking), rows("events", Said), rows("steps", Paid), of_runs("state"),
        of_runs("convert_from(error, 'UTF8')::json ->> 'code'", "state = 'failed'"),
    )  # fmt: skip


def broken(ledger: Ledger) -> list[str]:
    """A sentence for each promise that a run broke."""
    return [*_ends(ledger), *_fences(ledger), *_payments(ledger), *_failures(ledger)]


def take_over_seconds(ledger: Ledger, losses: Sequence[tuple[float, int]]) -> list[float]:
    """From each loss of a process (moment, id) that had a run to the first event that another said in its place."""
    found = []
    said, taken = _by_run(ledger.events), _by_run(ledger.takings)
    for at, pid in losses:
        for run_id, takings in taken.items():
            mine = [taking for taking in takings if taking.at < at][-1:]
            if mine and is_of(mine[0].process, pid):
                later = [event for event in said[run_id] if event.epoch > mine[0].epoch]
                found += [event.at - at for event in later[:1]]
    return found


def is_of(process: str, pid: int) -> bool:
    """Whether the name is that of the process with this number."""
    return process.split("-")[-2:-1] == [str(pid)]


def _ends(ledger: Ledger) -> Iterator[str]:
    said = _by_run(ledger.events)
    for run_id, state in ledger.states.items():
        names = [event.name for event in said[run_id]]
        ends = [name for name in names if name in ENDS]
        if ends != [state] or names[-1:] != ends:
            yield f"{run_id} is {state} and said {', '.join(names)}"
        if [event.seq for event in said[run_id]] != list(range(1, len(names) + 1)):
            yield f"{run_id} has the numbers {[event.seq for event in said[run_id]]}"


def _fences(ledger: Ledger) -> Iterator[str]:
    owners = {(taking.run_id, taking.epoch): taking.process for taking in ledger.takings}
    written: list[Said | Paid] = [*ledger.events, *ledger.steps]
    for one in written:
        owner = owners.get((one.run_id, one.epoch), "nobody")
        if one.process != owner:
            yield f"{one.process} wrote {one.name} to {one.run_id}, which {owner} had as {one.epoch}"


def _payments(ledger: Ledger) -> Iterator[str]:
    epochs = defaultdict[tuple[str, str], set[int]](set)
    for step in ledger.steps:
        epochs[step.run_id, step.name].add(step.epoch)
    for (run_id, name), several in epochs.items():
        if len(several) > 1:
            yield f"{name} of {run_id} was paid for under {sorted(several)}"


def _failures(ledger: Ledger) -> Iterator[str]:
    """Nothing here fails by itself, so a run may fail only when each of its attempts was killed."""
    taken = _by_run(ledger.takings)
    for run_id, code in ledger.failures.items():
        if code != CrashLoop.code or len(taken[run_id]) <= DEFAULT_MAX_ATTEMPTS:
            yield f"{run_id} failed as {code} when it had been taken {len(taken[run_id])} times"


def _by_run(noted: Sequence[N]) -> defaultdict[str, list[N]]:
    found = defaultdict[str, list[N]](list)
    for one in noted:
        found[one.run_id].append(one)
    return found


def _names(columns: str) -> str:
    return "".join(f", {column.split()[0]}" for column in columns.split(", ") if column)
