"""The floors of the house: an import goes down only (docs/decisions/0001-floors-and-a-test-that-holds-them.md).

The rules are plain functions over parsed source, so that the second half of this file can feed them modules that break
each rule and see them named. Imports inside functions and under `TYPE_CHECKING` count like any other.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

APP = Path(__file__).parents[1] / "app"

WIRING = frozenset(
    {
        "asgi", "cli", "collecting", "commands", "connections", "doctor", "health", "metrics", "parts", "routes",
        "runs", "server", "tracing",
    }
)  # fmt: skip
SLICES = frozenset(
    {
        "accounts", "developers", "home", "idempotency", "letters", "machine_view", "postings", "resumes", "reviews",
        "tailoring", "tutor", "usage",
    }
)  # fmt: skip
FAMILIES = frozenset({"documents", "fetching", "llm", "streaming", "web"})
GROUND = frozenset({"clock", "db", "errors", "ids", "settings"})
FLOORS = {
    **dict.fromkeys(GROUND, 0),
    **dict.fromkeys(FAMILIES, 1),
    **dict.fromkeys(SLICES, 2),
    **dict.fromkeys(("assistants", "openapi", "protocols"), 3),
    **dict.fromkeys(WIRING | {"migrations"}, 4),
}
LITESTAR_IN_A_SLICE = frozenset({"files", "forms", "guards", "pages", "watching"})
SQL_IN_A_SLICE = frozenset({"models", "repository"})
STREAMING_LIBRARIES = sys.stdlib_module_names | {"app", "msgspec"}
DISTRIBUTED = "app.streaming.distributed"
DISTRIBUTED_LIBRARIES = STREAMING_LIBRARIES | {"asyncpg", "redis", "saq"}
PROCESS_MODULES = frozenset({"multiprocessing", "pty", "subprocess"})
PROCESS_CALLS = frozenset(
    {"create_subprocess_exec", "create_subprocess_shell", "ProcessPoolExecutor", "subprocess_exec", "subprocess_shell"}
)
OS_CALLS = ("exec", "fork", "popen", "posix_spawn", "spawn", "startfile", "system")


class Import(NamedTuple):
    """One imported name: its dotted path, the line, and whether it is imported only when a function runs."""

    target: str
    line: int
    lazy: bool


class Module(NamedTuple):
    """A module of the app by its dotted name, with its tree."""

    name: str
    is_package: bool
    tree: ast.Module

    @property
    def part(self) -> str:
        """The second component: `resumes` for `app.resumes.service`; empty for the package `app` itself."""
        return component(self.name, 1)

    @property
    def role(self) -> str:
        """The third component: `service` for `app.resumes.service`."""
        return component(self.name, 2)


def component(dotted: str, index: int) -> str:
    parts = dotted.split(".")
    return parts[index] if index < len(parts) else ""


@cache
def modules_of_the_app() -> tuple[Module, ...]:
    return tuple(map(module_of, sorted(APP.rglob("*.py"))))


def module_of(path: Path) -> Module:
    parts = path.relative_to(APP.parent).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, is_package, ast.parse(path.read_text(encoding="utf-8"), str(path)))


def imports_of(module: Module) -> Iterator[Import]:
    lazy = {
        id(child)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or is_for_types(node)
        for child in ast.walk(node)
    }
    for node in ast.walk(module.tree):
        for target in imported_by(node, module):
            yield Import(target, getattr(node, "lineno", 0), id(node) in lazy)


def is_for_types(node: ast.AST) -> bool:
    """What stands there is never run: it costs no start any time."""
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"


def imported_by(node: ast.AST, module: Module) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = absolute_base(node, module)
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"} and node.args:
        name = node.args[0]
        return [name.value] if isinstance(name, ast.Constant) and isinstance(name.value, str) else []
    return []


def absolute_base(node: ast.ImportFrom, module: Module) -> str:
    if node.level == 0:
        return node.module or ""
    package = module.name.split(".")
    kept = package[: len(package) - node.level + module.is_package]
    return ".".join([*kept, node.module] if node.module else kept)


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def violations(module: Module) -> list[str]:
    """Each broken rule as `module:line: sentence`."""
    if module.part and module.part not in FLOORS:
        return [f"{module.name}:1: stands on no floor; give it one in tests/test_architecture.py"]
    found = [(wrong, item.line) for item in imports_of(module) for wrong in wrong_import(module, item)]
    if module.part != "documents":
        found.extend((wrong, line) for wrong, line in started_processes(module.tree))
    return [f"{module.name}:{line}: {wrong}" for wrong, line in found]


def wrong_import(module: Module, item: Import) -> Iterator[str]:
    top = component(item.target, 0)
    if top == "app":
        yield from wrong_neighbour(module, item.target)
    is_distributed = is_within(module.name, DISTRIBUTED)
    if module.part == "streaming" and top not in (DISTRIBUTED_LIBRARIES if is_distributed else STREAMING_LIBRARIES):
        yield f"streaming is built on the standard library and msgspec, not on {top}"
    if is_within(item.target, DISTRIBUTED) and not (is_distributed or item.lazy):
        yield "what many processes need is imported inside the function that sets them up: most have one process"
    if top == "litellm" and module.part != "llm":
        yield "only app/llm imports litellm"
    if top == "litellm" and not item.lazy:
        yield "litellm takes seconds to import: import it inside the function that first needs it"
    if top == "litestar" and not may_import_litestar(module):
        yield "Litestar stops at app/web, a slice's surface modules, the protocols and the wiring"
    if top == "sqlalchemy" and not may_import_sqlalchemy(module):
        yield "SQL stands in a slice's models and repository, in app/db.py and in the migrations"
    if top in PROCESS_MODULES and module.part != "documents":
        yield "only app/documents starts processes"
    if top == "advanced_alchemy":
        yield "plain SQLAlchemy only (docs/decisions/0003-plain-sqlalchemy-and-one-writer-for-the-log.md)"


def wrong_neighbour(module: Module, target: str) -> Iterator[str]:
    part = component(target, 1)
    if part in {"", module.part}:
        return
    here, there = FLOORS.get(module.part, 4), FLOORS.get(part)
    if there is None:
        yield f"{target} stands on no floor"
    elif there > here:
        yield f"imports {target}, which stands on a higher floor"
    elif part in FAMILIES and module.part in FAMILIES:
        yield f"imports {target}: the libraries of floor 1 do not know each other"
    elif part in SLICES and here < 4 and component(target, 2) != "service":
        yield f"imports {target}: another slice is entered through its service only"


def is_within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


def may_import_litestar(module: Module) -> bool:
    if module.part in SLICES:
        return module.role in LITESTAR_IN_A_SLICE
    return module.part == "web" or FLOORS.get(module.part, 0) >= 3


def may_import_sqlalchemy(module: Module) -> bool:
    return module.part in {"db", "migrations"} or (module.part in SLICES and module.role in SQL_IN_A_SLICE)


def started_processes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            by_os = node.value.id == "os" and node.attr.startswith(OS_CALLS)
            if by_os or node.attr in PROCESS_CALLS:
                yield f"{node.value.id}.{node.attr}: only app/documents starts processes", node.lineno
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if names & PROCESS_CALLS or (node.module == "os" and any(name.startswith(OS_CALLS) for name in names)):
                yield "only app/documents starts processes", node.lineno


def test_every_module_keeps_to_its_floor() -> None:
    modules = list(modules_of_the_app())
    assert {"documents", "streaming", "web"} <= {module.part for module in modules}
    assert [wrong for module in modules for wrong in violations(module)] == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("app.errors", "from app.web.sse import frame"),
        ("app.streaming.engine", "from app.documents.resume import Resume"),
        ("app.streaming.engine", "import sqlalchemy"),
        ("app.streaming.engine", "import asyncpg"),
        ("app.streaming.distributed.worker", "import sqlalchemy"),
        ("app.streaming.engine", "from app.streaming.distributed.worker import Worker"),
        ("app.parts", "from app.streaming.distributed.worker import Worker"),
        ("app.streaming.engine", "def read():\n    from litestar import get"),
        ("app.documents.reader", "from app.resumes.service import Resumes"),
        ("app.documents.reader", "from ..web import sse"),
        ("app.documents.reader", "import litestar"),
        ("app.llm.model", "import litellm"),
        ("app.web.guards", "from sqlalchemy import text"),
        ("app.web.guards", "import app.llm.model"),
        ("app.resumes.service", "from app.tailoring.models import tailorings"),
        ("app.resumes.service", "from app.tailoring import models"),
        ("app.resumes.service", "from ..tailoring.repository import insert"),
        ("app.resumes.service", "from app.protocols import latex_tailoring"),
        (
            "app.resumes.service",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from litestar import Request",
        ),
        ("app.resumes.service", "import sqlalchemy as sa"),
        ("app.resumes.service", "def ask():\n    import litellm"),
        ("app.resumes.service", "from importlib import import_module\nimport_module('app.tailoring.models')"),
        ("app.resumes.service", "__import__('litellm')"),
        ("app.resumes.pages", "from sqlalchemy import select"),
        ("app.protocols.career", "from app.resumes.models import resumes"),
        ("app.protocols.career", "from app.resumes.repository import insert"),
        ("app.protocols.career", "import sqlalchemy"),
        ("app.protocols.career", "from app.asgi import create_app"),
        ("app.resumes.models", "from advanced_alchemy.base import UUIDBase"),
        ("app.tailoring.pipeline", "import subprocess"),
        ("app.tailoring.pipeline", "import asyncio\nasyncio.create_subprocess_exec('ls')"),
        ("app.tailoring.pipeline", "from asyncio import create_subprocess_exec"),
        ("app.tailoring.pipeline", "from concurrent.futures import ProcessPoolExecutor"),
        ("app.tailoring.pipeline", "import os\nos.system('ls')"),
        ("app.tailoring.pipeline", "from os import posix_spawn"),
        ("app.cli", "import subprocess"),
        ("app.helpers", "import json"),
    ],
)
def test_a_module_that_breaks_a_rule_is_named(name: str, source: str) -> None:
    broken = violations(Module(name, is_package=False, tree=ast.parse(source)))
    assert broken
    assert all(sentence.startswith(f"{name}:") for sentence in broken)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("app.asgi", "from app.resumes.pages import ResumeController\nfrom litestar import Litestar"),
        ("app.protocols.career", "from app.resumes.service import Resumes\nfrom app.web.sse import frame"),
        ("app.resumes.service", "from app.tailoring.service import Tailorings\nfrom app.streaming import Engine"),
        ("app.resumes.service", "from app.resumes import repository\nfrom .models import StoredResume"),
        ("app.resumes.pages", "from litestar import get"),
        ("app.resumes.repository", "import sqlalchemy as sa"),
        ("app.documents.reader", "import subprocess\nimport asyncio\nasyncio.create_subprocess_exec('ls')"),
        ("app.llm.providers", "def load():\n    import litellm"),
        ("app.streaming.engine", "import asyncio, sqlite3, msgspec\nfrom app.errors import AppError"),
        ("app.streaming.distributed.worker", "import saq\nfrom app.streaming.distributed.takings import Takings"),
        ("app.parts", "def shared():\n    from app.streaming.distributed.worker import Worker"),
        ("app.parts", "if TYPE_CHECKING:\n    from app.streaming.distributed.worker import Worker"),
    ],
)
def test_a_module_that_keeps_the_rules_is_left_alone(name: str, source: str) -> None:
    assert violations(Module(name, is_package=False, tree=ast.parse(source))) == []


def test_relative_imports_of_a_package_are_resolved_from_the_package() -> None:
    package = Module("app.resumes", is_package=True, tree=ast.parse("from ..tailoring import models"))
    assert [item.target for item in imports_of(package)] == ["app.tailoring.models"]
