"""What is wrong before a stream opens, in the tutor's chat protocol's body."""

import logging
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from litestar import Request, Response
from litestar.exceptions import HTTPException

from app.errors import (
    AppError,
    Conflict,
    Forbidden,
    InvalidInput,
    LimitReached,
    ModelError,
    NotFound,
    NotSignedIn,
    TooLarge,
    Unavailable,
)
from app.web.errors import UNEXPECTED, to_response

AT_THE_CHATS = cast(
    "Request[Any, Any, Any]", SimpleNamespace(scope={"path": "/api/v1/chat", "query_string": b"", "state": {}})
)


def refuse(error: Exception) -> Response[Any]:
    return to_response(AT_THE_CHATS, error)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotSignedIn("No."), 401, "not_signed_in"),
        (Forbidden("No."), 403, "forbidden"),
        (NotFound("No."), 404, "not_found"),
        (Conflict("No."), 409, "conflict"),
        (TooLarge("No."), 413, "too_large"),
        (InvalidInput("No."), 422, "invalid_input"),
        (LimitReached("No."), 429, "limit_reached"),
        (ModelError("No.", reason="timeout", retryable=True), 502, "model_error"),
        (Unavailable("No."), 503, "unavailable"),
    ],
)
def test_an_expected_error_keeps_its_sentence_status_and_code(error: AppError, status: int, code: str) -> None:
    answer = refuse(error)
    assert (answer.status_code, answer.media_type) == (status, "application/json")
    assert msgspec.json.decode(answer.content) == {"error": {"message": "No.", "code": code}}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Retry-After" not in answer.headers


def test_the_wait_is_told_in_whole_seconds() -> None:
    assert refuse(LimitReached("No.", retry_after=59.2)).headers["Retry-After"] == "60"


def test_the_field_that_is_wrong_is_named() -> None:
    body = msgspec.json.decode(refuse(InvalidInput("Write a message first.", field="message")).content)
    assert body == {"error": {"message": "Write a message first.", "code": "invalid_input", "field": "message"}}


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "bad_request"), (401, "not_signed_in"), (404, "not_found"), (405, "method_not_allowed"), (418, "internal")],
)
def test_what_the_framework_refuses_has_a_code_and_none_of_its_words(status: int, code: str) -> None:
    error = HTTPException(status_code=status, detail="Canary")
    answer = refuse(error)
    body = msgspec.json.decode(answer.content)
    assert (answer.status_code, body["error"]["code"]) == (status, code)
    assert "Canary" not in body["error"]["message"]


def test_what_nobody_foresaw_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = refuse(ZeroDivisionError("Canary"))
    assert answer.status_code == 500
    assert msgspec.json.decode(answer.content) == {"error": {"message": UNEXPECTED, "code": "internal"}}
    assert "ZeroDivisionError" in caplog.text
