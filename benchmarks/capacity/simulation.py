"""One process on one core that makes, commits and shows live runs, turn by turn of its event loop.

What waits for what is as in the engine: a producer wakes for each token, tokens are joined (`app/llm/joining.py`), the
committer hands over one group while the next gathers (`app/streaming/committer.py`), the writer's thread begins a
transaction every few milliseconds (`app/streaming/sqlite_writer.py`) and shares the core with the loop, and an event is
shown after its commit. Only what each of these costs has to be known.

Two traits of the ground count as well. uvloop's timers fire at whole milliseconds, so that a busy second has no more
than a thousand turns for them. And the writer asks for the interpreter's lock several times in a transaction, for
each of which a busy loop lets it wait as long as `SWITCH_SECONDS`.

Plain Python: a library for simulations makes an object for each of half a million wake-ups, and takes far longer.
"""

import heapq
import math
import random
from typing import NamedTuple

import msgspec

from app.llm.joining import LONGEST_SECONDS, pause
from app.streaming.sqlite_writer import GROUP_SECONDS, SWITCH_SECONDS
from benchmarks.stream_client import SETTLE_SECONDS, WINDOW_SECONDS

NEVER = float("inf")
TICK_SECONDS = 0.001
LOCKS = 8
"""How often a transaction asks for the interpreter's lock: its beginning and end, and each part with its savepoint."""
FORGETTING_SECONDS = 0.003
THOUSAND = 1_000
CROWD_OF_A_TOKEN = 0.2
BEFORE_COMMIT = 0.4
"""Of an event's cost; the rest is to wake its reader, to write its frame and to send it."""


class Costs(msgspec.Struct, frozen=True):
    """Seconds of a core: for a token, an event, a turn of the loop, a transaction, and an event in a transaction.

    `sleep` is what a turn costs more after a sleep of `FORGETTING_SECONDS`, a shorter one less, and `crowd` what an
    event costs more for each thousand of runs, a token a fifth of it: the processor's caches have forgotten them.
    """

    token: float
    event: float
    turn: float
    sleep: float
    crowd: float
    commit: float
    row: float


class Seen(NamedTuple):
    """What a window showed: lateness in seconds, counts, and seconds of a core that the loop and the writer took."""

    p50: float
    p99: float
    tokens: int
    events: int
    turns: int
    sleeps: float
    commits: int
    loop: float
    writer: float

    @property
    def cpu_a_token(self) -> float:
        """Seconds of a core."""
        return (self.loop + self.writer) / max(1, self.tokens)


class _Run:
    __slots__ = ("due", "is_emitting", "pending", "shown", "timer")

    def __init__(self, due: float) -> None:
        self.due = due
        self.shown = -NEVER
        self.pending: list[float] = []
        self.is_emitting = False
        self.timer = NEVER


class Process:
    """The simulated process. Times in seconds from the moment at which the first token may be due."""

    def __init__(self, runs: int, rate: float, costs: Costs, seed: int = 1) -> None:
        chance = random.Random(seed)
        crowd = costs.crowd * runs / THOUSAND
        self._costs = costs
        self._token_cost = costs.token + crowd * CROWD_OF_A_TOKEN
        self._event_cost = costs.event + crowd
        self._gap = 1 / rate
        self._pause = pause(runs)
        self._now = 0.0
        self._runs = [_Run(chance.random() / rate) for _ in range(runs)]
        self._timers = [(_tick(run.due), number, True) for number, run in enumerate(self._runs)]
        heapq.heapify(self._timers)
        self._late: list[int] = []
        self._emitting: list[int] = []
        self._waiting: list[list[float]] = []
        self._committing: list[list[float]] = []
        self._to_show: list[list[float]] = []
        self._writer_from, self._writer_left, self._piece, self._last_commit = NEVER, 0.0, 0.0, -1.0
        self.turns = self.commits = 0
        self.sleeps = self.loop = self.writer = 0.0
        self.shown: list[tuple[float, list[float]]] = []

    def watch(self, settle: float = SETTLE_SECONDS, window: float = WINDOW_SECONDS) -> Seen:
        """Go on to the end of the window; what was shown within it."""
        self._go_on(settle)
        before = (self.turns, self.sleeps, self.commits, self.loop, self.writer)
        self.shown = []
        self._go_on(settle + window)
        late = sorted(at - due for at, dues in self.shown for due in dues) or [0.0]
        after = (self.turns, self.sleeps, self.commits, self.loop, self.writer)
        turns, sleeps, commits, loop, writer = (now - then for now, then in zip(after, before, strict=True))
        return Seen(
            late[len(late) // 2], late[int(len(late) * 0.99)], len(late), len(self.shown),
            int(turns), sleeps, int(commits), loop, writer,
        )  # fmt: skip

    def _go_on(self, until: float) -> None:
        while self._now < until:
            if not (self._late or self._emitting or self._to_show):
                self._idle()
            self._turn()

    def _idle(self) -> None:
        """To the next timer, or to the end of the transaction that the writer has in hand."""
        done = max(self._writer_from, self._now) + self._writer_left if self._committing else NEVER
        moment = min(self._timers[0][0] if self._timers else NEVER, done)
        self._write(self._now, moment, alone=True)
        slept, self._now = moment - self._now, max(self._now, moment)
        forgotten = min(1.0, slept / FORGETTING_SECONDS)
        self.sleeps += forgotten
        self._spend(self._costs.sleep * forgotten)

    def _spend(self, seconds: float) -> None:
        """The loop works; what the writer gets done meanwhile, piece by piece, keeps it waiting."""
        self.loop += seconds
        taken = self._write(self._now, self._now + seconds, alone=False)
        self._now += seconds + taken

    def _write(self, start: float, end: float, *, alone: bool) -> float:
        """The writer's work from `start` to `end`; how much it did."""
        if not self._committing or end < self._writer_from:
            return 0.0
        speed = 1.0 if alone else self._piece / SWITCH_SECONDS
        done = min(self._writer_left, speed * (end - max(start, self._writer_from)))
        self._writer_left -= done
        self.writer += done
        if self._writer_left <= 1e-12:
            self._last_commit = end if alone else end + done
            self._to_show += self._committing
            self._committing = []
            self._writer_left = 0.0
        return done

    def _turn(self) -> None:
        self.turns += 1
        self._spend(self._costs.turn)
        late, self._late = self._late, []
        emitting, self._emitting = self._emitting, []
        to_show, self._to_show = self._to_show, []
        for number in self._due() + late:
            self._token(number)
        for number in emitting:
            self._emit(number)
        for dues in to_show:
            self._spend(self._event_cost * (1 - BEFORE_COMMIT))
            self.shown.append((self._now, dues))
        if self._waiting and not self._committing:
            self._commit()

    def _due(self) -> list[int]:
        """The runs whose token is due; joined text that is due is to be emitted in the next turn."""
        tokens = []
        while self._timers and self._timers[0][0] <= self._now:
            moment, number, is_token = heapq.heappop(self._timers)
            if is_token:
                tokens.append(number)
            elif moment == self._runs[number].timer:
                self._wake(number)
        return tokens

    def _token(self, number: int) -> None:
        self._spend(self._token_cost)
        run = self._runs[number]
        run.pending.append(run.due)
        if self._now >= run.shown + self._pause:
            self._wake(number)
        elif run.timer == NEVER:
            run.timer = _tick(self._now + LONGEST_SECONDS)
            heapq.heappush(self._timers, (run.timer, number, False))
        run.due += self._gap
        if run.due <= self._now:
            self._late.append(number)
        else:
            heapq.heappush(self._timers, (_tick(run.due), number, True))

    def _wake(self, number: int) -> None:
        run = self._runs[number]
        run.timer = NEVER
        if not run.is_emitting:
            run.is_emitting = True
            self._emitting.append(number)

    def _emit(self, number: int) -> None:
        self._spend(self._event_cost * BEFORE_COMMIT)
        run = self._runs[number]
        self._waiting.append(run.pending)
        run.pending, run.is_emitting, run.shown = [], False, self._now

    def _commit(self) -> None:
        self._committing, self._waiting = self._waiting, []
        self._writer_from = max(self._now, self._last_commit + GROUP_SECONDS)
        self._writer_left = self._costs.commit + self._costs.row * len(self._committing)
        self._piece = self._writer_left / LOCKS
        self.commits += 1


def _tick(moment: float) -> float:
    return math.ceil(moment / TICK_SECONDS) * TICK_SECONDS
