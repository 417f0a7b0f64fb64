"""The proof, made anew by each process, that TeX in the sandbox cannot read this machine's files.

A sandbox that is silently missing looks like one that works. So hostile TeX is run with TeX's own protection
(`openin_any`) switched off, and must fail to bring home a random secret that lies outside the job folder; it
must succeed with one that lies inside, else the attempt proves nothing.
"""

import asyncio
import secrets
import tempfile
from pathlib import Path

import msgspec

from app.clock import utc_today
from app.documents.rendering.sandbox import Limits, SandboxUnavailable, read_output, run_sandboxed
from app.documents.rendering.tex_command import find_pdflatex, tex_command, tex_environment

TEX_ADVICE = (
    "Install TeX Live (Debian and Ubuntu: apt-get install texlive-latex-recommended texlive-latex-extra "
    "texlive-fonts-recommended)."
)
_TOOL_ADVICE = {
    "bwrap": "Install bubblewrap (Debian and Ubuntu: apt-get install bubblewrap).",
    "prlimit": "Install util-linux, which brings prlimit.",
}
_ADVICE_NAMESPACES = (
    "Allow user namespaces: in Docker run with a seccomp profile that allows them (--security-opt "
    "seccomp=unconfined), on a host set kernel.unprivileged_userns_clone=1 or, with AppArmor, "
    "kernel.apparmor_restrict_unprivileged_userns=0."
)
_LIMITS = Limits(cpu_seconds=5, wall_seconds=10.0)
_READ = r"""\newread\f \def\try#1{\openin\f="#1" \loop\unless\ifeof\f \readline\f to\x \message{\x}\repeat \closein\f
\message{\pdffiledump offset 0 length 64{#1}}}
%s\csname @@end\endcsname"""
_EMBED = r"""\pdfcompresslevel=0 \pdfobjcompresslevel=0
\immediate\pdfobj stream file{%s}\pdfrefobj\pdflastobj \shipout\hbox{x}\csname @@end\endcsname"""


class SandboxProof(msgspec.Struct, frozen=True):
    """`ok` only when the reading was tried and failed; else `detail` says what is wrong and `advice` what to do."""

    ok: bool
    detail: str
    advice: str = ""


async def prove_sandbox() -> SandboxProof:
    """Try to steal a canary (four short TeX runs, under a second); never raises."""
    if find_pdflatex() is None:
        return SandboxProof(False, "pdflatex is not installed.", TEX_ADVICE)
    try:
        with tempfile.TemporaryDirectory(prefix="foreword-proof-", ignore_cleanup_errors=True) as folder:
            return await _steal(Path(folder))
    except SandboxUnavailable as missing:
        tool = str(missing)
        return SandboxProof(False, f"{tool} is not installed.", _TOOL_ADVICE[tool])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return SandboxProof(False, f"The sandbox could not be tried ({reason}).", "Make room for temporary files.")


async def _steal(folder: Path) -> SandboxProof:
    secret = secrets.token_hex(16)
    canary = folder / "canary.txt"
    canary.write_text(f"{secret}\n")
    job = folder / "job"
    job.mkdir()
    (job / "link.txt").symlink_to(canary)
    (job / "inside.txt").write_text(f"{secret}\n")
    found, stderr = await _attempt(job, _READ % r"\try{inside.txt}", secret)
    if not found:
        if b"bwrap" in stderr:
            return SandboxProof(False, "The sandbox cannot start: user namespaces are forbidden.", _ADVICE_NAMESPACES)
        return SandboxProof(False, "pdflatex does not run inside the sandbox.", "Reinstall TeX Live.")
    (job / "inside.txt").unlink()
    outside = (str(canary), "link.txt", "/etc/passwd", "/proc/self/environ", "/proc/1/environ")
    reads = "".join(r"\try{" + path + "}\n" for path in outside)
    attempts = await asyncio.gather(
        _attempt(job, _READ % reads, secret, "read"),
        _attempt(job, _EMBED % canary, secret, "embed"),
        _attempt(job, _EMBED % "/etc/passwd", secret, "system"),
    )
    if any(found for found, _ in attempts):
        return SandboxProof(False, "TeX in the sandbox could read a file outside it.", _ADVICE_NAMESPACES)
    return SandboxProof(True, "TeX runs in a sandbox that cannot read this machine's files.")


async def _attempt(job: Path, source: str, secret: str, name: str = "first") -> tuple[bool, bytes]:
    (job / f"{name}.tex").write_text(source)
    environment = tex_environment(utc_today()) | {"openin_any": "a"}
    finished = await run_sandboxed(job, tex_command(f"{name}.tex", halt=False), environment, _LIMITS)
    loot = b"".join(read_output(job, f"{name}.{kind}", 2_000_000) or b"" for kind in ("log", "pdf"))
    # A dump is hexadecimal, and a log may break a line anywhere.
    loot = loot.replace(b"\n", b"").lower()
    signs = (secret.encode(), secret.encode().hex().encode(), b"root:x:0", b"root:x:0".hex().encode())
    return any(sign in loot for sign in signs), finished.stderr
