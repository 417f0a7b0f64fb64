"""The Python client's streams: whole by every protocol, and whole again when the line is cut five times."""

from collections.abc import Iterable
from typing import Any

import pytest
from foreword_client import Client
from foreword_client.answers import LatexTailoring, Section, Suggestion
from foreword_client.chat_answers import AgentReply
from foreword_client.events import (
    ChatDone,
    Chunk,
    Progress,
    ReplyCreated,
    Status,
    StepEnded,
    StepStarted,
    TextCompleted,
    TextDelta,
)

from app.tutor.replying import events
from tests.clients.calling import WAYS, Way, asked, heard, until
from tests.pages.faults import Cut
from tests.pages.proxy import Proxy
from tests.protocols.career import runs_of
from tests.protocols.chat import FOUND, SEARCHING
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
TEX = (SAMPLES / "jake_resume.tex").read_bytes()
FIVE_CUTS = [Cut(after=0), Cut(after=400, abrupt=True), Cut(after=137), Cut(after=420, abrupt=True), Cut(after=701)]
SAYS: list[Item] = [
    *(f"{number} 안녕 😀\n" for number in range(30)),
    SEARCHING,
    FOUND,
    *"data: not an event\n\nZürich.",
]
TEXT = "".join(piece for piece in SAYS if isinstance(piece, str))

pytestmark = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(scope="module")
def resume_id(scripted: ScriptedServer) -> str:
    with Client(scripted.url) as client:
        return client.upload_resume(SAMPLES / "resume_plain.md")


@pytest.fixture
def chat_id(scripted: ScriptedServer) -> int:
    with Client(scripted.url) as client:
        return client.create_chat(name="Cut").id


def sections_of(found: Iterable[Section]) -> dict[str, str]:
    """The text of each section, in the order in which they began."""
    sections: dict[str, str] = {}
    for event in found:
        sections[event.section] = sections.get(event.section, "") + event.content
    return sections


def cut_five_times(proxy: Proxy, ending: str) -> None:
    proxy.plan(ending, FIVE_CUTS)


@pytest.mark.parametrize(
    ("name", "path", "kind"), [("tailor", "tailor", "tailoring"), ("cover_letter", "generate", "letter")]
)
def test_sections_are_whole_after_five_cuts_and_made_once(
    scripted: ScriptedServer, proxy: Proxy, resume_id: str, way: Way, name: str, path: str, kind: str
) -> None:
    wanted: dict[str, Any] = {"resume_id": resume_id, "job_description": BACKEND, "company_name": "Northwind Ledger"}
    whole = asked(way, scripted.url, name, **wanted)
    before = len(runs_of(scripted.data_dir, kind))
    cut_five_times(proxy, path)
    found = heard(way, proxy.url, name, **wanted)
    assert sections_of(found) == {section.section: section.content for section in whole.sections}
    assert len(proxy.wait(path, 6)) == 6
    assert len(runs_of(scripted.data_dir, kind)) == before + 1
    assert proxy.seen(path)[1].last_event_id is None
    assert proxy.seen(path)[-1].last_event_id


def test_a_review_is_whole_after_five_cuts_and_made_once(
    scripted: ScriptedServer, proxy: Proxy, resume_id: str, way: Way
) -> None:
    whole = heard(way, scripted.url, "review", resume_id=resume_id, fresh=True)
    before = len(runs_of(scripted.data_dir, "review"))
    assert before
    cut_five_times(proxy, resume_id)
    found = heard(way, proxy.url, "review", resume_id=resume_id)
    assert found == whole
    assert {type(event) for event in found} == {Status, Suggestion}
    assert len(proxy.seen(resume_id)) == 6
    assert len(runs_of(scripted.data_dir, "review")) == before
    document = asked(way, scripted.url, "review", resume_id=resume_id)
    assert list(document.suggestions) == [event for event in found if isinstance(event, Suggestion)]


def test_a_latex_tailoring_is_whole_after_five_cuts_and_made_once(
    scripted: ScriptedServer, proxy: Proxy, way: Way
) -> None:
    before = len(runs_of(scripted.data_dir, "tailoring"))
    cut_five_times(proxy, "/api/tailor-stream")
    found = heard(way, proxy.url, "tailor_latex", resume_file=TEX, jd_text=BACKEND)
    assert [event.step for event in found[:-1] if isinstance(event, Progress)] == [0, 1, 2, 3, 4, 5]
    assert isinstance(found[-1], LatexTailoring)
    assert r"\begin{document}" in found[-1].tex_content
    assert 0 <= found[-1].match.score <= 100
    assert len(proxy.seen("/api/tailor-stream")) == 6
    assert len(runs_of(scripted.data_dir, "tailoring")) == before + 1
    waited = asked(way, scripted.url, "tailor_latex", resume_file=TEX, jd_text=BACKEND)
    assert waited.tex_content == found[-1].tex_content


def test_a_tutors_reply_is_whole_after_five_cuts_and_written_once(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy, way: Way
) -> None:
    replies.says, replies.used = SAYS, events.Used(input_tokens=42, output_tokens=156)
    before = len(runs_of(scripted.data_dir, "reply"))
    cut_five_times(proxy, "/api/v1/chat")
    *pieces, done = heard(way, proxy.url, "chat", message="How do I count?")
    assert all(isinstance(piece, Chunk) for piece in pieces)
    assert "".join(piece.content for piece in pieces) == TEXT
    assert isinstance(done, ChatDone)
    assert (done.title, done.usage.output_tokens) == ("How do I count?", 156)
    assert len(proxy.seen("/api/v1/chat")) == 6
    assert len(runs_of(scripted.data_dir, "reply")) == before + 1
    reply = asked(way, scripted.url, "chat", message="And now?", conversation_id=done.conversation_id)
    assert (reply.text, reply.conversation_id, reply.title) == (TEXT, done.conversation_id, None)


def test_an_agents_reply_is_whole_after_five_cuts_and_written_once(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy, way: Way, chat_id: int
) -> None:
    replies.says = SAYS
    before = len(runs_of(scripted.data_dir, "reply"))
    cut_five_times(proxy, "/messages")
    found = heard(way, proxy.url, "send_message", chat_id=chat_id, message="Hello!")
    assert "".join(event.delta for event in found if isinstance(event, TextDelta)) == TEXT
    others = [event for event in found if not isinstance(event, TextDelta)]
    assert [type(event) for event in others] == [ReplyCreated, StepStarted, StepEnded, TextCompleted]
    assert others[-1].final_text == TEXT
    assert {event.chat_id for event in found} == {chat_id}
    assert len(proxy.seen("/messages")) == 6
    assert len(runs_of(scripted.data_dir, "reply")) == before + 1
    reply = asked(way, scripted.url, "send_message", chat_id=chat_id, message="Again.")
    assert isinstance(reply, AgentReply)
    assert (reply.final_text, [step.result is not None for step in reply.steps]) == (TEXT, [True])


def test_a_reply_that_is_still_written_is_taken_up_after_each_of_five_cuts(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy, way: Way
) -> None:
    gates = [scripted.gate() for _ in range(5)]
    replies.says = [item for number, gate in enumerate(gates) for item in (f"piece {number}. ", gate)] + ["The end."]
    remaining = iter(gates)

    def cut(event: Any) -> None:
        gate = next(remaining, None) if isinstance(event, Chunk) else None
        if gate is not None:
            proxy.cut()
            gate.open()

    *pieces, done = until(way, proxy.url, "chat", cut, message="Slowly, please.")
    assert "".join(piece.content for piece in pieces) == "".join(f"piece {n}. " for n in range(5)) + "The end."
    assert isinstance(done, ChatDone)
    assert len(proxy.seen("/api/v1/chat")) == 6
