"""Where the sandbox cannot start, LaTeX is off, and whoever runs the server and whoever uses it are told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.protocols.native.api import BACKEND, Api
from tests.running import Server


@pytest.fixture
def forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that forbids user namespaces, as many containers do; what would be started leaves a mark."""
    programs = tmp_path / "bin"
    programs.mkdir()
    refusal = "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
    (programs / "bwrap").write_text(refusal)
    (programs / "pdflatex").write_text(f"#!/bin/sh\n[ $1 = --version ] || touch {tmp_path}/ran\necho 'pdfTeX 3.14'\n")
    for program in programs.iterdir():
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path


def test_the_doctor_the_page_and_the_program_say_so(forbidden: Path) -> None:
    with Server(forbidden / "data", rate_limit_per_minute="1000") as server, Api(server) as api:
        resume = api.upload("jake_resume.tex")
        wish = {"resume_id": resume["id"], "posting": {"text": BACKEND, "company": "Northwind Ledger"}}
        made = api.make("/api/tailorings", wish)
        assert api.until_ended(made["run_id"]) == "done"
        result = api.read(f"/api/tailorings/{made['id']}")["result"]
        assert "LaTeX cannot be compiled on this server. The sandbox cannot start" in result["pdf_error"]
        assert "LaTeX cannot be compiled on this server" in api.get(f"/tailorings/{made['id']}").text
        pdf = api.get(result["files"]["pdf"]).content
        assert pdf.startswith(b"%PDF-")
        assert b"pdfTeX" not in pdf
    assert not (forbidden / "ran").exists(), "LaTeX was compiled outside the sandbox"


def test_the_doctor_says_what_to_do_about_it(forbidden: Path) -> None:
    command = [sys.executable, "-c", "from app.cli import main; main()", "doctor"]
    environment = {**os.environ, "FOREWORD_DATA_DIR": str(forbidden / "data")}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "The sandbox cannot start: user namespaces are forbidden." in said.stdout
    assert "Allow user namespaces" in said.stdout
