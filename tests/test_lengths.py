"""Long files and long functions are explained, each in a sentence, in `explained_lengths.toml`.

A wall would be climbed by splitting what belongs together; a sentence makes its author look again. An explanation that
no longer applies has to go, so that the list stays a list of facts.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("app", "benchmarks", "clients", "tests")
FILE_LINES = 300
FUNCTION_LINES = 60


def too_long(name: str, source: str) -> Iterator[str]:
    """`path` for a long file, `path:function` for a long function; a decorator is not part of the length."""
    if len(source.splitlines()) > FILE_LINES:
        yield name
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{name}:{node.name}"


def test_what_is_long_is_explained_and_nothing_else_is() -> None:
    files = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    assert files
    found = {
        wrong
        for path in files
        for wrong in too_long(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    }
    explained = tomllib.loads((ROOT / "tests" / "explained_lengths.toml").read_text(encoding="utf-8"))
    assert sorted(found - set(explained)) == [], "split these, or explain them in tests/explained_lengths.toml"
    assert sorted(set(explained) - found) == [], "these are short by now: take their explanations out"
    assert [name for name, reason in explained.items() if len(reason.split()) < 6] == [], "explain in a sentence"


def test_a_long_file_and_a_long_function_are_found() -> None:
    body = "    x = 1\n" * FUNCTION_LINES
    long_function = f"class Tool:\n    async def work(self):\n{body.replace('    x', '        x')}"
    assert list(too_long("app/tool.py", long_function)) == ["app/tool.py:work"]
    assert list(too_long("app/tool.py", f"def short():\n{body[:-10]}")) == []
    assert list(too_long("app/table.py", "x = 1\n" * (FILE_LINES + 1))) == ["app/table.py"]
    assert list(too_long("app/table.py", "x = 1\n" * FILE_LINES)) == []
