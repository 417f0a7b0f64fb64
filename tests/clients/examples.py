"""The published documents' own examples, with the reader's address, key and ids in place of the made-up ones."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.clients.node import ROOT, environment

PUBLISHED = Path(__file__).parent / "published"
PATIENCE = 300
TO_JAVASCRIPT = """
import ts from "typescript";
const [source, module] = process.argv.slice(1);
const options = { module: ts.ModuleKind[module], target: ts.ScriptTarget.ES2022 };
process.stdout.write(ts.transpileModule(source, { compilerOptions: options }).outputText);
"""


def example(name: str, /, replaced: dict[str, str]) -> str:
    """An example with its made-up values replaced; each of them is in it."""
    text = (PUBLISHED / f"{name}.txt").read_text(encoding="utf-8")
    for made_up, own in replaced.items():
        assert made_up in text, f"{name} does not say {made_up}"
        text = text.replace(made_up, own)
    return text


def given(**values: Any) -> str:
    """What the reader's own program has named before the example, in JavaScript."""
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())


def to_javascript(source: str, module: str = "ESNext") -> str:
    """TypeScript with its types left out."""
    return _said(["node", "--input-type=module", "-e", TO_JAVASCRIPT, source, module])


def run_node(source: str, **variables: str) -> str:
    """What a program for Node prints; it fails when the program does."""
    return _said(["node", "--input-type=module", "-e", source], **variables)


def run_python(source: str, folder: Path) -> str:
    """What a Python program prints."""
    path = folder / "example.py"
    path.write_text(source, encoding="utf-8")
    return _said([sys.executable, str(path)], PYTHONPATH=str(ROOT / "clients" / "python"), PYTHONIOENCODING="utf-8")


def run_shell(source: str) -> str:
    """What a shell command prints."""
    return _said(["sh", "-euc", source])


def frames_of(printed: str) -> list[dict[str, str]]:
    """The events that curl has printed, by the names of their lines."""
    frames = [block for block in printed.split("\n\n") if block and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in frames]


def _said(command: list[str], **variables: str) -> str:
    done = subprocess.run(
        command, capture_output=True, cwd=ROOT, env=environment(**variables), timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
