"""A mount, network and process namespace (bubblewrap) with limits, for one program and one job folder.

Inside, nothing of the machine exists but the system's own programs, libraries and TeX trees, read-only, and the
job folder at `/work`. There is no `/proc` (process 1 in there is bubblewrap, whose environment would be
readable), no `/etc` but TeX's, no network, no capability. The environment is what the caller gives.
"""

import asyncio
import contextlib
import os
import shutil
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from app.documents.child_process import PIPE, ChildProcess

WORK = "/work"
_STDERR_KEPT = 64 * 1024
_POLL_SECONDS = 0.05

_SYSTEM = ("/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec")
_TEX_TREES = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/texmf",
    "/opt/texlive",
    "/usr/local/share/texmf",
    "/usr/local/texlive",
    "/usr/share/fonts",
    "/usr/share/texlive",
    "/usr/share/texmf",
    "/usr/share/texmf-config",
    "/usr/share/texmf-dist",
    "/var/lib/texmf",
)
_MERGED = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")


class Limits(msgspec.Struct, frozen=True):
    """Seconds and bytes. `disk` bounds the whole job folder, `file_size` each file in it."""

    cpu_seconds: int = 10
    wall_seconds: float = 15.0
    address_space: int = 1_500_000_000
    file_size: int = 20_000_000
    disk: int = 60_000_000
    processes: int = 64


class Finished(msgspec.Struct, frozen=True):
    """`returncode` is 128 + signal for a killed program; `stopped` says which of our own limits ended it."""

    returncode: int
    stopped: str | None
    stderr: bytes


class SandboxUnavailable(Exception):
    """Bubblewrap or prlimit is not installed; the message names which."""


def _tool(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/bin:/bin")
    if path is None:
        raise SandboxUnavailable(name)
    return path


def _visible() -> list[str]:
    """Bind mounts for what exists here; a folder that is a link (merged /usr) stays a link."""
    arguments: list[str] = []
    for path in (*_SYSTEM, *_TEX_TREES):
        if Path(path).exists():
            arguments += ["--ro-bind", path, path]
    for path in _MERGED:
        if Path(path).is_symlink():
            arguments += ["--symlink", str(Path(path).readlink()), path]
        elif Path(path).exists():
            arguments += ["--ro-bind", path, path]
    return arguments


def sandbox_command(job: Path, argv: Sequence[str], env: Mapping[str, str], limits: Limits) -> list[str]:
    """The whole command line that runs `argv` over the folder `job`.

    The limits are set inside, by prlimit, so that they bind the program and not bubblewrap.
    Raises SandboxUnavailable when bubblewrap or prlimit is missing.
    """
    command = [_tool("bwrap"), "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    command += ["--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "sandbox"]
    command += _visible()
    command += ["--dev-bind", "/dev/null", "/dev/null", "--tmpfs", "/tmp"]  # noqa: S108 - inside the sandbox
    command += ["--bind", str(job), WORK, "--chdir", WORK, "--remount-ro", "/", "--clearenv"]
    for name, value in env.items():
        command += ["--setenv", name, value]
    command += [
        "--",
        _tool("prlimit"),
        f"--cpu={limits.cpu_seconds}:{limits.cpu_seconds + 1}",
        f"--as={limits.address_space}",
        f"--fsize={limits.file_size}",
        f"--nproc={limits.processes}",
        "--nofile=256",
        "--core=0",
        "--",
        *argv,
    ]
    return command


async def run_sandboxed(
    job: Path, argv: Sequence[str], env: Mapping[str, str], limits: Limits | None = None
) -> Finished:
    """Run `argv` in the sandbox until it ends, a limit ends it, or the caller is cancelled.

    Whatever the way out, no process of it is left. Raises SandboxUnavailable.
    """
    limits = limits or Limits()
    child = ChildProcess(sandbox_command(job, argv, env, limits), env={}, stderr=PIPE)
    stderr = asyncio.create_task(_drain(child.output))
    try:
        stopped = await _watch(child, job, limits)
    finally:
        returncode = await child.end()
    return Finished(returncode if returncode >= 0 else 128 - returncode, stopped, await stderr)


async def _watch(child: ChildProcess, job: Path, limits: Limits) -> str | None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + limits.wall_seconds
    while await child.wait(_POLL_SECONDS) is None:
        if loop.time() > deadline:
            return "time"
        if _used(job) > limits.disk:
            return "disk"
    return None


async def _drain(stream: asyncio.StreamReader) -> bytes:
    """Read to the end, so that the writer never blocks, and keep the beginning."""
    kept = bytearray()
    while chunk := await stream.read(8192):
        kept += chunk[: max(0, _STDERR_KEPT - len(kept))]
    return bytes(kept)


def _used(job: Path) -> int:
    total = 0
    for folder, _, files in os.walk(job):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.lstat(f"{folder}/{name}").st_size
    return total


def read_output(job: Path, name: str, limit: int) -> bytes | None:
    """The last `limit` bytes of a regular file that the job left, or None; a link is never followed."""
    try:
        descriptor = os.open(job / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return None
        file.seek(max(0, state.st_size - limit))
        return file.read(limit)


async def read_tool_version(path: str) -> str | None:
    """The first line of `path --version`, or None when it does not run within five seconds."""
    try:
        child = ChildProcess([path, "--version"], env={}, stdout=PIPE)
    except OSError:
        return None
    try:
        async with asyncio.timeout(5):
            said = await child.output.read()
    except TimeoutError:
        return None
    finally:
        await child.end()
    return said.decode("utf-8", "replace").partition("\n")[0].strip() or None
