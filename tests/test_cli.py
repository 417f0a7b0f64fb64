"""The `foreword` command: what it prints, and with which status it ends."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def foreword(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOREWORD_")}
    return subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main()", *arguments],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_doctor_says_a_line_about_each_thing(data_dir: Path) -> None:
    done = foreword("doctor", FOREWORD_DATA_DIR=str(data_dir))
    assert done.returncode == 0, done.stdout
    names = [line.split()[1] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert names == ["database", "sandbox", "TeX", "Typst", "model", "disk"]


def test_the_doctor_says_when_latex_is_switched_off(data_dir: Path) -> None:
    done = foreword("doctor", FOREWORD_DATA_DIR=str(data_dir), FOREWORD_TEX="off")
    assert "TeX       switched off by FOREWORD_TEX" in done.stdout
    assert "sandbox" not in done.stdout


def test_the_doctor_fails_for_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "foreword.sqlite3").mkdir()
    done = foreword("doctor", FOREWORD_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "FAIL  database" in done.stdout
    assert "FOREWORD_DATA_DIR" in done.stdout


def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path: Path) -> None:
    done = foreword("serve", FOREWORD_DATA_DIR=str(tmp_path), FOREWORD_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr == "Error: FOREWORD_PORT must be a whole number from 0 to 65535. It is 'eighty'.\n"


def test_serving_the_network_without_a_password_is_refused(tmp_path: Path) -> None:
    done = foreword("serve", FOREWORD_DATA_DIR=str(tmp_path), FOREWORD_HOST="0.0.0.0")
    assert done.returncode == 1
    assert "would let the whole network read your résumés" in done.stderr


def test_a_port_in_use_is_one_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = foreword("serve", FOREWORD_DATA_DIR=str(tmp_path), FOREWORD_PORT=port)
    assert done.returncode == 1
    assert done.stderr == (
        f"Error: Something is already listening at 127.0.0.1, port {port}. "
        "Stop it, or choose another port with FOREWORD_PORT.\n"
    )


@pytest.mark.parametrize("command", [("serve",), ("keys", "create", "--name", "n")])
def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    done = foreword(*command, FOREWORD_DATA_DIR=str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: FOREWORD_DATA_DIR must be a folder that Foreword may write to.")
    assert done.stderr.count("\n") == 1
