"""Whether each renderer works here: one line each for whoever runs the server."""

from importlib.metadata import version

import msgspec

from app.clock import utc_today
from app.documents.rendering.proof import TEX_ADVICE, SandboxProof, prove_sandbox
from app.documents.rendering.sandbox import read_tool_version
from app.documents.rendering.tex_command import find_pdflatex
from app.documents.rendering.typst_renderer import render_resume
from app.documents.resume import Basics, Resume
from app.errors import RenderFailed


class Status(msgspec.Struct, frozen=True):
    """`advice` is what to do about it, empty when `ok`."""

    ok: bool
    detail: str
    advice: str = ""


async def tex_status() -> Status:
    """Whether pdflatex is installed, and which."""
    path = find_pdflatex()
    if path is None:
        return Status(False, "pdflatex is not installed; résumés in LaTeX get the built-in design.", TEX_ADVICE)
    banner = await read_tool_version(path)
    return Status(True, banner) if banner else Status(False, "pdflatex does not run.", TEX_ADVICE)


async def sandbox_status() -> Status:
    """Whether hostile TeX, run now, fails to read this machine's files."""
    proof: SandboxProof = await prove_sandbox()
    return Status(proof.ok, proof.detail, proof.advice)


async def typst_status() -> Status:
    """Whether the built-in design makes a PDF, and with which Typst."""
    try:
        await render_resume(Resume(basics=Basics(name="Ada Lovelace")), day=utc_today())
    except (ImportError, RenderFailed):
        return Status(False, "Typst does not run.", "Install Foreword's dependencies again (make setup).")
    return Status(True, f"Typst {version('typst')}")
