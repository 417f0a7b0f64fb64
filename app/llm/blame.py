"""Which fault it was: from what the network saw first, then from LiteLLM's classes of errors."""

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from app.llm.exchange import Exchange
from app.llm.faults import Fault, kind_of_status

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

_CLASSES = {
    "ContextWindowExceededError": "too_much_text",
    "ContentPolicyViolationError": "refused",
    "AuthenticationError": "key_refused",
    "PermissionDeniedError": "key_refused",
    "NotFoundError": "unknown_model",
    "LiteLLMUnknownProvider": "unknown_model",
    "PaymentRequiredError": "no_credit",
}
_NO_CREDIT = ("insufficient_quota", "credit balance is too low", "insufficient balance", "insufficient_balance")
_TOO_MUCH = ("context_length_exceeded", "maximum context length", "prompt is too long", "exceed_context_size")
_NO_TOOLS = (
    "does not support tool",
    "does not support function",
    "support tool use",
    "tools is not supported",
    "tool calling is not supported",
    "enable-auto-tool-choice",
)
"""Ollama, OpenAI-compatible hosts, OpenRouter, vLLM, in this order or nearly."""
_DELAYED = frozenset({429, 503, 529})


def fault_of(error: Exception, exchange: Exchange) -> Fault:
    """The fault behind an error of LiteLLM, of the OpenAI client or of the network. Its words stay here."""
    if isinstance(error, Fault):
        return error
    status = exchange.response.status_code if exchange.response is not None else 0
    if exchange.response is not None and status >= 300:
        return _refused(error, exchange.response)
    if exchange.failure is not None:
        return exchange.failure
    name = type(error).__name__
    if status:
        code = getattr(error, "status_code", None)
        logger.warning("a model's stream failed in the library: %s", name)
        return Fault(kind_of_status(code) if isinstance(code, int) and 400 <= code < 500 else "overloaded")
    return Fault(_before_any_answer(error, name))


def _before_any_answer(error: Exception, name: str) -> str:
    text = str(error)
    if name in {"Timeout", "APITimeoutError"}:
        return "no_first_token"
    if "LLM Provider NOT provided" in text or name == "LiteLLMUnknownProvider":
        return "unknown_model"
    if "api_key" in text.lower() or "api key" in text.lower() or name == "AuthenticationError":
        return "no_key"
    logger.warning("a model could not be called: %s in the library", name)
    return "broken_library"


def _refused(error: Exception, response: "httpx.Response") -> Fault:
    words = f"{error} {getattr(error, 'body', '')}".lower()
    status = response.status_code
    kind = kind_of_status(status)
    if any(word in words for word in _NO_CREDIT):
        kind = "no_credit"
    elif status < 500 and status != 429:
        kind = _CLASSES.get(type(error).__name__, kind)
        if any(word in words for word in _TOO_MUCH):
            kind = "too_much_text"
        if any(word in words for word in _NO_TOOLS):
            kind = "no_tools"
    request_id = response.headers.get("x-request-id") or response.headers.get("request-id") or "none"
    logger.warning("a model's provider answered with status %d (%s), request id %.80s", status, kind, request_id)
    return Fault(kind, retry_after=retry_after(response.headers) if status in _DELAYED else None)


def retry_after(headers: Any) -> float | None:
    """Seconds to wait, from `Retry-After` (RFC 9110 section 10.2.3: seconds or a date) or OpenAI's `retry-after-ms`."""
    milliseconds, given = headers.get("retry-after-ms"), headers.get("retry-after")
    try:
        if milliseconds is not None:
            return max(0.0, float(milliseconds) / 1000)
        return None if given is None else max(0.0, _seconds(given))
    except (ValueError, TypeError, OverflowError):
        return None


def _seconds(given: str) -> float:
    try:
        seconds = float(given)
    except ValueError:
        moment = parsedate_to_datetime(given)
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return (aware - datetime.now(UTC)).total_seconds()
    if not 0 <= seconds < 10**9:
        raise ValueError(given)
    return seconds
