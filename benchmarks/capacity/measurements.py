"""What was measured, as it is kept in `measured.json`: the page of docs/capacity.md is printed from it."""

from pathlib import Path

import msgspec

PATH = Path(__file__).parent / "measured.json"


class Trial(msgspec.Struct, frozen=True):
    """One server on one core, one window. Lateness in seconds; `loop` and `writer` are seconds of a core that the two
    threads took, `seconds` how long the window was, `rate` tokens a second of each run.
    """

    runs: int
    rate: int
    p50: float
    p99: float
    tokens: int
    events: int
    loop: float
    writer: float
    seconds: float

    @property
    def cpu_a_token(self) -> float:
        """Seconds of a core."""
        return (self.loop + self.writer) / max(1, self.tokens)


class SharedTrial(msgspec.Struct, frozen=True):
    """Several servers and as many workers on one PostgreSQL and one Redis. `cpus` are seconds of a core: of all
    servers, of all workers, of PostgreSQL, of Redis.
    """

    processes: int
    runs: int
    rate: int
    p50: float
    p99: float
    tokens: int
    events: int
    cpus: tuple[float, float, float, float]
    seconds: float

    @property
    def cpu_a_token(self) -> float:
        """Seconds of a core, of all parts together."""
        return sum(self.cpus) / max(1, self.tokens)


class Measurements(msgspec.Struct, frozen=True):
    """Everything of one day. `calibration` are the trials from which costs are taken, `points` those to be predicted.

    `idle` is the bytes that a stream takes on which nothing happens.
    """

    machine: str
    conditions: str
    calibration: list[Trial]
    points: list[Trial]
    shared_calibration: list[SharedTrial]
    shared: list[SharedTrial]
    idle: float


def read(path: Path = PATH) -> Measurements:
    """What was measured last."""
    return msgspec.json.decode(path.read_bytes(), type=Measurements)


def write(measured: Measurements, path: Path = PATH) -> None:
    """Keep it."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(measured), indent=1) + b"\n")
