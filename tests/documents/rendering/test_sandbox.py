"""What a program in the sandbox sees and may use."""

import os
import socket
from pathlib import Path

import pytest

from app.documents.rendering import sandbox
from app.documents.rendering.proof import prove_sandbox
from app.documents.rendering.sandbox import Limits, SandboxUnavailable, read_output, run_sandboxed
from app.documents.rendering.tex import TexCompiler
from app.errors import RenderFailed

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SEEN": "yes"}


async def shell(job: Path, script: str, limits: Limits | None = None) -> str:
    finished = await run_sandboxed(job, ["/bin/sh", "-c", f"({script}) > out 2>&1"], ENVIRONMENT, limits)
    assert finished.stopped is None
    return (read_output(job, "out", 100_000) or b"").decode()


async def test_only_the_system_and_the_job_are_there(tmp_path: Path) -> None:
    assert set((await shell(tmp_path, "ls /")).split()) <= {
        *("bin", "dev", "etc", "lib", "lib32", "lib64", "opt", "sbin", "tmp", "usr", "var", "work")
    }
    assert set((await shell(tmp_path, "ls /etc")).split()) <= {"alternatives", "ld.so.cache", "texmf"}
    assert (await shell(tmp_path, "ls /dev")).split() == ["null"]
    assert await shell(tmp_path, "ls /tmp") == ""


async def test_the_environment_is_only_what_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOREWORD_SECRET_KEY", "canary")
    seen = await shell(tmp_path, "env; cat /proc/1/environ")
    assert "SEEN=yes" in seen
    assert "canary" not in seen


async def test_not_even_the_first_process_has_the_server_s_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Process 1 in there is bubblewrap itself, so a `/proc` would show what bubblewrap was started with."""
    monkeypatch.setenv("FOREWORD_SECRET_KEY", "canary")

    def with_proc(job: Path, argv: list[str], env: dict[str, str], limits: Limits) -> list[str]:
        command = plain_command(job, argv, env, limits)
        return [*command[:1], "--proc", "/proc", *command[1:]]

    plain_command = sandbox.sandbox_command
    monkeypatch.setattr(sandbox, "sandbox_command", with_proc)
    seen = await shell(tmp_path, "tr '\\0' ' ' < /proc/1/cmdline; cat /proc/1/environ")
    assert "bwrap" in seen
    assert "canary" not in seen


async def test_nothing_but_the_job_can_be_written(tmp_path: Path) -> None:
    said = await shell(tmp_path, "for d in / /usr /usr/bin /etc /work; do touch $d/made && echo made in $d; done")
    assert [line for line in said.splitlines() if line.startswith("made in")] == ["made in /work"]
    assert (tmp_path / "made").exists()


async def test_the_program_is_nobody_without_network(tmp_path: Path) -> None:
    assert (await shell(tmp_path, "id -u; id -g")).split() == ["65534", "65534"]
    assert await shell(tmp_path, "perl -e 'print chroot(q(/work)) ? q(privileged) : q(plain)'") == "plain"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        call = f'use IO::Socket; print IO::Socket::INET->new("127.0.0.1:{port}") ? "reached" : "no network"'
        assert await shell(tmp_path, f"perl -e '{call}'") == "no network"


async def test_every_limit_is_set_on_the_program(tmp_path: Path) -> None:
    limits = Limits(cpu_seconds=7, address_space=900_000_000, file_size=3_000_000, processes=40)
    table = await shell(tmp_path, "prlimit --noheadings --raw -o RESOURCE,SOFT", limits)
    soft = dict(line.split() for line in table.splitlines())
    assert soft["CPU"] == "7"
    assert soft["AS"] == "900000000"
    assert soft["FSIZE"] == "3000000"
    assert soft["NPROC"] == "40"
    assert soft["CORE"] == "0"


async def test_a_program_that_only_waits_is_ended_by_the_clock(tmp_path: Path) -> None:
    finished = await run_sandboxed(tmp_path, ["sleep", "60"], ENVIRONMENT, Limits(wall_seconds=0.3))
    assert finished.stopped == "time"
    assert finished.returncode == 128 + 9


async def test_a_flood_of_errors_is_read_but_not_kept(tmp_path: Path) -> None:
    flood = ["/bin/sh", "-c", "yes | head -c 3000000 >&2"]
    finished = await run_sandboxed(tmp_path, flood, ENVIRONMENT)
    assert finished.returncode == 0
    assert len(finished.stderr) == 64 * 1024


def test_an_output_that_is_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    job = tmp_path / "job"
    job.mkdir()
    (job / "resume.pdf").symlink_to(secret)
    os.mkfifo(job / "resume.log")
    assert read_output(job, "resume.pdf", 100) is None
    assert read_output(job, "resume.log", 100) is None


def test_only_the_end_of_a_long_output_is_read(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"a" * 1000 + b"the end")
    assert read_output(tmp_path, "log", 7) == b"the end"


async def test_the_proof_holds_here() -> None:
    proof = await prove_sandbox()
    assert proof.ok, proof.detail


def without_namespace(job: Path, argv: list[str], env: dict[str, str], _: Limits) -> list[str]:
    settings = [f"{name}={value}" for name, value in env.items() if value != sandbox.WORK]
    return ["/usr/bin/env", "-i", "-C", str(job), *settings, *argv]


async def test_the_proof_notices_that_the_namespace_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "sandbox_command", without_namespace)
    proof = await prove_sandbox()
    assert not proof.ok
    assert "could read a file outside" in proof.detail
    assert proof.advice


async def test_the_proof_says_when_namespaces_are_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = ["/bin/sh", "-c", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1"]
    monkeypatch.setattr(sandbox, "sandbox_command", lambda *_: refusal)
    proof = await prove_sandbox()
    assert not proof.ok
    assert "user namespaces are forbidden" in proof.detail


@pytest.mark.parametrize("tool", ["bwrap", "prlimit"])
async def test_the_proof_names_a_missing_tool(tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> list[str]:
        raise SandboxUnavailable(tool)

    monkeypatch.setattr(sandbox, "sandbox_command", missing)
    proof = await prove_sandbox()
    assert proof.detail == f"{tool} is not installed."
    assert "Install" in proof.advice


async def test_without_the_proof_latex_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "sandbox_command", without_namespace)
    compiler = TexCompiler()
    with pytest.raises(RenderFailed, match="cannot be compiled on this server"):
        await compiler.compile(r"\documentclass{article}\begin{document}x\end{document}")


async def test_switched_off_latex_is_not_compiled_and_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "sandbox_command", lambda *_: pytest.fail("a process was started"))
    with pytest.raises(RenderFailed, match="switched off"):
        await TexCompiler(enabled=False).compile("x")
