"""Read files of one kind, each in its own limited process: `python -m benchmarks.read_many KIND N FORMAT …`.

Prints JSON: `count`, `p50` and `p95` in milliseconds with a reader waiting, as a server has it, `fresh` the median
without one, `megabytes` of the largest reader.
"""

import asyncio
import json
import resource
import statistics
import sys
import time
from collections.abc import Sequence

from app.documents.json_resume_export import json_resume_file
from app.documents.reader import SPARE_READER, read_resume
from benchmarks.reading.formats import FORMATS, LeftOut
from benchmarks.reading.person import Person, load

WARM_SECONDS = 0.8
"""What a waiting reader is given for its imports before the next file comes."""


def main() -> None:
    """Make the files, read one to warm the file cache, then time the rest."""
    kind, count, names = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    people = load("tuned")[:count]
    files = [json_resume_file(person.resume) for person in people] if kind == "json" else list(_made(people, names))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    fresh = asyncio.run(_read(files, f"resume.{kind}"))
    times = asyncio.run(_read_by_waiting(files, f"resume.{kind}"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if peak <= before:
        raise SystemExit("No reader was larger than what ran before it, so its memory cannot be told.")
    cuts = statistics.quantiles(times, n=20)
    middle = statistics.median(times)
    found = {"count": len(times), "p50": middle, "p95": cuts[-1], "fresh": statistics.median(fresh)}
    print(json.dumps(found | {"megabytes": peak / 1024}))


def _made(people: Sequence[Person], names: list[str]) -> list[bytes]:
    files = []
    for person in people:
        for name in names:
            try:
                files.append(FORMATS[name].make(person))
            except LeftOut:
                continue
    return files


async def _read_by_waiting(files: list[bytes], filename: str) -> list[float]:
    times = []
    async with SPARE_READER.kept():
        for data in files:
            await asyncio.sleep(WARM_SECONDS)
            times += await _timed([data], filename)
    return times


async def _read(files: list[bytes], filename: str) -> list[float]:
    await read_resume(files[0], filename)
    return await _timed(files, filename)


async def _timed(files: list[bytes], filename: str) -> list[float]:
    times = []
    for data in files:
        started = time.perf_counter()
        await read_resume(data, filename)
        times.append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    main()
