"""How long a neighbour waits for a PDF beside hostile documents: `python -m tests.hostile.neighbour`."""

import argparse
import asyncio
import statistics
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.documents.rendering import Renderer
from app.documents.rendering.sandbox import Finished, run_sandboxed
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
    begun = asyncio.Event()

    async def noted(*arguments: Any, **options: Any) -> Finished:
        begun.set()
        return await run_sandboxed(*arguments, **options)

    patch("app.documents.rendering.tex.run_sandboxed", noted).start()
    hostile = [asyncio.create_task(_ended(renderer, source)) for source in sources]
    await begun.wait()
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
