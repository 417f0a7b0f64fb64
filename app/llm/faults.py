"""What can go wrong with a call to a model: each fault with its sentence, and with what may be done about it.

A provider's own words never reach the person: they may hold the key, the prompt or an address. What is decided here is
decided by status codes, by LiteLLM's classes of errors, and by a few stable words in a provider's error.
"""

import math
from typing import Any

import msgspec

from app.errors import ModelError


class Remedy(msgspec.Struct, frozen=True):
    """`again`: worth another try now. `elsewhere`: another model may do it. `retryable`: the person may try later."""

    reason: str
    message: str
    again: bool = False
    elsewhere: bool = True
    retryable: bool = False


A_MOMENT_SECONDS = 20.0
_LATER = "Please try again in a moment."
REMEDIES = {
    "rate_limited": Remedy(
        "rate_limit",
        f"The model's provider takes no more requests for the moment. {_LATER}",
        again=True,
        retryable=True,
    ),
    "no_credit": Remedy(
        "rate_limit",
        "The account at the model's provider has no credit left, or its quota is used up. "
        "Whoever runs this Foreword has to look after it; until then choose another model.",
    ),
    "overloaded": Remedy(
        "internal", f"The model's provider has a fault or is overloaded. {_LATER}", again=True, retryable=True
    ),
    "unreachable": Remedy(
        "internal",
        "The model's provider cannot be reached. Check the connection and FOREWORD_MODEL_API_BASE, then try again.",
        again=True,
        retryable=True,
    ),
    "broken": Remedy(
        "internal",
        f"The connection to the model broke off before the answer was complete. {_LATER}",
        again=True,
        retryable=True,
    ),
    "no_first_token": Remedy(
        "timeout", f"The model did not begin to answer in time. {_LATER}", again=True, retryable=True
    ),
    "stalled": Remedy(
        "timeout", f"The model stopped in the middle of its answer. {_LATER}", again=True, retryable=True
    ),
    "took_too_long": Remedy(
        "timeout",
        "The model did not finish in the time that one task may take. Try again, or choose a faster model.",
        elsewhere=False,
        retryable=True,
    ),
    "incomplete": Remedy(
        "internal",
        f"The model's answer is incomplete: it ended without saying that it was finished. {_LATER}",
        retryable=True,
    ),
    "oversized": Remedy(
        "internal", f"The model's answer was far larger than any real one and was not read. {_LATER}", retryable=True
    ),
    "refused": Remedy(
        "refused",
        "The model declined to answer this. Change the text or the request, or choose another model.",
        elsewhere=False,
    ),
    "cut": Remedy(
        "too_long",
        "The model reached its limit before the answer was complete. Ask for less, or choose another model.",
        elsewhere=False,
    ),
    "too_much_text": Remedy(
        "too_long",
        "The résumé and the posting together are more than this model can read. Shorten them, or choose another model.",
    ),
    "key_refused": Remedy(
        "internal",
        "The model's key is not accepted by its provider. Check FOREWORD_MODEL_API_KEY, or the provider's own "
        "variable, such as OPENAI_API_KEY.",
    ),
    "no_key": Remedy(
        "internal",
        "There is no key for this model. Set FOREWORD_MODEL_API_KEY, or the provider's own variable, such as "
        "OPENAI_API_KEY.",
    ),
    "unknown_model": Remedy(
        "internal",
        "The provider does not know this model. Check its name in FOREWORD_MODEL and FOREWORD_MODEL_API_BASE.",
    ),
    "rejected": Remedy(
        "internal", "The provider does not accept the request for this model. Choose another model, or check its name."
    ),
    "no_tools": Remedy(
        "internal",
        "This model cannot use tools, and this conversation needs them. Choose another model.",
    ),
    "redirected": Remedy("internal", "The model's address only points to another one. Check FOREWORD_MODEL_API_BASE."),
    "used_a_tool": Remedy(
        "internal", f"The model tried to use a tool instead of writing the text. {_LATER}", retryable=True
    ),
    "malformed": Remedy(
        "internal", f"The model's answer does not have the form that was asked for. {_LATER}", retryable=True
    ),
    "broken_library": Remedy(
        "internal",
        "The library that speaks to this model failed. The log says more; choose another model until it is repaired.",
    ),
}


def in_words(seconds: float) -> str:
    """A wait for a person: whole minutes, or hours from two on, never less than it is."""
    minutes = math.ceil(seconds / 60)
    if minutes >= 120:
        return f"{math.ceil(minutes / 60)} hours"
    return "a minute" if minutes == 1 else f"{minutes} minutes"


class Fault(Exception):
    """A call failed. `retry_after`: seconds that the provider asked for."""

    def __init__(self, kind: str, *, retry_after: float | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.retry_after = retry_after

    @property
    def remedy(self) -> Remedy:
        """What it means and what may be done."""
        return REMEDIES[self.kind]

    def for_the_person(self) -> ModelError:
        """The error that leaves this package."""
        remedy, message = self.remedy, self.remedy.message
        if self.retry_after and self.retry_after > A_MOMENT_SECONDS:
            message = message.replace(_LATER, f"Please try again in {in_words(self.retry_after)}.")
        return ModelError(message, reason=remedy.reason, retryable=remedy.retryable, retry_after=self.retry_after)


_STATUSES = {
    401: "key_refused",
    402: "no_credit",
    403: "key_refused",
    404: "unknown_model",
    405: "unknown_model",
    408: "overloaded",
    409: "overloaded",
    413: "too_much_text",
    425: "overloaded",
    429: "rate_limited",
}
_EVENTS = {
    "rate_limit": "rate_limited",
    "insufficient_quota": "no_credit",
    "billing": "no_credit",
    "authentication": "key_refused",
    "permission": "key_refused",
    "not_found": "unknown_model",
    "context_length": "too_much_text",
    "request_too_large": "too_much_text",
    "content_filter": "refused",
    "content_policy": "refused",
    "invalid_request": "rejected",
}


def kind_of_status(status: int) -> str:
    """The fault behind an HTTP status that is none of success."""
    if status >= 500:
        return "overloaded"
    if 300 <= status < 400:
        return "redirected"
    return _STATUSES.get(status, "rejected")


def fault_of_event(error: Any) -> Fault:
    """The fault behind an error inside a stream: OpenAI's `{"code", "type"}`, Anthropic's `{"type"}`, or a word."""
    if not isinstance(error, dict):
        return Fault("overloaded")
    code = error.get("code")
    if isinstance(code, int) and 400 <= code < 600:
        return Fault(kind_of_status(code))
    words = f"{code} {error.get('type')}".lower()
    return Fault(next((kind for word, kind in _EVENTS.items() if word in words), "overloaded"))
