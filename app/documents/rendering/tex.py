"""LaTeX source to PDF by pdflatex in the sandbox, and only there."""

import asyncio
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from app.clock import utc_today
from app.documents.rendering.inertness import check_inert
from app.documents.rendering.places import Places
from app.documents.rendering.proof import SandboxProof, prove_sandbox
from app.documents.rendering.sandbox import Finished, Limits, SandboxUnavailable, read_output, run_sandboxed
from app.documents.rendering.tex_command import tex_command, tex_environment
from app.documents.rendering.tex_errors import explain_log, stopped_by_limit
from app.errors import RenderFailed

_LOG_READ = 2_000_000
_SLOTS = 2
_WRITTEN = re.compile(r"Output written on resume\.pdf \((?P<pages>\d+) pages?")
# hyperref's bookmarks ask for a second run too; a résumé does not need them, so they do not cost one.
_ASKS_AGAIN = re.compile(
    r"Rerun to get cross-references right|Label\(s\) may have changed|There were undefined references"
    r"|Table widths have changed|Rerun LaTeX\b|[Pp]lease rerun"
)
_MISSING_GLYPH = re.compile(r"^Missing character: There is no (?P<glyph>.+?) in font", re.MULTILINE)
_INPUT_ENCODING = re.compile(r"^[^%\n]*\\usepackage\s*\[\s*(?P<name>[\w-]+)\s*\]\s*\{inputenc\}", re.MULTILINE)
_CODECS = {
    "latin1": "latin-1",
    "latin2": "iso8859-2",
    "latin3": "iso8859-3",
    "latin4": "iso8859-4",
    "latin5": "iso8859-9",
    "latin9": "iso8859-15",
    "latin10": "iso8859-16",
    "ansinew": "cp1252",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "cp1252": "cp1252",
    "cp1257": "cp1257",
    "koi8-r": "koi8-r",
    "applemac": "mac-roman",
}


class CompiledTex(msgspec.Struct, frozen=True):
    """A checked PDF; `warnings` are sentences for the person."""

    pdf: bytes
    pages: int
    warnings: list[str] = []


class TexCompiler:
    """One per process: it holds the proof of the sandbox and the slots that compilations wait for."""

    def __init__(
        self,
        *,
        enabled: bool = True,
        limits: Limits | None = None,
        slots: int = _SLOTS,
        today: Callable[[], date] = utc_today,
    ) -> None:
        """`slots`: compilations at the same time; the others wait, and waiting is not counted against them."""
        self.proof: SandboxProof | None = None
        if not enabled:
            self.proof = SandboxProof(False, "LaTeX is switched off in the settings.", "Switch it on again.")
        self._limits = limits or Limits()
        self._places = Places(slots)
        self._today = today
        self._proving = asyncio.Lock()

    async def prove(self) -> SandboxProof:
        """The proof, made once; those who ask meanwhile wait for the same one."""
        async with self._proving:
            if self.proof is None:
                self.proof = await prove_sandbox()
        return self.proof

    async def compile(self, source: str, owner: str = "") -> CompiledTex:
        """Of one `owner` one at a time.

        Raises RenderFailed, with the line where TeX names one, and without the proof of the sandbox always.
        """
        proof = self.proof or await self.prove()
        if not proof.ok:
            raise RenderFailed(f"LaTeX cannot be compiled on this server. {proof.detail}")
        async with self._places.taken_by(owner):
            with tempfile.TemporaryDirectory(prefix="foreword-tex-", ignore_cleanup_errors=True) as folder:
                try:
                    return await _compile_in(Path(folder), source, self._limits, self._today())
                except SandboxUnavailable as missing:
                    raise RenderFailed(f"LaTeX cannot be compiled on this server: {missing} is missing.") from None
                except OSError as error:
                    raise RenderFailed("LaTeX could not be started on this server. Try again later.") from error


async def _compile_in(job: Path, source: str, limits: Limits, day: date) -> CompiledTex:
    (job / "resume.tex").write_bytes(encode_source(source))
    log = await _run(job, source, limits, day)
    if _ASKS_AGAIN.search(log):
        log = await _run(job, source, limits, day)
    written = _WRITTEN.search(log)
    pdf = read_output(job, "resume.pdf", limits.file_size)
    if written is None or not pdf or not pdf.startswith(b"%PDF-"):
        raise RenderFailed("The document has no pages: nothing stands between \\begin{document} and \\end{document}.")
    facts = await asyncio.to_thread(check_inert, pdf)
    if not facts.has_text:
        raise RenderFailed("The pages contain no text. A résumé must have text that programs can read.")
    return CompiledTex(pdf, int(written["pages"]), _warnings(log))


async def _run(job: Path, source: str, limits: Limits, day: date) -> str:
    finished: Finished = await run_sandboxed(job, tex_command("resume.tex"), tex_environment(day), limits)
    if limit := stopped_by_limit(finished.stopped, finished.returncode):
        raise limit
    log = (read_output(job, "resume.log", _LOG_READ) or b"").decode("utf-8", "backslashreplace")
    if finished.returncode:
        raise explain_log(log, source)
    return log


def encode_source(source: str) -> bytes:
    """The bytes that TeX reads: UTF-8, or what the document itself declares by inputenc where that can hold it.

    A reader has decoded the file already, so a declared Latin-1 must be written back as Latin-1.
    """
    declared = _INPUT_ENCODING.search(source)
    codec = _CODECS.get(declared["name"].lower(), "utf-8") if declared else "utf-8"
    try:
        return source.encode(codec)
    except UnicodeEncodeError:
        return source.encode("utf-8", "replace")


def _warnings(log: str) -> list[str]:
    glyphs = dict.fromkeys(match["glyph"] for match in _MISSING_GLYPH.finditer(log))
    if not glyphs:
        return []
    return [f"{len(glyphs)} character(s) are missing in the chosen font and were left out of the PDF."]
