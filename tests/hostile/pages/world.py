"""Somebody who has one of everything and many of most, all of it in the same few words."""

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import sqlalchemy as sa
from playwright.sync_api import Page

from app.accounts.models import User
from tests.accounts.signing_in import PASSWORD, make_account, signed_in, token_of
from tests.hostile.pages.words import Words, answering, resume_in
from tests.pages.mistakes import Slip, learn, write
from tests.protocols.native.api import ENDS, events_of
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.reviews.proposals import ONLY_SUGGESTIONS
from tests.running import Server, wait_until

MAIL = "eve@example.org"
_SCOPES = ("resumes", "tailor", "letters", "chat", "usage")
_NAMES = {
    "resumes": ("res", "title", "filename"),
    "postings": ("job", "title", "company"),
    "tailorings": ("tlr", "posting_title", "company", "resume_title"),
    "letters": ("let", "posting_title", "company", "resume_title"),
    "reviews": ("rev", "posting_title", "company", "resume_title"),
    "conversations": ("con", "title"),
    "users": ("usr", "name", "email"),
}
_LONG_AGO, _DAY = 1_750_000_000.0, 86_400.0


class World(NamedTuple):
    """A running server, and the pages there are by name."""

    server: Server
    pages: dict[str, str]
    words: Words

    def enter(self, page: Page) -> None:
        """Sign in."""
        page.goto(f"{self.server.url}/sign-in")
        page.get_by_label("Email").fill(MAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"{self.server.url}/")


@contextmanager
def living(data_dir: Path, words: Words) -> Iterator[World]:
    """Somebody's world, filled; for as long as the block lasts."""
    owner = make_account(data_dir, MAIL, "Eve", admin=True)
    with Provider(answering(words)) as provider:
        variables = model_variables(provider, "openai", **ONLY_SUGGESTIONS, rate_limit_per_minute="10000")
        with Server(data_dir, auth="accounts", **variables) as server:
            yield World(server, _filled(server, owner, words), words)


def _filled(server: Server, owner: User, words: Words) -> dict[str, str]:
    with signed_in(server, MAIL) as browser:
        made = _Maker(browser, words).make()
        made["corrections"] = f"/tutor/{_write_mistakes(server, owner, words)}"
        _copy_rows(server.data_dir, made | {"users": owner.id}, words)
    fixed = (
        "/",
        "/history",
        "/resumes",
        "/postings",
        "/tailorings",
        "/letters",
        "/reviews",
        "/tutor",
        "/tutor/mistakes",
    )
    more = (
        "/tutor/mistakes/review",
        "/tutor?everything=1",
        "/tailorings/new",
        "/developers",
        "/usage",
        "/account",
        "/settings/keys",
        "/admin",
    )
    pages = {path: path for path in fixed + more}
    corrections = made.pop("corrections")
    pages |= {f"one of {name}": path for name, path in made.items()} | {"corrections": corrections}
    resume, tailoring = pages["one of resumes"], pages["one of tailorings"]
    pages |= {"the editor": f"{resume}/edit", "what a machine sees": f"{resume}/machine-view"}
    pages |= {"what a machine sees of a PDF": f"{tailoring}/machine-view"}
    return pages


class _Maker:
    """Makes one of each, as a program and as a browser do."""

    def __init__(self, browser: httpx.Client, words: Words) -> None:
        self._browser = browser
        self._words = words
        name = "".join(filter(str.isprintable, words.short[0]))[:60]
        form = {"_csrf_token": token_of(browser.get("/settings/keys")), "name": name, "life": "7"}
        found = re.search(r"ck_live_[\w-]+", browser.post("/settings/keys", data={**form, "scope": list(_SCOPES)}).text)
        assert found is not None
        self._headers = {"x-api-key": found[0]}

    def make(self) -> dict[str, str]:
        """The pages of what was made, by the names of their tables."""
        short = self._words.short
        sent = {"file": (f"{short[0]}.json", json.dumps(resume_in(self._words)).encode())}
        resume = self._made("/api/resumes", files=sent)["id"]
        text = "Requirements\n" + "\n".join(f"- Python and {line}" for line in self._words.lines)
        body = {"title": short[1], "company": short[2], "text": text}
        posting = self._made("/api/postings", json=body)["id"]
        self._made(f"/api/postings/{posting}/analysis", json={})
        about = {"resume_id": resume, "posting_id": posting}
        tailoring = self._made("/api/tailorings", json={**about, "instructions": "\n".join(short)[:1900]})["id"]
        letter = self._made("/api/letters", json={**about, "hints": "\n".join(short)[:1900]})["id"]
        talk = self._made("/api/conversations", json={"title": short[3]})["id"]
        self._made(f"/api/conversations/{talk}/messages", json={"text": self._words.text})
        return {
            "resumes": f"/resumes/{resume}",
            "postings": f"/postings/{posting}",
            "tailorings": f"/tailorings/{tailoring}",
            "letters": f"/letters/{letter}",
            "reviews": self._review(about),
            "conversations": f"/tutor/{talk}",
        }

    def _made(self, path: str, **body: Any) -> dict[str, Any]:
        answer = self._browser.post(path, headers=self._headers, timeout=120, **body)
        assert answer.status_code in {201, 202}, answer.text
        made: dict[str, Any] = answer.json()
        if run_id := made.get("run_id"):
            with self._browser.stream("GET", f"/api/runs/{run_id}/events", headers=self._headers) as events:
                assert list(events_of(events))[-1].name in ENDS
        return made

    def _review(self, about: dict[str, str]) -> str:
        form = {"_csrf_token": token_of(self._browser.get("/reviews/new")), **about}
        path: str = self._browser.post("/reviews", data=form).headers["location"]
        wait_until(lambda: 'http-equiv="refresh"' not in self._browser.get(path).text, "the end of the review")
        return path


def _write_mistakes(server: Server, owner: User, words: Words) -> str:
    """Corrections in a message and cards for learning, every word of them somebody's; the conversation's id."""
    text = "\n".join(words.lines)
    slips = [Slip(line, said, "grammar", said) for line, said in zip(words.lines, itertools.cycle(words.short))]
    written = write(server, text, *slips, owner=owner)
    for line, said in zip(words.lines[:4], words.short[:4], strict=True):
        learn(server, line, Slip(line, said, "grammar", said), owner=owner)
    return written.conversation_id


def _copy_rows(data_dir: Path, made: dict[str, str], words: Words) -> None:
    """More of each thing than anybody could make in a minute: all texts stand in each list."""
    engine = sa.create_engine(f"sqlite:///{data_dir / 'foreword.sqlite3'}", connect_args={"timeout": 60})
    found = sa.MetaData()
    found.reflect(engine, only=list(_NAMES))
    with engine.begin() as connection:
        for number, (name, (kind, *columns)) in enumerate(_NAMES.items()):
            table = found.tables[name]
            is_it = table.c.id == made[name].rpartition("/")[2]
            # Things of one second stand in no order that two worlds must share.
            connection.execute(sa.update(table).where(is_it).values(created_at=_LONG_AGO - number * _DAY))
            row = dict(connection.execute(sa.select(table).where(is_it)).mappings().one())
            row.pop("number", None)
            for at, said in enumerate(words.short):
                copy = row | {"id": f"{kind}_{at:020}"} | dict.fromkeys(columns, said)
                copy["created_at"] -= at + 1
                copy |= {"digest": at.to_bytes(32)} if "digest" in row else {}
                copy |= {"email": f"{at}{said}@example.org"} if "email" in row else {}
                connection.execute(sa.insert(table).values(copy))
    engine.dispose()
