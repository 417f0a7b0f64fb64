"""compose.yaml: what is promised of its containers, and that its parts work together as it wires them."""

import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import load_settings
from tests.accounts.signing_in import PASSWORD, token_of
from tests.running import SAMPLES
from tests.services.arrangement import NAME, ROOT, Arrangement, arranged, image_environment, read
from tests.services.postgres import programs

SERVICES = ("app", "caddy", "database", "valkey", "worker")
OURS = ("app", "worker")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def arrangement(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arrangement]:
    with Arrangement(tmp_path_factory.mktemp("arrangement")) as running:
        yield running


class Through(httpx.HTTPTransport):
    """The way of a request to Caddy's port on this machine, whatever name it has."""

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__(verify=ssl.create_default_context(cafile=str(arrangement.certificate)))
        self._port = arrangement.ports["caddy"]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        there = request.url.copy_with(host="127.0.0.1", port=self._port)
        extensions = {**request.extensions, "sni_hostname": request.url.host}
        return super().handle_request(
            httpx.Request(request.method, there, headers=request.headers, stream=request.stream, extensions=extensions)
        )


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = arranged()["services"][name]
    return found


def test_there_are_these_services() -> None:
    assert tuple(sorted(arranged()["services"])) == SERVICES


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_more_rights_than_it_needs(name: str) -> None:
    made = service(name)
    assert made["user"].partition(":")[0] not in {"", "0", "root"}
    assert made["read_only"] is True
    assert made["cap_drop"] == ["ALL"]
    assert made.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else [])
    assert "no-new-privileges:true" in made["security_opt"]
    assert not {"privileged", "network_mode", "pid", "ipc", "devices"} & made.keys()
    assert ("ports" in made) is (name == "caddy")


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_comes_back_and_tells_whether_it_is_well(name: str) -> None:
    made = service(name)
    assert made["restart"] == "unless-stopped"
    assert "test" in made["healthcheck"] if name != "app" else "healthcheck" not in made
    assert re.search(r":\d+", made["image"]) or made["build"] == "."


@pytest.mark.parametrize("name", OURS)
def test_each_setting_is_one_of_foreword(name: str, arrangement: Arrangement) -> None:
    environment = arrangement.environment(name)
    settings = load_settings(environment)
    assert set(service(name)["environment"]) <= environment.keys()
    assert (settings.auth, settings.public_url, settings.host) == ("accounts", f"https://{NAME}", "0.0.0.0")
    assert image_environment()["FOREWORD_DATA_DIR"] in service(name)["volumes"]


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_are_in_files_alone_and_each_is_given_to_those_who_read_it(name: str, arrangement: Arrangement) -> None:
    made = service(name)
    told = f"{made.get('environment', {})} {made.get('command', [])} {made.get('configs', [])}"
    laid = " ".join(read(arranged()["configs"][config["source"]]["file"]) for config in made.get("configs", []))
    assert set(re.findall(r"/run/secrets/(\w+)", told + laid)) == set(made.get("secrets", []))
    kept = [path.read_text("ascii").split()[-1] for path in arrangement.secrets.values()]
    assert [secret for secret in kept if secret in str(arrangement.environment(name))] == []


def test_only_those_who_need_it_reach_the_database_and_only_caddys_address_is_believed() -> None:
    file = arranged()
    inside = {name for name, made in file["services"].items() if "inside" in made["networks"]}
    assert inside == {"app", "worker", "database", "valkey"}
    assert file["networks"]["inside"]["internal"] is True
    edge = {name: made["networks"] for name, made in file["services"].items() if "edge" in made["networks"]}
    assert edge.keys() == {"app", "caddy"}
    address = edge["caddy"]["edge"]["ipv4_address"]
    assert service("app")["environment"]["FOREWORD_TRUSTED_PROXIES"] == address


def test_the_secrets_differ_are_long_and_are_made_once(tmp_path: Path, arrangement: Arrangement) -> None:
    again = subprocess.run(
        ["sh", str(ROOT / "docs/compose/secrets.sh"), "kept"], cwd=tmp_path, capture_output=True, check=False
    )
    assert again.returncode == 0
    made = {path.name: path.read_text("ascii") for path in (tmp_path / "kept").iterdir()}
    assert {f"secrets/{name}" for name in made} == {secret["file"] for secret in arranged()["secrets"].values()}
    passwords = re.findall(r"[0-9a-f]{48}", " ".join(made.values()))
    assert (len(passwords), len(set(passwords))) == (5, 3)
    assert set(passwords).isdisjoint(re.findall(r"[0-9a-f]{48}", arrangement.secrets["redis_url"].read_text("ascii")))
    refused = subprocess.run(
        ["sh", str(ROOT / "docs/compose/secrets.sh"), "kept"], cwd=tmp_path, capture_output=True, check=False
    )
    assert refused.returncode == 1
    assert {path.name: path.read_text("ascii") for path in (tmp_path / "kept").iterdir()} == made
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_a_person_comes_through_caddy_and_watches_a_run_to_its_end(arrangement: Arrangement) -> None:
    """The first page, the first administrator's account, a tailoring made by the worker, its PDF."""
    assert all(map(arrangement.is_well, SERVICES))
    (link,) = re.findall(rf"https://{re.escape(NAME)}/invitation/\S+", arrangement.log("app"))
    with httpx.Client(base_url=f"https://{NAME}", transport=Through(arrangement), timeout=120) as person:
        first = person.get("/", follow_redirects=True)
        assert (first.status_code, first.url.path) == (200, "/sign-in")
        fields = {"email": "ada@example.org", "name": "Ada", "password": PASSWORD}
        joined = person.post(link, data={"_csrf_token": token_of(person.get(link)), **fields})
        assert joined.status_code == 303, joined.text
        assert person.get("/").status_code == 200
        token = token_of(person.get("/postings"))
        asked = {"_csrf_token": token, "resume_id": "new", "posting_id": "new", "text": BACKEND}
        file = {"resume_file": ("jake.tex", (SAMPLES / "jake_resume.tex").read_bytes())}
        begun = person.post("/tailorings", data=asked, files=file)
        assert begun.status_code == 303, begun.text
        path = begun.headers["location"]
        with person.stream("GET", f"{path}/events") as answer:
            seen = [int(line.removeprefix("id: ")) for line in answer.iter_lines() if line.startswith("id: ")]
        assert seen == list(range(1, seen[-1] + 1))
        assert person.get(f"{path}/resume.pdf").content.startswith(b"%PDF-")
    assert [path for name in OURS for path in (arrangement.folder / name).rglob("*")] == []


def test_without_a_password_nobody_reaches_what_is_kept(arrangement: Arrangement) -> None:
    here = {**arrangement.environment("database"), "LC_ALL": "C.UTF-8"}
    with socket.create_connection(("127.0.0.1", arrangement.ports["valkey"])) as asking:
        asking.sendall(b"DBSIZE\r\n")
        assert asking.recv(100).startswith(b"-NOAUTH")
    port = str(arrangement.ports["database"])
    query = [str(programs() / "psql"), "-w", "-h", "127.0.0.1", "-p", port, "-U", "foreword", "-c", "SELECT 1"]
    refused = subprocess.run(query, env=here, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "no password supplied" in refused.stderr
