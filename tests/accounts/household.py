"""Ada, who has one of everything; Eve, who has nothing; an administrator. They live in a server of their own."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

import httpx
import msgspec

from app.accounts.models import User
from app.letters.service import LetterWishes
from app.parts import Parts
from app.postings.service import parse_posting
from app.settings import Settings
from app.tutor.corrections.models import Correction
from app.tutor.forms_asked import FORM_STEP, Asked, Field, Form
from app.tutor.models import NewConversation, Step
from tests.accounts.route import Sent
from tests.databases import new_database, open_database
from tests.running import SAMPLES, Server

CANARY = "Quillfeather"
"""Stands in everything of Ada's, and nowhere else."""
SEEN = frozenset({"last_seen_at", "last_used_at", "seen_at"})
PASSWORD = "seven green kettles whistle"
POSTING = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
RESUME = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8").replace("Jake Ryan", f"Ada {CANARY}")
NEVER_LIMITED = {"rate_limit_per_minute": "100000", "requests_per_minute": "1000000", "streams_per_account": "1000"}


class Household:
    """What was made before the server was started: `names` of Ada's things, and keys by what they open."""

    def __init__(self, data_dir: Path) -> None:
        self.settings = Settings(data_dir=data_dir, auth="accounts", tex="off", streams_per_account=1_000)
        self.names: dict[str, str] = {
            "file_path": "app.css", "name": "1.png", "kind": "pdf", "part": "opening", "change": "enabled",
        }  # fmt: skip
        self.keys: dict[str, str] = {}
        self.people: dict[str, User] = {}
        self._made: dict[frozenset[str], str] = {}

    @cached_property
    def session(self) -> str:
        """Ada's session that nothing here ends."""
        return self.sign_in("Ada")

    @property
    def ids(self) -> set[str]:
        """The names that nothing else has."""
        return {value for name, value in self.names.items() if name.endswith("_id") and "_" in value}

    def fill(self) -> None:
        """Make everybody and everything."""
        data_dir = self.settings.data_dir
        data_dir.mkdir(mode=0o700)
        new_database(self.settings.database_path)
        asyncio.run(self._fill(Parts(self.settings)))

    def sign_in(self, who: str) -> str:
        """A new session of somebody's; its token."""

        async def opened(parts: Parts) -> str:
            return await parts.people.sessions.open(self.people[who].id, "test", "127.0.0.1")

        return self._with_parts(opened)

    def key_for(self, scopes: frozenset[str]) -> str:
        """A key of Ada's that opens just that."""

        async def made(parts: Parts) -> str:
            return (await parts.keys.create(self.people["Ada"].id, "a row's", scopes)).key

        if scopes not in self._made:
            self._made[scopes] = self._with_parts(made)
        return self._made[scopes]

    def rows_of_ada(self) -> list[tuple[Any, ...]]:
        """Every row of every table that names Ada or a thing of hers, but for when she and it were seen last."""
        known = self.ids | {self.people["Ada"].id}
        found: list[tuple[Any, ...]] = []
        with open_database(self.settings.database_path) as connection:
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
                told = ", ".join(f'"{column}"' for column in columns if column not in SEEN)
                rows = connection.execute(f'SELECT {told} FROM "{table}"')  # noqa: S608 - names from the schema
                found.extend((table, *row) for row in rows if any(value in known for value in row))
        return sorted(found, key=repr)

    async def _fill(self, parts: Parts) -> None:
        await parts.engine.open()
        for name, admin in (("Ada", False), ("Eve", False), ("Root", True)):
            self.people[name] = await parts.people.create(
                f"{name.lower()}@example.org", f"{name} {CANARY if name == 'Ada' else ''}", PASSWORD, admin=admin
            )
        ada = self.people["Ada"].id
        await self._write_documents(parts, ada)
        await self._talk(parts, ada)
        await self._make_keys(parts, ada)
        await self._make_doors(parts, ada)
        await parts.engine.drain(1.0)
        await parts.people.close()
        await parts.models.close()
        await parts.database.close()

    async def _write_documents(self, parts: Parts, ada: str) -> None:
        resume = await parts.resumes.upload(ada, RESUME.encode(), "cv.tex")
        await parts.resumes.read_now(ada, resume)
        posting = (await parts.postings.add(ada, parse_posting(POSTING, "Engineer", f"{CANARY} Ltd"))).id
        analysis = await parts.postings.start_analysis(ada, posting)
        tailoring = await parts.tailorings.start(ada, resume, posting)
        review = await parts.reviews.start(ada, resume, posting)
        letter = await parts.letters.start(ada, resume, posting, LetterWishes())
        for run_id in (analysis.run_id, tailoring.run_id, review.run_id, letter.run_id):
            await parts.engine.wait(run_id)
        finding = next(one for one in (await parts.reviews.get(ada, review.id)).found if one.suggestion is not None)
        self.names |= {
            "resume_id": resume, "posting_id": posting, "tailoring_id": tailoring.id, "review_id": review.id,
            "letter_id": letter.id, "finding_id": finding.id, "run_id": tailoring.run_id,
        }  # fmt: skip
        await self._write_others(parts, ada)

    async def _write_others(self, parts: Parts, ada: str) -> None:
        """The same again, for rows that take away what one row took away before."""
        made = {
            name: await parts.resumes.upload(ada, f"# {name} {CANARY}\n\nEngineer".encode(), f"{name}.md")
            for name in ("other_resume_id", "third_resume_id")
        }
        posting = (await parts.postings.add(ada, parse_posting(f"{POSTING} {CANARY}"))).id
        resume = self.names["resume_id"]
        tailoring = await parts.tailorings.start(ada, resume, posting)
        letter = await parts.letters.start(ada, resume, posting, LetterWishes())
        for run_id in (tailoring.run_id, letter.run_id):
            await parts.engine.wait(run_id)
        conversation = await parts.conversations.create(ada, NewConversation())
        self.names |= made | {
            "other_posting_id": posting, "other_tailoring_id": tailoring.id, "other_letter_id": letter.id,
            "other_conversation_id": conversation.id,
        }  # fmt: skip

    async def _talk(self, parts: Parts, ada: str) -> None:
        opened = await parts.conversations.questions.begin(ada, NewConversation(), f"I has a secret: {CANARY}.")
        await parts.engine.wait((await parts.conversations.start(opened)).id)
        conversation_id = opened.reply.conversation_id
        conversation = await parts.conversations.open(ada, conversation_id)
        question, reply = (shown.message for shown in conversation.shown)
        correction = Correction("has", "have", "With I: have.", "grammar", 2, 3)
        await parts.conversations.replies.keep_corrections(ada, question.id, [correction])
        mistake = await parts.mistakes.accept(ada, question.id, 0)
        file = await parts.attachments.add(ada, conversation_id, f"Notes of {CANARY}".encode(), "notes.md")
        form = Asked(Form("A form", (Field("answer", "Answer"),)))
        step = Step(id="step_form", type=FORM_STEP, content="A form", success=True, data=msgspec.to_builtins(form))
        self._run("UPDATE messages SET steps = ? WHERE id = ?", msgspec.json.encode([step]), reply.id)
        self.names |= {
            "conversation_id": conversation_id, "message_id": question.id, "reply_id": reply.id,
            "mistake_id": mistake.id, "attachment_id": file.id, "chat_id": str(conversation.conversation.number),
        }  # fmt: skip

    async def _make_keys(self, parts: Parts, ada: str) -> None:
        made = {name: await parts.keys.create(ada, f"{name} {CANARY}") for name in ("whole", "revoked", "expired")}
        await parts.keys.revoke(ada, made["revoked"].id)
        self._run("UPDATE api_keys SET expires_at = 1 WHERE id = ?", made["expired"].id)
        hers = await parts.keys.create(self.people["Eve"].id, "hers")
        self.keys = {**{name: key.key for name, key in made.items()}, "Eve's": hers.key}
        self.names["key_id"] = made["whole"].id

    async def _make_doors(self, parts: Parts, ada: str) -> None:
        link = await parts.people.invite(self.people["Root"].id, "bob@example.org")
        await parts.people.sessions.open(ada, f"{CANARY} browser", "127.0.0.1")
        self.names |= {
            "token": link.rsplit("/", 1)[1],
            "invitation_id": (await parts.people.invitations())[0].id,
            "session_id": (await parts.people.sessions.list(ada))[0].id,
            "passkey_id": "pk_adas",
            "user_id": ada,
        }
        self._run(
            "INSERT INTO passkeys (id, owner, name, credential_id, public_key, sign_count, created_at)"
            " VALUES ('pk_adas', ?, 'Phone', X'01', X'02', 0, 1)",
            ada,
        )

    def _with_parts(self, work: Callable[[Parts], Awaitable[str]]) -> str:
        async def done() -> str:
            parts = Parts(self.settings)
            try:
                return await work(parts)
            finally:
                await parts.database.close()

        return asyncio.run(done())

    def _run(self, sql: str, *values: object) -> None:
        with open_database(self.settings.database_path) as connection:
            connection.execute(sql, values)


class Answer(NamedTuple):
    """What came back. `location`: where a redirect goes, "" without one."""

    status: int
    text: str
    location: str


class Caller:
    """Somebody who sends requests: with a key, with a session, with both, or as nobody."""

    def __init__(self, server: Server, *, key: str = "", session: str = "") -> None:
        headers = {"origin": server.url}
        if key:
            headers["x-api-key"] = key
        cookies = {"foreword_session": session} if session else {}
        self._client = httpx.Client(base_url=server.url, headers=headers, cookies=cookies, timeout=120)
        self._token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, method: str, path: str, sent: Sent) -> Answer:
        """The answer; of a stream only that it was opened."""
        request = self._client.build_request(
            method,
            path,
            headers={"x-csrftoken": self._token} if self._token else {},
            data=sent.form or None,
            json=sent.json,
            files=sent.parts or None,
        )
        answer = self._client.send(request, stream=True)
        is_stream = answer.headers.get("content-type", "").startswith("text/event-stream")
        text = "" if is_stream else answer.read().decode("utf-8", "replace")
        answer.close()
        return Answer(answer.status_code, text, answer.headers.get("location", ""))

    def open_a_form(self, path: str) -> None:
        """Take the token that forms of that page carry along to every request."""
        found = re.search(r'name="_csrf_token" value="([^"]+)"', self._client.get(path).text)
        assert found is not None, path
        self._token = found.group(1)
