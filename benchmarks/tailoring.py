"""The main job over HTTP: a file to a structured résumé, and the six steps with Typst and with pdflatex.

Times are those of somebody who waits: from sending the form to the end event of the page's stream. The bare compile is
one run of pdflatex on the same source, without a sandbox, and takes turns with the six steps.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.browser import Browser
from benchmarks.report import Row
from benchmarks.resumes import POSTING, another, every_format
from tests.running import Server

TURNS = 7
UPLOAD_MILLISECONDS = 150.0
PARSING_MILLISECONDS = 40.0
TYPST_MILLISECONDS = 400.0
COMPILE_FACTOR = 1.3
COMPILE_EXTRA_MILLISECONDS = 250.0
TYPST_RESUME = "resume.md"
TEX_RESUME = "resume.tex"


def rows() -> Iterator[Row]:
    """Uploads by format, our own parsing, the six steps."""
    files = every_format()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with Server(data, rate_limit_per_minute="100000") as server, Browser(server.port) as browser:
            yield from _uploads(browser, files)
            yield from _parsing(Path(folder), files)
            yield from _six_steps(browser, files)


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _medians(works: dict[str, Callable[[int], object]]) -> dict[str, float]:
    """All works take turns; the first turn warms and is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(TURNS + 1):
        for name, work in works.items():
            taken[name].append(_milliseconds(partial(work, turn)))
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def _uploads(browser: Browser, files: dict[str, bytes]) -> Iterator[Row]:
    def upload(name: str) -> Callable[[int], object]:
        return lambda turn: _read(browser, name, another(name, files[name], turn + 1))

    for name, milliseconds in _medians({name: upload(name) for name in files}).items():
        yield Row(f"upload to structured résumé, {name}", milliseconds, "ms", "limit", UPLOAD_MILLISECONDS)


def _read(browser: Browser, name: str, data: bytes) -> str:
    """Upload and wait for the structured résumé; gives back its id."""
    page = browser.submit("/resumes", {}, (name, data))
    browser.watch(f"{page}/events?after=0")
    return page.rpartition("/")[2]


def _parsing(folder: Path, files: dict[str, bytes]) -> Iterator[Row]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    taken = [{name: _parse_once(folder / name) for name in files} for _ in range(TURNS)]
    for name in files:
        milliseconds = statistics.median(turn[name] for turn in taken)
        yield Row(f"our own parsing, {name}", milliseconds, "ms", "limit", PARSING_MILLISECONDS)


def _parse_once(path: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.parse_once", str(path)]
    return float(subprocess.run(command, check=True, capture_output=True).stdout)


def _six_steps(browser: Browser, files: dict[str, bytes]) -> Iterator[Row]:
    plain, tex = _read(browser, TYPST_RESUME, files[TYPST_RESUME]), _read(browser, TEX_RESUME, files[TEX_RESUME])
    posting = browser.submit("/postings", {"text": POSTING, "title": "Backend Engineer"}).rpartition("/")[2]

    def tailor(resume: str) -> Callable[[int], object]:
        return lambda turn: _tailor(browser, resume, posting, f"turn {turn}")

    medians = _medians(
        {"typst": tailor(plain), "pdflatex": tailor(tex), "bare": lambda _turn: _compile(files[TEX_RESUME])}
    )
    allowed = COMPILE_FACTOR * medians["bare"] + COMPILE_EXTRA_MILLISECONDS
    yield Row("six steps, builtin, Typst", medians["typst"], "ms", "limit", TYPST_MILLISECONDS)
    against = f"{COMPILE_FACTOR} × bare compile ({medians['bare']:.0f} ms) + {COMPILE_EXTRA_MILLISECONDS:.0f} ms"
    yield Row("six steps, builtin, pdflatex", medians["pdflatex"], "ms", against, allowed)


def _tailor(browser: Browser, resume: str, posting: str, key: str) -> None:
    """Tailor and wait for the result, which must have come to a PDF."""
    page = browser.submit("/tailorings", {"resume_id": resume, "posting_id": posting, "key": key})
    said = browser.watch(f"{page}/events?after=0")
    if b'class="pdf-page"' not in said:
        raise SystemExit(f"{page} has come to no PDF.")


def _compile(source: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "resume.tex").write_bytes(source)
        command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "resume.tex"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
