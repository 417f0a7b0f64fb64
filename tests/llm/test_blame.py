"""What a provider's refusal means."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from app.llm.blame import fault_of, retry_after
from app.llm.exchange import Exchange
from app.llm.faults import REMEDIES, Fault, fault_of_event


@pytest.mark.parametrize(
    ("headers", "seconds"), [({"retry-after": "7"}, 7), ({"retry-after-ms": "1500"}, 1.5), ({}, None)]
)
def test_the_wait_that_a_provider_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(httpx.Headers(headers)) == seconds


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "in a moment"), (5, "in a moment"), (21, "in a minute"), (75, "in 2 minutes"), (7200, "in 2 hours")],
)
def test_a_long_wait_is_told_to_the_person(seconds: float | None, words: str) -> None:
    assert words in Fault("rate_limited", retry_after=seconds).for_the_person().message


def test_the_wait_may_be_a_date() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert retry_after(httpx.Headers({"retry-after": moment})) == pytest.approx(60, abs=5)
    assert retry_after(httpx.Headers({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"})) == 0


@pytest.mark.parametrize("value", ["soon", "-5", "nan", "inf", "1e300", "", "²"])
def test_a_wait_without_sense_is_none(value: str) -> None:
    assert retry_after({"retry-after": value}) is None


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (429, "slow down", "rate_limited"),
        (429, "insufficient_quota: check your plan", "no_credit"),
        (402, "Insufficient Balance", "no_credit"),
        (400, "Your credit balance is too low", "no_credit"),
        (400, "This model's maximum context length is 8192 tokens", "too_much_text"),
        (400, "unknown field", "rejected"),
        (401, "", "key_refused"),
        (404, "", "unknown_model"),
        (413, "", "too_much_text"),
        (302, "", "redirected"),
        (500, "maximum context length", "overloaded"),
        (529, "", "overloaded"),
    ],
)
def test_a_status_and_a_few_stable_words_decide(status: int, words: str, kind: str) -> None:
    exchange = Exchange()
    exchange.response = httpx.Response(status)
    assert fault_of(RuntimeError(words), exchange).kind == kind


def test_what_the_network_saw_comes_before_what_a_library_says() -> None:
    exchange = Exchange()
    exchange.failure = Fault("unreachable")
    assert fault_of(RuntimeError("api_key"), exchange).kind == "unreachable"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"type": "overloaded_error", "message": "key sk-1"}, "overloaded"),
        ({"type": "rate_limit_error"}, "rate_limited"),
        ({"code": 429, "message": "upstream"}, "rate_limited"),
        ({"code": "context_length_exceeded", "type": "invalid_request_error"}, "too_much_text"),
        ({"code": None, "type": "server_error"}, "overloaded"),
        ("boom", "overloaded"),
    ],
)
def test_an_error_inside_a_stream_has_a_kind(error: object, kind: str) -> None:
    assert fault_of_event(error).kind == kind


def test_every_fault_is_a_sentence_with_a_reason_of_the_protocol() -> None:
    for kind, remedy in REMEDIES.items():
        assert remedy.reason in {"rate_limit", "timeout", "internal", "refused", "too_long"}, kind
        assert remedy.message.endswith("."), kind
        assert remedy.again <= remedy.retryable, kind
        assert Fault(kind).for_the_person().message == remedy.message
