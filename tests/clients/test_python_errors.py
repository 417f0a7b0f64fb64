"""What goes wrong is raised as one class for each code, and what may be sent again is, within limits."""

import importlib
import pkgutil
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from foreword_client import Client, errors
from foreword_client.errors import BY_CODE, BY_STATUS, ConnectionLost, ForewordError
from foreword_client.events import Chunk, TextDelta

import app
from app.errors import AppError, InvalidInput, LimitReached, ModelError, NotFound
from app.settings import SettingsError
from app.web.programs import _CODES
from tests.clients.calling import WAYS, Way, asked, heard, until
from tests.pages.faults import Answer, Cut
from tests.pages.proxy import Proxy
from tests.protocols.scripted_replies import Replies, ScriptedServer
from tests.running import SAMPLES, free_port

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
OF_A_COMMAND = {SettingsError.code, "refused"}
"""Errors that no request meets: of `foreword serve`, of `foreword mcp`."""


def kinds_of_the_server(kind: type[AppError] = AppError) -> Iterator[type[AppError]]:
    for narrower in kind.__subclasses__():
        yield narrower
        yield from kinds_of_the_server(narrower)


def test_every_code_of_the_server_has_a_class_of_its_own() -> None:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    codes = {kind.code for kind in kinds_of_the_server()} | set(_CODES.values())
    assert codes - OF_A_COMMAND - {AppError.code} <= set(BY_CODE)
    assert len({BY_CODE[code] for code in BY_CODE}) == len(BY_CODE)
    for kind in kinds_of_the_server():
        if kind.code in BY_CODE and "code" in kind.__dict__:
            assert errors.kind_of(kind.status, kind.code) is BY_CODE[kind.code]
            assert kind.status in BY_STATUS


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "wanted", "kind", "status", "field"),
    [
        ("tailor", {"resume_id": "res_none", "job_description": BACKEND}, errors.NotFound, 404, ""),
        ("tailor", {"resume_id": "res_none", "job_description": "short"}, errors.InvalidInput, 422, "jobDescription"),
        ("cover_letter", {"resume_id": "res_none", "job_description": BACKEND}, errors.NotFound, 404, ""),
        ("review", {"resume_id": "../../etc"}, errors.NotFound, 404, ""),
        ("chat", {"message": ""}, errors.InvalidInput, 422, "message"),
        ("chat", {"message": "Hi.", "conversation_id": "cnv_none"}, errors.NotFound, 404, ""),
        ("send_message", {"chat_id": 10**9, "message": "Hi."}, errors.NotFound, 404, ""),
        ("tailor_latex", {"resume_file": b"x", "jd_text": "short"}, errors.InvalidInput, 422, "jd_text"),
        (
            "tailor_latex",
            {"resume_file": b"x", "jd_text": BACKEND, "filename": "x.pdf"},
            errors.BadRequest,
            400,
            "resume_file",
        ),
    ],
)
def test_a_refusal_is_raised_by_streams_and_calls_alike(
    scripted: ScriptedServer,
    way: Way,
    name: str,
    wanted: dict[str, Any],
    kind: type[ForewordError],
    status: int,
    field: str,
) -> None:
    told = []
    for call in (heard, asked):
        with pytest.raises(kind) as raised:
            call(way, scripted.url, name, **wanted)
        told.append(raised.value)
    assert {error.status for error in told} == {status}
    assert {error.field for error in told} == {field}
    assert len({error.message for error in told}) == 1
    assert all(error.request_id for error in told)


def test_a_wrong_key_is_not_signed_in(scripted: ScriptedServer, key: str) -> None:
    with Client(scripted.url, key) as client:
        assert client.usage()
    with Client(scripted.url, "ck_live_" + "x" * 43) as client, pytest.raises(errors.NotSignedIn):
        client.resumes()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("raised", "kind", "retryable"),
    [
        (ModelError("Busy.", reason="rate_limit", retryable=True), errors.LimitReached, True),
        (ModelError("Slow.", reason="timeout", retryable=True), errors.TimedOut, True),
        (RuntimeError("nobody is told this"), errors.InternalError, True),
        (LimitReached("Used up."), errors.LimitReached, True),
        (InvalidInput("Not like that."), errors.InternalError, False),
    ],
)
def test_an_error_within_a_reply_comes_after_what_was_said(
    scripted: ScriptedServer, replies: Replies, way: Way, raised: Exception, kind: type[ForewordError], retryable: bool
) -> None:
    replies.says = ["This much ", "was said.", raised]
    found: list[Any] = []
    with pytest.raises(kind) as told:
        until(way, scripted.url, "chat", found.append, message="Go on.")
    assert "".join(event.content for event in found if isinstance(event, Chunk)) == "This much was said."
    assert told.value.retryable in {retryable, True}
    assert told.value.request_id
    assert "nobody" not in told.value.message


def test_an_agents_error_is_a_bad_request_or_the_servers(scripted: ScriptedServer, replies: Replies) -> None:
    with Client(scripted.url) as client:
        for raised, kind in (
            (ModelError("Refused.", reason="refused", retryable=False), errors.BadRequest),
            (NotFound("Gone."), errors.BadRequest),
            (RuntimeError("inside"), errors.InternalError),
        ):
            replies.says = ["So far.", raised]
            found = []
            with pytest.raises(kind):  # noqa: PT012 - what came before it counts
                for event in client.send_message(stream=True, chat_id=client.create_chat().id, message="Hi."):
                    found.append(event)  # noqa: PERF402
            assert [event.delta for event in found if isinstance(event, TextDelta)] == ["So far."]


def test_a_limit_says_when_it_ends() -> None:
    error = errors.error_of(429, b'{"detail": "Slow down."}', {"retry-after": "17", "x-request-id": "abc"})
    assert isinstance(error, errors.LimitReached)
    assert (error.message, error.retry_after, error.request_id) == ("Slow down.", 17.0, "abc")


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (
            404,
            b'{"type":"about:blank","title":"Not found","status":404,"detail":"No.","code":"not_found"}',
            errors.NotFound,
            "No.",
        ),
        (422, b'{"error":{"message":"Too big.","code":"too_large","field":"message"}}', errors.TooLarge, "Too big."),
        (
            429,
            b'{"type":"error","message":"Rate limit exceeded","statusCode":429}',
            errors.LimitReached,
            "Rate limit exceeded",
        ),
        (502, b"<h1>Bad gateway</h1>", errors.ModelError, "The server answered 502."),
        (418, b"[]", errors.BadRequest, "The server answered 418."),
        (599, b"\xff", errors.InternalError, "The server answered 599."),
        (422, b'{"detail": "New.", "code": "of_tomorrow"}', errors.InvalidInput, "New."),
    ],
)
def test_every_shape_of_a_refusal_is_read(status: int, body: bytes, kind: type[ForewordError], message: str) -> None:
    error = errors.error_of(status, body, {})
    assert (type(error), error.message, error.status) == (kind, message, status)


@pytest.mark.parametrize("way", WAYS)
def test_a_server_that_is_not_there_is_lost_and_the_error_says_how_to_go_on(way: Way) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ConnectionLost) as lost:
        heard(way, url, "tailor", resume_id="res_1", job_description=BACKEND, idempotency_key="mine", retries=2)
    assert (lost.value.idempotency_key, lost.value.status) == ("mine", 0)


@pytest.mark.parametrize("way", WAYS)
def test_a_busy_server_is_asked_again_and_an_upload_is_not_sent_twice(proxy: Proxy, way: Way) -> None:
    proxy.plan("/usage", [Answer(503), Answer(502), Answer(504), Cut(after=3), Cut(after=3, abrupt=True)])
    assert asked(way, proxy.url, "usage")
    assert len(proxy.seen("/usage")) == 6
    proxy.plan("/resumes", [Cut(after=3, abrupt=True)])
    with pytest.raises(ConnectionLost):
        asked(way, proxy.url, "upload_resume", b"# Jane\n\n## Skills\n\nPython\n", "jane.md")
    assert len(proxy.seen("/resumes")) == 1


def test_a_refusal_that_is_final_is_not_asked_again(proxy: Proxy) -> None:
    proxy.plan("/usage", [Answer(500)])
    with Client(proxy.url) as client, pytest.raises(errors.InternalError):
        client.usage()
    assert len(proxy.seen("/usage")) == 1


def test_a_page_in_place_of_a_stream_is_a_bad_answer(proxy: Proxy) -> None:
    proxy.plan("/chat", [Answer(200)])
    with Client(proxy.url) as client, pytest.raises(errors.BadAnswer):
        client.chat(message="Hi.")


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes a connection and then resets it, again and again."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_attempts_without_progress_come_to_an_end(silent: str) -> None:
    with Client(silent, retries=3) as client, pytest.raises(ConnectionLost) as lost:
        next(client.cover_letter(resume_id="res_1", job_description=BACKEND, stream=True))
    assert lost.value.idempotency_key


def test_a_key_is_in_no_address_and_no_representation(proxy: Proxy, key: str) -> None:
    with Client(proxy.url, key) as client:
        client.usage()
        assert key not in repr(client) + repr(client._asker.connection)
    assert all(key not in seen.target for seen in proxy.requests)
    with pytest.raises(ValueError, match="http"):
        Client("foreword.example")
