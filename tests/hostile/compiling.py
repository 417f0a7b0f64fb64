"""The hostile LaTeX of `tex/` through the app's own compiler, with everything that each run left behind."""

import asyncio
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.documents.rendering.proof import SandboxProof
from app.documents.rendering.sandbox import Finished, Limits, run_sandboxed
from app.documents.rendering.tex import CompiledTex, TexCompiler
from app.errors import RenderFailed
from tests.hostile.looting import lay_canaries, loot

TEX = Path(__file__).parent / "tex"
_CURRENT: ContextVar[str] = ContextVar("the document that is compiled")


class Compiled(NamedTuple):
    """What came of one document: `taken` is all that any of its runs left or said, and what the app logged of it."""

    made: CompiledTex | None
    error: str
    taken: str
    files: frozenset[str]
    stopped: tuple[str | None, ...]


def names(group: str) -> list[str]:
    """The documents of a group."""
    return sorted(path.stem for path in (TEX / group).glob("*.tex"))


def compiler(limits: Limits | None = None) -> TexCompiler:
    """As the app makes it, the sandbox being proven elsewhere."""
    made = TexCompiler(limits=limits)
    made.proof = SandboxProof(True, "Proven elsewhere.")
    return made


def compile_all(
    group: str, outside: Path, *, inside: bool = False, limits: Limits | None = None, only: Iterable[str] = ()
) -> dict[str, Compiled]:
    """Compile the documents of a group, as many at once as the compiler lets; canaries lie in `outside`.

    With `inside` they lie in the job folder and the documents ask for them there: what an attack could do.
    """
    lay_canaries(outside)
    given = {name: _source(group, name, Path("in") if inside else outside) for name in only or names(group)}
    with pytest.MonkeyPatch.context() as patch:
        watched = _Watched(outside, inside=inside)
        patch.setattr("app.documents.rendering.tex.run_sandboxed", watched.run)
        with watched.kept():
            return asyncio.run(_all(given, compiler(limits), watched))


async def _all(given: dict[str, str], tex: TexCompiler, watched: "_Watched") -> dict[str, Compiled]:
    async def one(name: str) -> Compiled:
        _CURRENT.set(name)
        made, error = None, ""
        try:
            made = await tex.compile(given[name])
        except RenderFailed as failure:
            error = failure.message
        return watched.seen(name, made, error)

    return dict(zip(given, await asyncio.gather(*map(one, given)), strict=True))


class _Watched:
    """Stands before the sandbox: lays links or canaries into the job folder, and keeps what is there afterwards."""

    def __init__(self, outside: Path, *, inside: bool) -> None:
        self._outside = outside
        self._inside = inside
        self._taken: dict[str, list[str]] = {}
        self._files: dict[str, set[str]] = {}
        self._stopped: dict[str, list[str | None]] = {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep every log line of the process, at every level, with the document that it was written for."""
        root, watched = logging.getLogger(), self

        class Keeper(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                watched._taken.setdefault(_CURRENT.get(""), []).append(self.format(record))

        keeper, level = Keeper(logging.DEBUG), root.level
        root.addHandler(keeper)
        root.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            root.removeHandler(keeper)
            root.setLevel(level)

    async def run(self, job: Path, argv: Sequence[str], env: Any, limits: Limits | None = None) -> Finished:
        name = _CURRENT.get()
        self._lay(job)
        finished = await run_sandboxed(job, argv, env, limits)
        self._lift(job)
        self._files.setdefault(name, set()).update(entry.name for entry in os.scandir(job))
        self._taken.setdefault(name, []).append(loot(job) + finished.stderr.decode("latin-1"))
        self._stopped.setdefault(name, []).append(finished.stopped)
        return finished

    def seen(self, name: str, made: CompiledTex | None, error: str) -> Compiled:
        taken = "\n".join([*self._taken[name], error, *(made.warnings if made else [])])
        return Compiled(made, error, taken, frozenset(self._files[name]), tuple(self._stopped[name]))

    def _lay(self, job: Path) -> None:
        if self._inside:
            lay_canaries(job / "in")
        for kind in ("tex", "pdf", "jpg"):
            link = job / f"link.{kind}"
            if self._inside:
                link.write_bytes((job / "in" / f"canary.{kind}").read_bytes())
            elif not link.is_symlink():
                link.symlink_to(self._outside / f"canary.{kind}")

    def _lift(self, job: Path) -> None:
        if self._inside:
            for kind in ("tex", "pdf", "jpg"):
                (job / f"link.{kind}").unlink()


def _source(group: str, name: str, folder: Path) -> str:
    text = (TEX / group / f"{name}.tex").read_text(encoding="utf-8")
    for mark, target in (("@secret@", "canary.tex"), ("@picture@", "canary.pdf"), ("@photo@", "canary.jpg")):
        text = text.replace(mark, str(folder / target))
    return text.replace("@folder@", str(folder))
