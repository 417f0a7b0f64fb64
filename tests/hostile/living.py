"""Somebody's whole time with a Foreword, each of its words a canary, and then everything that can go wrong."""

import json
import re
from pathlib import Path
from typing import Any, Self

import httpx

from tests.accounts.signing_in import sign_in, token_of
from tests.databases import open_database
from tests.hostile.secrets import canary
from tests.protocols.native.api import ENDS, events_of
from tests.provider import Asked, Provider
from tests.provider.behaviours import failing, failing_midway, saying
from tests.provider.fitting import default_answer
from tests.running import Server

MAIL = f"{canary('mail')}@example.org"
PASSWORD = f"four quiet herons {canary('password')}"
RESUME = f"""# Amara {canary("resume")}

{MAIL} | Leeds

## Work

**Baker**, {canary("resume")} Mills, Leeds (2019 - present)

- Baked {canary("resume")} bread for 300 people with Python and Docker
- Led a team of 4 in {canary("resume")}
"""
LATEX = rf"""\documentclass{{article}}
\begin{{document}}
{{\Large Amara {canary("resume")}}}

\section*{{Experience}}
\textbf{{Baker}}, {canary("resume")} Mills, Leeds, 2019 -- 2024
\begin{{itemize}}
\item Baked {canary("resume")} bread for 300 people
\end{{itemize}}
\end{{document}}
"""
_SPOILT = (
    "UPDATE resumes SET document = ?",
    "UPDATE tailorings SET result = ?",
    "UPDATE letters SET ground = ?",
    "UPDATE messages SET steps = ?",
    "UPDATE letters SET state = ?",
    "UPDATE messages SET state = ?",
)
POSTING = f"We look for a baker at {canary('posting')} who knows Python, Docker, ovens and night shifts. " * 6


def answering(asked: Asked) -> Any:
    """What the provider says in earnest, or a sentence of its own."""
    return default_answer(asked) if asked.schema else f"A sentence with {canary('answer')} in it."


class Life:
    """`answers` are all that the server said."""

    def __init__(self, server: Server, provider: Provider) -> None:
        self.answers: list[httpx.Response] = []
        self.key = ""
        self._server = server
        self._provider = provider
        self.browser = httpx.Client(base_url=server.url, timeout=120, event_hooks={"response": [self._keep]})
        self.program = httpx.Client(base_url=server.url, timeout=120, event_hooks={"response": [self._keep]})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()
        self.program.close()

    def _keep(self, answer: httpx.Response) -> None:
        answer.read()
        self.answers.append(answer)

    def sign_in(self) -> None:
        """With a wrong password first; then a key."""
        sign_in(self.browser, MAIL, canary("wrongpassword"))
        assert sign_in(self.browser, MAIL, PASSWORD).status_code == 303
        self._submit("/reset", {"email": MAIL}, at="/reset")
        self._submit("/account/password", {"old": canary("wrongpassword"), "new": "x"}, at="/account")
        scopes = ["resumes", "tailor", "letters", "chat", "usage"]
        form = {"_csrf_token": token_of(self.browser.get("/settings/keys")), "name": canary("keyname"), "life": "7"}
        page = self.browser.post("/settings/keys", data={**form, "scope": scopes})
        found = re.search(r"ck_live_[0-9A-Za-z_-]+", page.text)
        assert found is not None
        self.key = found[0]
        self.program.headers["x-api-key"] = self.key

    def live(self) -> dict[str, str]:
        """Use everything once, and come to the ids of what was made."""
        upload = self._file("/api/resumes", f"{canary('filename')}.md", RESUME.encode())
        self.until_ended(upload["run_id"])
        source = self._file("/api/resumes", f"{canary('filename')}.tex", LATEX.encode())
        self.until_ended(source["run_id"])
        assert b"pdfTeX" in self.program.get(f"/api/resumes/{source['id']}/files/pdf").content
        posting = self._made("/api/postings", {"text": POSTING, "company": canary("posting")})
        about = {"resume_id": upload["id"], "posting_id": posting["id"]}
        self._ended(self._made(f"/api/postings/{posting['id']}/analysis", {}))
        tailoring = self._made("/api/tailorings", {**about, "instructions": canary("instructions")})
        self._ended(tailoring)
        letter = self._made("/api/letters", about)
        self._ended(letter)
        self.program.put(f"/api/letters/{letter['id']}/paragraphs/opening", json={"text": canary("letter")})
        talk = self._made("/api/conversations", {"title": canary("message")})
        self._ended(self._made(f"/api/conversations/{talk['id']}/messages", {"text": f"Read {canary('message')}."}))
        path = f"/tutor/{talk['id']}"
        files = {"file": (f"{canary('filename')}.md", f"# Notes\n\n{canary('attachment')}".encode())}
        self.browser.post(f"{path}/files", data={"_csrf_token": token_of(self.browser.get(path))}, files=files)
        self.browser.get("/tutor", params={"q": canary("searched"), "everything": "yes"})
        self.browser.get("/developers", params={"q": canary("searched")})
        return {**about, "tailoring_id": tailoring["id"], "letter_id": letter["id"], "conversation_id": talk["id"]}

    def meet_bad_providers(self, made: dict[str, str], *, all_of_them: bool) -> None:
        """Whose errors quote the prompt and the key, and whose answers fit nothing."""
        about = {"resume_id": made["resume_id"], "posting_id": made["posting_id"]}
        bad = (failing(500), failing(400), failing(401), failing_midway(500, after=1), saying("{}{"))
        for behaviour in bad if all_of_them else bad[:1]:
            self._provider.usually = behaviour
            wishes = (
                ("/api/tailorings", about),
                ("/api/letters", about),
                (f"/api/postings/{made['posting_id']}/analysis", {"again": True}),
                (f"/api/conversations/{made['conversation_id']}/messages", {"text": canary("message")}),
            )
            for begun in [self._made(path, wish) for path, wish in wishes]:
                self._ended(begun)
            self._submit("/settings/model/test", {"model": "openai/loopback-1"}, at="/settings")
            self.program.post("/api/v1/chat", json={"message": canary("message")})

    def send_nonsense(self) -> None:
        """Files that cannot be read, addresses that are not fetched, bodies that are none."""
        word = canary("broken")
        for name, data in (
            (f"{word}.pdf", b"%PDF-1.7\n" + word.encode()),
            (f"{word}.docx", b"PK\x03\x04" + word.encode()),
            (f"{word}.json", b'{"basics": {"name": ' + word.encode()),
            (f"{word}.json", json.dumps({"work": word}).encode()),
            (f"{word}.tex", b"\\documentclass{article}\\" + word.encode()),
            (f"{word}.typ", b"#let " + word.encode() + b"(("),
            (f"{word}.txt", b"\xff\xfe\xfa" + word.encode()),
            (f"{word}.exe", word.encode()),
        ):
            answer = self.program.post("/api/resumes", files={"file": (name, data)})
            if answer.status_code == 201:
                self.until_ended(answer.json()["run_id"])
        address = f"http://127.0.0.1/{canary('address')}?token={canary('address')}"
        self._submit("/postings", {"url": address, "title": "", "company": "", "text": ""}, at="/postings")
        for path in ("/api/postings", "/api/tailorings", "/v1/tailor", "/api/v1/chat", "/api/conversations"):
            for body in (f'{{"text": "{word}', f'{{"{word}": 1}}', f'"{word}"', f'{{"text": "\ud800{word}"}}'):
                self.program.post(path, content=body.encode("utf-8", "surrogatepass"))
        self.browser.post("/postings", data={"_csrf_token": canary("json"), "text": POSTING})
        self.program.get(f"/api/resumes?cursor={canary('json')}&limit={canary('json')}")
        torn = {"content-type": "multipart/form-data; boundary=x"}
        self.program.post("/api/resumes", headers=torn, content=b"--x\r\n" + word.encode())

    def break_the_rows(self, made: dict[str, str]) -> None:
        """Rows that cannot be understood and a table that is gone: what no code expects."""
        with open_database(self._server.data_dir / "foreword.sqlite3") as rows:
            for spoilt in _SPOILT:
                rows.execute(spoilt, (f'{{"{canary("row")}": [',))
            rows.commit()
        about = {"resume_id": made["resume_id"], "posting_id": made["posting_id"]}
        for path in ("/resumes/{resume_id}", "/postings/{posting_id}", "/tailorings/{tailoring_id}"):
            self.browser.get(path.format(**made))
        for path in ("/api/tailorings", "/api/letters", "/api/matches"):
            answer = self.program.post(path, json=about)
            if answer.status_code == 201 and "run_id" in answer.json():
                self.until_ended(answer.json()["run_id"])
        for path in ("/letters/{letter_id}", "/tutor/{conversation_id}"):
            self.browser.get(path.format(**made))
        with open_database(self._server.data_dir / "foreword.sqlite3") as rows:
            # A refusal by the database itself, whose error holds the whole row that was to be written.
            rows.execute("CREATE TRIGGER never BEFORE INSERT ON postings BEGIN SELECT RAISE(ABORT, 'never'); END")
            rows.commit()
        more = f"{POSTING} One more sentence with {canary('posting')}."
        form = {"text": more, "title": canary("posting"), "company": "", "url": ""}
        self._submit("/postings", form, at="/settings")
        self.program.post("/api/postings", json={"text": more})
        self.program.post("/v1/tailor", json={"resumeId": made["resume_id"], "jobDescription": more})

    def until_ended(self, run_id: str) -> None:
        """Follow a run, as a program does, to its last event."""
        with self.program.stream("GET", f"/api/runs/{run_id}/events") as answer:
            assert list(events_of(answer))[-1].name in ENDS

    def _ended(self, made: dict[str, Any]) -> None:
        if made.get("run_id"):
            self.until_ended(made["run_id"])

    def _made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.program.post(path, json=body)
        assert answer.status_code in {200, 201, 202}, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def _file(self, path: str, name: str, data: bytes) -> dict[str, Any]:
        answer = self.program.post(path, files={"file": (name, data)})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def _submit(self, path: str, fields: dict[str, str], *, at: str) -> httpx.Response:
        return self.browser.post(path, data={"_csrf_token": token_of(self.browser.get(at)), **fields})


def names_below(*folders: Path) -> str:
    """The names of all files and folders, a line each."""
    return "\n".join(str(path) for folder in folders for path in folder.rglob("*"))
