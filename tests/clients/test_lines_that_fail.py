"""What else can happen to a line: silence, a server that goes down politely, a gate, a caller who leaves."""

import time
from pathlib import Path

import pytest
from foreword_client import Client, errors
from foreword_client.events import Chunk

from tests.clients.calling import WAYS, Way, heard, until
from tests.clients.node import STREAM, call
from tests.pages.faults import Answer, Change, Drip, Silence
from tests.pages.proxy import Proxy
from tests.protocols.scripted_replies import Replies, ScriptedServer
from tests.running import SAMPLES, Server

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
GOING_DOWN = Change(
    rb'id: \S+\ndata: \{"type":"done"\}',
    b'data: {"type":"error","message":"The server is restarting.","statusCode":503}',
)
REFUSED_FOR_NOW = [Answer(429, retry_after=1), Answer(503, retry_after=1)]
FAILED = Change(rb'data: \{"type":"done"\}', b'data: {"type":"error","message":"This was abandoned.","statusCode":503}')


@pytest.fixture(scope="module")
def resume_id(scripted: ScriptedServer) -> str:
    with Client(scripted.url) as client:
        return client.upload_resume(SAMPLES / "resume_plain.md")


@pytest.mark.parametrize("way", WAYS)
def test_a_stream_goes_on_when_the_server_says_that_it_restarts(proxy: Proxy, resume_id: str, way: Way) -> None:
    whole = heard(way, proxy.url, "tailor", resume_id=resume_id, job_description=BACKEND)
    proxy.plan("/tailor", [GOING_DOWN, Answer(503), GOING_DOWN])
    assert heard(way, proxy.url, "tailor", resume_id=resume_id, job_description=BACKEND) == whole
    assert len(proxy.seen("/tailor")) == 1 + 4
    proxy.plan("/tailor", [FAILED])
    with pytest.raises(errors.Unavailable, match="abandoned"):
        heard(way, proxy.url, "tailor", resume_id=resume_id, job_description=BACKEND)


def test_so_does_one_of_the_typescript_client(proxy: Proxy, resume_id: str) -> None:
    wanted = {"resumeId": resume_id, "jobDescription": BACKEND}
    whole = call(proxy.url, "tailor", wanted, STREAM).events
    proxy.plan("/tailor", [GOING_DOWN, Answer(503), GOING_DOWN])
    assert call(proxy.url, "tailor", wanted, STREAM).events == whole
    proxy.plan("/tailor", [FAILED])
    assert call(proxy.url, "tailor", wanted, STREAM).error["name"] == "Unavailable"


@pytest.mark.parametrize("way", WAYS)
def test_a_stream_that_is_refused_for_now_is_asked_for_again(replies: Replies, proxy: Proxy, way: Way) -> None:
    replies.says = ["Hello."]
    proxy.plan("/chat", REFUSED_FOR_NOW)
    began = time.monotonic()
    *pieces, _ = heard(way, proxy.url, "chat", message="Hi.")
    assert "".join(piece.content for piece in pieces) == "Hello."
    assert time.monotonic() - began >= sum(refused.retry_after or 0 for refused in REFUSED_FOR_NOW)
    assert len(proxy.seen("/chat")) == 3
    for final in (Answer(429), Answer(429, retry_after=3_600)):
        proxy.plan("/chat", [final])
        with pytest.raises(errors.LimitReached):
            heard(way, proxy.url, "chat", message="Hi.")
    assert len(proxy.seen("/chat")) == 5


def test_so_is_one_of_the_typescript_client_that_is_refused(replies: Replies, proxy: Proxy) -> None:
    replies.says = ["Hello."]
    proxy.plan("/chat", REFUSED_FOR_NOW)
    began = time.monotonic()
    assert call(proxy.url, "chat", {"message": "Hi."}, STREAM).text("content") == "Hello."
    assert time.monotonic() - began >= sum(refused.retry_after or 0 for refused in REFUSED_FOR_NOW)
    assert len(proxy.seen("/chat")) == 3
    for final in (Answer(429), Answer(429, retry_after=3_600)):
        proxy.plan("/chat", [final])
        assert call(proxy.url, "chat", {"message": "Hi."}, STREAM).error["name"] == "LimitReached"
    assert len(proxy.seen("/chat")) == 5


def test_a_line_that_falls_silent_is_given_up_and_taken_up_again(proxy: Proxy, resume_id: str) -> None:
    proxy.plan("/generate", [Silence(after=0), Silence(after=300)])
    with Client(proxy.url, silence=2.0) as client:
        told = [*client.cover_letter(resume_id=resume_id, job_description=BACKEND, stream=True)]
        whole = client.cover_letter(resume_id=resume_id, job_description=BACKEND)
    assert "".join(event.content for event in told) == "".join(section.content for section in whole.sections)


@pytest.mark.parametrize("way", WAYS)
def test_bytes_may_come_one_by_one(replies: Replies, proxy: Proxy, way: Way) -> None:
    replies.says = ["안녕하세요 😀\n", "Zürich"]
    proxy.plan("/chat", [Drip(1)])
    *pieces, _ = heard(way, proxy.url, "chat", message="Hi.")
    assert "".join(piece.content for piece in pieces) == "안녕하세요 😀\nZürich"
    proxy.plan("/chat", [Drip(1)])
    assert call(proxy.url, "chat", {"message": "Hi."}, STREAM).text("content") == "안녕하세요 😀\nZürich"


class LeftError(Exception):
    """The caller has had enough."""


@pytest.mark.parametrize("way", WAYS)
def test_who_leaves_closes_the_line_and_is_not_asked_again(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy, way: Way
) -> None:
    gate = scripted.gate()
    replies.says = ["One. ", gate, "Two."]

    def leave(event: object) -> None:
        assert isinstance(event, Chunk)
        raise LeftError

    with pytest.raises(LeftError):
        until(way, proxy.url, "chat", leave, message="Hi.")
    gate.open()
    assert len(proxy.seen("/chat")) == 1
    with Client(proxy.url) as client:
        with client.chat(stream=True, message="Hi.") as stream:
            next(stream)
            assert stream.run_id
            assert stream.conversation_id
        with pytest.raises(StopIteration):
            next(stream)
    assert len(proxy.seen("/chat")) == 2


def test_a_server_behind_a_name_and_a_password(tmp_path: Path) -> None:
    with Server(tmp_path / "data", auth_username="zoë", auth_password="pässwörd 密") as server:
        with Client(server.url, gate=("zoë", "pässwörd 密")) as client:
            assert client.agents()
        with Client(server.url, gate=("zoë", "wrong")) as client, pytest.raises(errors.NotSignedIn):
            client.agents()


def test_what_is_no_key_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        Client("http://127.0.0.1", "ключ")
