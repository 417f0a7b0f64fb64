"""The pages for developers over HTTP: whose ids, under which address, behind which doors, kept by nobody."""

import re
from pathlib import Path

import httpx

from app.developers.catalogue import Request, protocols
from tests.accounts.signing_in import make_account, sign_in
from tests.developers.reading import ReadPage
from tests.developers.shell import run
from tests.protocols.career import upload
from tests.running import SAMPLES, Server, Visitor

PATIENCE = 120.0
NAMED = re.compile(r"\{(\w+)\}")
PASSWORD = "seven green kettles"


def read(server: Server, **headers: str) -> ReadPage:
    answer = httpx.get(f"{server.url}/developers", headers=headers, timeout=PATIENCE)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return ReadPage(answer.text)


def test_somebody_without_anything_gets_lines_that_say_so_and_are_refused(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "resume.md").write_bytes((SAMPLES / "resume_plain.md").read_bytes())
    (tmp_path / "resume.tex").write_bytes((SAMPLES / "jake_resume.tex").read_bytes())
    with Server(data_dir, rate_limit_per_minute="1000") as server:
        page = read(server)
        key = make_key(server)
        for request in (request for protocol in protocols() for request in protocol.requests):
            part = page.text.partition(f'id="{request.id}"')[2].partition("</section>")[0]
            assert part.count('data-kind="warning"') == len(lacking(request)), request.id
            assert all(name.upper() in page.lines[request.id] for name in lacking(request) - {"tex_resume_id"})
            if "_ID" in page.lines[request.id]:
                line = page.lines[request.id].replace("-o resume.tex ", "")
                assert run(line, tmp_path, FOREWORD_KEY=key).status == 404, request.id
        assert "RESUME_ID" in page.lines["career-tailor"]
        assert "posting_id" not in page.lines["optimisation-stream"]
        assert page.text.count("You have no LaTeX résumé here yet.") == 3


def lacking(request: Request) -> set[str]:
    """What a request needs that somebody without anything does not have."""
    named = {name for field in request.fields if field.required for name in NAMED.findall(field.value + field.source)}
    return named - {"posting_text", "posting_title"}


def make_key(server: Server) -> str:
    with Visitor(server) as visitor:
        scopes = {"name": "x", "life": "", "scope": ["resumes", "tailor", "letters", "chat", "usage"]}
        made = visitor.post("/settings/keys", data={"_csrf_token": visitor.token, **scopes}).text
    (key,) = re.findall(r'value="(ck_live_\w+)"', made)
    return str(key)


def test_a_file_that_could_not_be_read_is_not_offered(data_dir: Path) -> None:
    with Server(data_dir) as server:
        known = upload(server)
        broken = httpx.post(
            f"{server.url}/v1/resumes", files={"file": ("cv.pdf", b"%PDF-1.7\nnothing")}, timeout=PATIENCE
        ).json()["resumeId"]
        run_id = next(
            item["id"]
            for item in httpx.get(f"{server.url}/api/runs").json()["items"]
            if item["subject"]["id"] == broken
        )
        httpx.get(f"{server.url}/api/runs/{run_id}/events", timeout=PATIENCE)
        page = read(server)
        assert known in page.lines["career-tailor"]
        assert broken not in page.text


def test_the_address_is_the_public_one_where_there_is_one(data_dir: Path) -> None:
    with Server(data_dir, public_url="https://foreword.example/") as server:
        lines = read(server).lines
        assert "https://foreword.example/v1/tailor" in lines["career-tailor"]
        assert str(server.port) not in "".join(lines.values())


def test_the_address_is_else_the_one_that_the_reader_came_by(data_dir: Path) -> None:
    with Server(data_dir) as server:
        assert (
            f"http://localhost:{server.port}/v1/tailor"
            in read(server, host=f"localhost:{server.port}").lines["career-tailor"]
        )


def test_behind_a_gate_every_line_brings_the_password(data_dir: Path, tmp_path: Path) -> None:
    with Server(data_dir, auth_username="ada", auth_password=PASSWORD) as server:
        gate = {"X-Auth-Username": "ada", "X-Auth-Password": PASSWORD}
        page = read(server, **gate)
        with httpx.Client(base_url=server.url, headers=gate, timeout=PATIENCE) as client:
            token = re.findall(r'name="_csrf_token" value="([^"]+)"', client.get("/settings/keys").text)[0]
            form = {"_csrf_token": token, "name": "x", "scope": "usage", "life": ""}
            (key,) = re.findall(r'value="(ck_live_\w+)"', client.post("/settings/keys", data=form).text)
        line = page.lines["tutor-usage"]
        known = {"FOREWORD_KEY": key, "FOREWORD_USER": "ada", "FOREWORD_PASSWORD": PASSWORD}
        assert run(line, tmp_path, **known).status == 200
        assert run(line, tmp_path, **{**known, "FOREWORD_PASSWORD": "wrong"}).status == 401
        assert page.lines["gate"] == "export FOREWORD_USER=… FOREWORD_PASSWORD=…"
        assert PASSWORD not in page.text


def test_each_person_finds_their_own_ids(data_dir: Path) -> None:
    make_account(data_dir, "ada@example.org", "Ada")
    make_account(data_dir, "eve@example.org", "Eve")
    with Server(data_dir, auth="accounts") as server, Visitor(server) as ada, Visitor(server) as eve:
        assert ada.get("/developers").headers["location"] == "/sign-in?next=/developers"
        for visitor, email in ((ada, "ada@example.org"), (eve, "eve@example.org")):
            sign_in(visitor, email)
        from_page = {"sec-fetch-site": "same-origin"}
        resume = ada.post("/v1/resumes", files={"file": ("cv.md", b"# Ada\n\nEngineer")}, headers=from_page).json()
        assert resume["resumeId"] in ada.get("/developers").text
        page = eve.get("/developers").text
        assert resume["resumeId"] not in page
        assert "You have no résumé here yet" in page


def test_the_reference_is_searched_by_the_server_and_hostile_words_stay_words(server: Server) -> None:
    found = httpx.get(f"{server.url}/developers/reference", params={"q": "cover letter"}, timeout=PATIENCE).text
    assert 'id="career_generate_letter"' in found
    assert 'id="chat"' not in found
    hostile = '"><script>alert(1)</script>'
    text = httpx.get(f"{server.url}/developers/reference", params={"q": hostile}, timeout=PATIENCE).text
    assert "<script>alert" not in text
    assert "0 operations" in text
    long = httpx.get(f"{server.url}/developers/reference", params={"q": "x" * 4_000}, timeout=PATIENCE)
    assert long.status_code == 200
    assert "x" * 201 not in long.text
    assert httpx.get(f"{server.url}/developers/reference?q=%00%ff&q=b", timeout=PATIENCE).status_code < 500
