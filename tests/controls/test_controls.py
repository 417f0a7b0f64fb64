"""The tables of controls say what is there, every promise has controls, and the command sees one that is gone."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec
import pytest

from tests.controls.tables import PROMISES, ROOT, Control, controls, promises, tables
from tests.controls.trying import Copy

CONTROLS = {control.name: control for control in controls()}
TRIED = CONTROLS["proxy-names"]


def test_there_are_as_many_as_were_promised_and_each_has_a_name_of_its_own() -> None:
    assert len(controls()) >= 60
    assert len(CONTROLS) == len(controls())


def test_every_promise_has_controls_and_every_table_a_promise() -> None:
    assert sorted(table.promise for table in tables().values()) == sorted(promises())


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_stands_once_in_its_file_which_can_be_read_without_it(name: str) -> None:
    control = CONTROLS[name]
    source = (ROOT / control.file).read_text(encoding="utf-8")
    assert source.count(control.find) == 1, f"{control.file} has changed: say in tests/controls what the control is now"
    without = control.without(source)
    assert without != source
    if control.file.endswith(".py"):
        compile(without, control.file, "exec")
    if control.file.endswith(".toml"):
        tomllib.loads(without)
    assert re.fullmatch(r"[A-Z].*\.", control.keeps)


@pytest.mark.parametrize("name", CONTROLS)
def test_the_tests_of_a_control_are_there(name: str) -> None:
    for test in CONTROLS[name].tests:
        file, _, function = test.partition("::")
        assert function.partition("[")[0] in functions_of(ROOT / file)


@cache
def functions_of(path: Path) -> frozenset[str]:
    """The functions of a module's first level."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_what_is_named_by_nothing_is_refused() -> None:
    assert controls(("proxies",)) == list(tables()["proxies"].control)
    assert controls((TRIED.name,)) == [TRIED]
    with pytest.raises(LookupError, match="nonsense"):
        controls(("nonsense",))


def test_the_commands_of_the_promises_are_there() -> None:
    text = PROMISES.read_text(encoding="utf-8")
    named = re.findall(r"(?:tests|docs|tools)/[\w./-]+\w", text)
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []
    modules = re.findall(r"python -m ((?:tests|benchmarks)[\w.]*)", text)
    places = [ROOT / module.replace(".", "/") for module in modules]
    assert modules
    assert [
        place for place in places if not (place.with_suffix(".py").exists() or (place / "__main__.py").exists())
    ] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


def changed(**values: str) -> Control:
    return msgspec.structs.replace(TRIED, **values)


def test_a_control_that_is_gone_is_seen_and_put_back(copy: Copy) -> None:
    assert copy.untouched(TRIED.tests) == []
    trial = copy.without(TRIED)
    assert trial.said == ""
    assert (copy.folder / TRIED.file).read_bytes() == (ROOT / TRIED.file).read_bytes()


def test_a_change_that_takes_nothing_away_is_told(copy: Copy) -> None:
    trial = copy.without(changed(replace=f"{TRIED.find} "))
    assert not trial.is_seen
    assert "passes without it" in trial.said


def test_a_program_that_cannot_be_read_is_no_proof(copy: Copy) -> None:
    trial = copy.without(changed(replace="import nothing_of_that_name"))
    assert not trial.is_seen
    assert "passes" not in trial.said


def test_a_test_that_fails_as_it_is_or_is_not_there_proves_nothing(copy: Copy) -> None:
    (copy.folder / "tests" / "test_failing.py").write_text("def test_it() -> None:\n    assert 1 == 2\n")
    assert copy.untouched(["tests/test_failing.py::test_it"]) == ["tests/test_failing.py::test_it fails as it is"]
    assert copy.untouched(["tests/test_failing.py::test_none"]) == ["tests/test_failing.py::test_none is not there"]
