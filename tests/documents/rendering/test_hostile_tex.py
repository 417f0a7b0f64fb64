"""Hostile LaTeX in the real compiler: nothing from outside comes home, and what never ends is ended."""

import asyncio
import os
from datetime import date
from pathlib import Path

import pytest

from app.documents.rendering.proof import SandboxProof
from app.documents.rendering.sandbox import Finished, Limits, read_output, run_sandboxed
from app.documents.rendering.tex import TexCompiler
from app.documents.rendering.tex_command import tex_command, tex_environment
from app.documents.rendering.tex_errors import explain_log
from app.errors import RenderFailed
from tests.hostile.looting import MARKED_IN_PASSWD, SECRET, loot, one_page_pdf

DAY = date(2026, 11, 22)
SYSTEM_FILE = "/usr/share/texlive/texmf-dist/tex/latex/base/article.cls"
READ = r"\newread\f\openin\f=%s \loop\unless\ifeof\f\readline\f to\x\message{\x}\x\repeat"
EMBED = r"\pdfcompresslevel=0\immediate\pdfobj stream file{%s}\pdfrefobj\pdflastobj x"

ATTACKS = {
    "input": r"\input{CANARY}",
    "input primitive": r"\csname @@input\endcsname CANARY ",
    "include": r"\include{CANARY}",
    "input of a link": r"\input{link.tex}",
    "input by carets": r"\^^69nput{CANARY}",
    "input by csname": r"\csname in\string put\endcsname{CANARY}\csname input\endcsname{CANARY}",
    "input by a parent folder": r"\input{../canary.tex}",
    "input of an environment": r"\input{/proc/self/environ}",
    "input of the first process's environment": r"\input{/proc/1/environ}",
    "openin": READ % "CANARY",
    "openin of passwd": READ % "/etc/passwd",
    "openin of a link": READ % "link.tex",
    "openin by carets": r"\newread\f\open^^69n\f=CANARY \read\f to\x \message{\x}\x",
    "openin of an environment": READ % "/proc/self/environ",
    "verbatiminput": r"\verbatiminput{CANARY}",
    "verbatiminput of passwd": r"\verbatiminput{/etc/passwd}",
    "verbatiminput of a link": r"\verbatiminput{link.tex}",
    "lstinputlisting": r"\lstinputlisting{CANARY}",
    "filedump": r"\message{\pdffiledump offset 0 length 900{CANARY}}",
    "filedump of a link": r"\message{\pdffiledump offset 0 length 900{link.tex}}",
    "filedump of passwd": r"\message{\pdffiledump offset 0 length 900{/etc/passwd}}",
    "object from a file": EMBED % "CANARY",
    "object from passwd": EMBED % "/etc/passwd",
    "object from a link": EMBED % "link.tex",
    "picture": r"\includegraphics{CANARYPDF}",
    "picture by a link": r"\includegraphics{link.pdf}",
    "picture primitive": r"\pdfximage{CANARYPDF}\pdfrefximage\pdflastximage",
    "attached file": r"\immediate\pdfobj stream attr{/Type/EmbeddedFile} file{CANARY}\pdfrefobj\pdflastobj x",
    "font map": r"\pdfmapfile{CANARY}x\message{\pdffontname\font}",
    "command": r"\immediate\write18{cat CANARY > stolen.txt}\input{stolen.txt}",
    "pipe": r"\input{|cat CANARY}",
    "quoted pipe": r'\input{|"cat CANARY"}',
    "pipe into openin": READ % '"|cat CANARY"',
    "shell package": r"\ShellEscape{cat CANARY > stolen.txt}",
}


def document(body: str) -> str:
    packages = r"\usepackage{verbatim,graphicx,listings,shellesc}"
    return f"\\documentclass{{article}}{packages}\n\\begin{{document}}\nHello\n{body}\n\\end{{document}}\n"


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job folder with links to the canaries that lie beside it."""
    (tmp_path / "canary.tex").write_text(f"{SECRET}\n")
    (tmp_path / "canary.pdf").write_bytes(one_page_pdf(SECRET))
    job = tmp_path / "job"
    job.mkdir()
    (job / "link.tex").symlink_to(tmp_path / "canary.tex")
    (job / "link.pdf").symlink_to(tmp_path / "canary.pdf")
    return job


def compiler(limits: Limits | None = None, slots: int = 2) -> TexCompiler:
    made = TexCompiler(limits=limits, slots=slots)
    made.proof = SandboxProof(True, "Proven elsewhere.")
    return made


async def run(job: Path, source: str, *, halt: bool = False, **environment: str) -> Finished:
    (job / "resume.tex").write_text(source)
    return await run_sandboxed(
        job, tex_command("resume.tex", halt=halt), tex_environment(DAY) | environment, Limits(cpu_seconds=5)
    )


@pytest.mark.parametrize("attack", ATTACKS)
async def test_no_attack_brings_anything_home(attack: str, job: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOREWORD_SECRET_KEY", SECRET)
    outside = str(job.parent / "canary.tex")
    body = ATTACKS[attack].replace("CANARYPDF", str(job.parent / "canary.pdf")).replace("CANARY", outside)
    source = document(body)
    finished = await run(job, source)
    taken = loot(job) + finished.stderr.decode()
    taken += explain_log((read_output(job, "resume.log", 2_000_000) or b"").decode("latin-1"), "").message
    assert "This is pdfTeX" in taken, "the compiler did not run, so nothing was tried"
    assert SECRET not in taken.replace("\n", "")
    assert MARKED_IN_PASSWD not in taken


@pytest.mark.parametrize("attack", ["openin", "verbatiminput", "filedump", "object from a file", "picture"])
async def test_the_same_attacks_do_bring_home_what_lies_inside(attack: str, job: Path) -> None:
    """Without this the test above would pass for attacks that never worked."""
    (job / "inside.tex").write_text(f"{SECRET}\n")
    (job / "inside.pdf").write_bytes(one_page_pdf(SECRET))
    body = ATTACKS[attack].replace("CANARYPDF", "inside.pdf").replace("CANARY", "inside.tex")
    await run(job, document(body))
    (job / "inside.tex").unlink()
    (job / "inside.pdf").unlink()
    assert SECRET in loot(job).replace("\n", "")


async def test_without_paranoid_reading_the_namespace_alone_still_holds(job: Path) -> None:
    body = "".join(READ.replace(r"\newread\f", "") % path for path in (job.parent / "canary.tex", "/etc/passwd"))
    await run(job, document(r"\newread\f" + body), openin_any="a", openout_any="a")
    assert SECRET not in loot(job)
    assert MARKED_IN_PASSWD not in loot(job)


async def test_paranoid_reading_keeps_even_the_files_that_the_namespace_shows(job: Path) -> None:
    try_it = rf"\newread\f\openin\f={SYSTEM_FILE} \ifeof\f\message{{[refused]}}\else\message{{[opened]}}\fi"
    await run(job, document(try_it))
    assert "[refused]" in loot(job)
    await run(job, document(try_it), openin_any="a")
    assert "[opened]" in loot(job)


@pytest.mark.parametrize("name", ["../out.txt", "/work/../out.txt", "/tmp/out.txt", ".hidden"])
async def test_writing_outside_the_job_is_refused(name: str, job: Path) -> None:
    await run(job, document(rf"\newwrite\w\immediate\openout\w={name} \immediate\write\w{{gone}}\closeout\w"))
    assert not (job.parent / "out.txt").exists()
    assert not (job / ".hidden").exists()
    assert "can't write" in loot(job) or "Not writing" in loot(job)


async def test_no_command_runs_not_even_one_of_the_harmless_list(job: Path) -> None:
    await run(job, document(r'\immediate\write18{kpsewhich article.cls}\input{|"kpsewhich -var-value TEXMFROOT"}'))
    log = (job / "resume.log").read_text(errors="replace")
    assert "write18 enabled" not in log
    assert "runsystem(kpsewhich article.cls)...disabled" in log


async def test_the_first_line_chooses_no_format(job: Path) -> None:
    source = "%&pdftex --shell-escape\n" + document("A line.")
    assert (await compiler().compile(source)).pages == 1
    await run(job, source)
    assert "line parsing enabled" not in (job / "resume.log").read_text(errors="replace")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (r"\loop\iftrue\repeat", "took too long"),
        (r"\def\a{x}\loop\edef\a{\a\a}\iftrue\repeat", "ran out of memory"),
        (r"\def\a{\a\a x}\a", "ran out of memory"),
        (r"\loop\message{" + "x" * 3000 + r"}\iftrue\repeat", "wrote more than is allowed"),
        (
            r"\newwrite\w\immediate\openout\w=a.txt \loop\immediate\write\w{" + "x" * 3000 + r"}\iftrue\repeat",
            "wrote more than is allowed",
        ),
        (r"\loop x\newpage\iftrue\repeat", "stopped"),
    ],
    ids=["loop", "memory", "recursion", "output flood", "write flood", "pages"],
)
async def test_what_never_ends_is_ended(body: str, words: str) -> None:
    with pytest.raises(RenderFailed, match=words):
        await compiler(Limits(cpu_seconds=1)).compile(document(body))


async def test_many_small_files_do_not_fill_the_disk() -> None:
    flood = (
        r"\newwrite\w\newcount\n\newcount\m\loop\advance\n1 \immediate\openout\w=a\the\n.txt \m=0 {\loop\advance\m1 "
        r"\immediate\write\w{" + "x" * 3000 + r"}\ifnum\m<2000\repeat}\iftrue\repeat"
    )
    with pytest.raises(RenderFailed, match="wrote more than is allowed"):
        await compiler(Limits(disk=15_000_000)).compile(document(flood))


async def test_a_neighbour_compiles_while_another_never_ends() -> None:
    shared = compiler(Limits(cpu_seconds=2))
    endless = asyncio.create_task(shared.compile(document(r"\loop\iftrue\repeat")))
    neighbour = await shared.compile(document("A line."))
    assert neighbour.pages == 1
    assert not endless.done()
    with pytest.raises(RenderFailed):
        await endless


async def test_one_person_never_takes_every_place() -> None:
    shared = compiler(Limits(cpu_seconds=2))
    endless = [asyncio.create_task(shared.compile(document(r"\loop\iftrue\repeat"), "mallory")) for _ in range(4)]
    await asyncio.sleep(0)
    assert (await shared.compile(document("A line."), "amara")).pages == 1
    assert not any(task.done() for task in endless)
    for task in endless:
        task.cancel()
    await asyncio.gather(*endless, return_exceptions=True)
    assert all(task.cancelled() for task in endless)


async def test_more_compilations_than_slots_wait_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    running = most = 0

    async def watched(job: Path, *arguments: object, **options: object) -> Finished:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await run_sandboxed(job, *arguments, **options)  # type: ignore[arg-type]
        finally:
            running -= 1

    monkeypatch.setattr("app.documents.rendering.tex.run_sandboxed", watched)
    shared = compiler()
    made = await asyncio.gather(*(shared.compile(document(f"Line {n}.")) for n in range(5)))
    assert [one.pages for one in made] == [1] * 5
    assert most == 2


async def test_a_cancelled_compilation_leaves_no_process(job: Path) -> None:
    """The program itself says, through a pipe, that it runs; the pipe ends when the last process is gone."""
    os.mkfifo(job / "alive")
    alive = os.open(job / "alive", os.O_RDONLY | os.O_NONBLOCK)
    says_so = asyncio.Event()
    asyncio.get_running_loop().add_reader(alive, says_so.set)
    endless = ["/bin/sh", "-c", "exec 3>alive; echo yes >&3; sleep 300 & wait"]
    task = asyncio.create_task(run_sandboxed(job, endless, tex_environment(DAY)))
    try:
        async with asyncio.timeout(10):
            await says_so.wait()
            asyncio.get_running_loop().remove_reader(alive)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            os.set_blocking(alive, True)
            assert await asyncio.to_thread(_all_of, alive) == b"yes\n"
    finally:
        os.close(alive)


def _all_of(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb", closefd=False) as pipe:
        return pipe.read()
