"""How long a neighbour waits for a PDF beside hostile documents: `python -m tests.hostile.neighbour`."""

import argparse
import asyncio
import statistics
import sys
import time
from pathlib import Path

import psutil

from app.documents.rendering import Renderer
from app.errors import RenderFailed
from tests.hostile.compiling import TEX
from tests.running import SAMPLES


async def measure(rounds: int) -> tuple[list[float], int]:
    """Seconds of each of the neighbour's compilations, and how many hostile ones were still running at the last."""
    renderer = Renderer()
    proof = await renderer.prove()
    if not proof.ok:
        raise SystemExit(proof.detail)
    resume = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in _endless()]
    hostile = [asyncio.create_task(_ended(renderer, source)) for source in sources]
    while not _compiles():
        await asyncio.sleep(0)
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        await renderer.from_latex(resume, "neighbour")
        seconds.append(time.perf_counter() - started)
    running = sum(not task.done() for task in hostile)
    for task in hostile:
        task.cancel()
    await asyncio.gather(*hostile, return_exceptions=True)
    return seconds, running


def _compiles() -> bool:
    """Whether a hostile document is in the compiler by now: the first one that runs is theirs."""
    return any(child.name() == "bwrap" for child in psutil.Process().children(recursive=True))


async def _ended(renderer: Renderer, source: str) -> None:
    try:
        await renderer.from_latex(source, "mallory")
    except RenderFailed:
        return


def _endless() -> list[Path]:
    return sorted((TEX / "endless").glob("*.tex"), key=lambda path: path.stem != "numbers")


def main() -> None:
    """Print the figures; ends with 1 when a neighbour waited for two seconds or longer."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=10)
    seconds, running = asyncio.run(measure(options.parse_args().rounds))
    median, most = statistics.median(seconds), max(seconds)
    said = f"{len(seconds)} compilations beside {running} hostile ones: median {median:.2f} s, longest {most:.2f} s\n"
    sys.stdout.write(said)
    raise SystemExit(most >= 2)


if __name__ == "__main__":
    main()
