"""The hostile LaTeX of `tex/`, compiled as the app compiles it: nothing comes home, runs, stays or never ends."""

import os
from pathlib import Path

import pytest

from app.documents.rendering.inertness import PdfFacts
from app.documents.rendering.sandbox import Limits
from tests.hostile.compiling import Compiled, compile_all, names
from tests.hostile.looting import SECRET, tell_tales
from tests.hostile.showing import active_parts

READING, RUNNING, ENDLESS, ACTIVE = map(names, ("reading", "running", "endless", "active"))
# They ask for what no job folder holds, or do what pdfTeX cannot: tried because another engine or setting could.
NEVER_WITHIN_REACH = frozenset(
    {
        "dump_of_devices",
        "dump_of_the_environment",
        "dump_of_the_first_process",
        "font_encoding",
        "font_file",
        "font_map",
        "font_metrics",
        "home",
        "home_by_its_variable",
        "lua",
        "object_from_the_environment",
        "postscript_special",
        "read_into_an_unknown_command",
        "system_files",
        "variable_in_a_name",
    }
)
Group = dict[str, Compiled]


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the canaries lie: the home of the server's user, as far as the server knows."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def reading(outside: Path) -> Group:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(outside))
        patch.setenv("FOREWORD_MODEL_API_KEY", SECRET)
        return compile_all("reading", outside)


@pytest.fixture(scope="module")
def within_reach(outside: Path) -> Group:
    return compile_all("reading", outside, inside=True, only=set(READING) - NEVER_WITHIN_REACH)


@pytest.fixture(scope="module")
def running(outside: Path) -> Group:
    return compile_all("running", outside)


@pytest.fixture(scope="module")
def endless(outside: Path) -> Group:
    return compile_all("endless", outside, limits=Limits(cpu_seconds=1))


@pytest.fixture(scope="module")
def active(outside: Path) -> Group:
    return compile_all("active", outside)


def test_there_are_as_many_as_were_promised() -> None:
    assert len(READING + RUNNING + ENDLESS + ACTIVE) >= 100


@pytest.mark.parametrize("name", READING)
def test_nothing_from_outside_comes_home(name: str, reading: Group) -> None:
    assert "This is pdfTeX" in reading[name].taken, "the compiler did not run, so nothing was tried"
    assert tell_tales(reading[name].taken) == set()


@pytest.mark.parametrize("name", sorted(set(READING) - NEVER_WITHIN_REACH))
def test_the_same_document_does_bring_home_what_lies_within_its_reach(name: str, within_reach: Group) -> None:
    """Without this the test above would pass for attacks that never worked."""
    assert tell_tales(within_reach[name].taken)


@pytest.mark.parametrize("name", RUNNING)
def test_no_command_runs_and_nothing_is_written_outside(name: str, running: Group, outside: Path) -> None:
    assert "This is pdfTeX" in running[name].taken
    assert tell_tales(running[name].taken) == set()
    assert running[name].files.isdisjoint({"stolen.tex", "ran.txt", "a-eps-converted-to.pdf"})
    assert not list(outside.rglob("ran.txt")) + list(outside.parent.glob("ran.txt"))
    assert not os.path.lexists("/usr/share/texlive/ran.txt")
    assert (outside / "canary.tex").read_text() == f"{SECRET}\n"


@pytest.mark.parametrize("name", ENDLESS)
def test_each_ends_in_a_limit_and_a_sentence(name: str, endless: Group) -> None:
    assert endless[name].made is None
    assert endless[name].error.endswith((".", "”")) or "The line reads:" in endless[name].error
    assert "/tmp" not in endless[name].error
    assert tell_tales(endless[name].taken) == set()


@pytest.mark.parametrize("name", ACTIVE)
def test_a_pdf_that_does_something_is_not_let_out(name: str, active: Group) -> None:
    assert "This is pdfTeX" in active[name].taken
    assert active[name].made is None
    assert "Remove it from the source." in active[name].error or "raw PDF code" in active[name].error


def test_without_the_check_another_reader_finds_that_they_do_something(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unchecked(_pdf: bytes) -> PdfFacts:
        facts = PdfFacts()
        facts.names.add(b"Font")
        return facts

    monkeypatch.setattr("app.documents.rendering.tex.check_inert", unchecked)
    made = {name: one.made for name, one in compile_all("active", outside).items()}
    seen = {name for name, one in made.items() if one is not None and active_parts(one.pdf)}
    assert seen >= {
        *("link_in_hexadecimal", "link_in_octal", "link_to_a_file", "link_to_a_program"),
        *("link_to_a_script", "link_to_another_computer", "link_to_data", "link_with_an_escaped_name"),
        *("script_of_the_document", "attached_file_without_its_type"),
    }
