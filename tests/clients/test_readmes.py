"""The first example of each client's README works, its address, key and files replaced."""

import json
import re
from pathlib import Path

from tests.clients.examples import run_node, run_python, to_javascript
from tests.clients.node import ROOT
from tests.protocols.scripted_replies import ScriptedServer
from tests.running import SAMPLES

SECTIONS = ["summary", "experience", "projects", "education", "skills"]


def first(client: str, language: str, replaced: dict[str, str]) -> str:
    """The first block of a language, with the reader's own values; each made-up one is in it."""
    readme = (ROOT / "clients" / client / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", readme, re.DOTALL)
    assert found is not None
    text = found[1]
    for made_up, own in replaced.items():
        assert made_up in text
        text = text.replace(made_up, own)
    return text


def said_sections(printed: str) -> set[str]:
    return {section for section in SECTIONS if re.search(rf"^{section} ", printed, re.MULTILINE)}


def test_the_python_clients(scripted: ScriptedServer, key: str, tmp_path: Path) -> None:
    own = {"http://127.0.0.1:8000": scripted.url, "ck_live_YOUR_KEY": key}
    own |= {"resume.pdf": str(SAMPLES / "resume_plain.md"), "posting.txt": str(SAMPLES / "job_backend.txt")}
    assert said_sections(run_python(first("python", "python", own), tmp_path)) == set(SECTIONS)


def test_the_typescript_clients(scripted: ScriptedServer, key: str) -> None:
    client = ROOT / "clients" / "typescript" / "foreword.js"
    own = {"http://127.0.0.1:8000": scripted.url, "ck_live_YOUR_KEY": key}
    own |= {'"foreword-client"': json.dumps(client.as_uri()), "resume.pdf": "resume.md"}
    reader = f"""
        import {{ readFileSync }} from "node:fs";
        const file = readFileSync({json.dumps(str(SAMPLES / "resume_plain.md"))});
        const jobDescription = readFileSync({json.dumps(str(SAMPLES / "job_backend.txt"))}, "utf-8");
    """
    assert said_sections(run_node(reader + to_javascript(first("typescript", "ts", own)))) == set(SECTIONS)
