"""What the attempts at a task took: the provider's count where it gave one, else an estimate; and the price."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.llm.attempting import Attempt
from app.llm.port import Usage

logger = logging.getLogger(__name__)

CHARACTERS_PER_TOKEN = 4
"""For reasoning, whose text is not kept. OpenAI's rule of thumb for English."""


class _Count(msgspec.Struct, frozen=True):
    given: int
    made: int
    cost: float | None
    is_estimated: bool


def usage_of(
    task: str,
    attempts: Sequence[Attempt],
    seconds: float,
    prices: Mapping[str, tuple[float, float]],
    litellm: Any,
) -> Usage | None:
    """The sum over all attempts that a provider took; None when there was none. Counting may take a while: not in
    the loop.
    """
    paid = [attempt for attempt in attempts if attempt.was_accepted]
    if not paid:
        return None
    counts = [_count(attempt, prices, litellm) for attempt in paid]
    costs = [count.cost for count in counts]
    return Usage(
        task=task,
        model=paid[-1].address.name,
        input_tokens=sum(count.given for count in counts),
        output_tokens=sum(count.made for count in counts),
        cost=sum(cost for cost in costs if cost is not None) if None not in costs else None,
        estimated=any(count.is_estimated for count in counts),
        seconds=seconds,
    )


def _count(attempt: Attempt, prices: Mapping[str, tuple[float, float]], litellm: Any) -> _Count:
    answering, name = attempt.answering, attempt.address.name
    given, made = answering.input_tokens, answering.output_tokens
    is_estimated = given is None or made is None or answering.finish is None
    if given is None:
        given = sum(_tokens(litellm, name, text) for text in attempt.request.texts)
    if made is None or answering.finish is None:
        written = _tokens(litellm, name, attempt.text) + _tokens(litellm, name, answering.calls.text)
        made = max(made or 0, written + answering.thoughts // CHARACTERS_PER_TOKEN)
    return _Count(given, made, _cost(attempt, given, made, prices, litellm), is_estimated)


def _tokens(litellm: Any, name: str, text: str) -> int:
    return int(litellm.token_counter(model=name, text=text)) if text else 0


def _cost(
    attempt: Attempt, given: int, made: int, prices: Mapping[str, tuple[float, float]], litellm: Any
) -> float | None:
    name = attempt.address.name
    if name in prices:
        price_in, price_out = prices[name]
        return (given * price_in + made * price_out) / 1_000_000
    try:
        cost_in, cost_out = litellm.cost_per_token(
            model=name,
            prompt_tokens=given,
            completion_tokens=made,
            cache_read_input_tokens=attempt.answering.cached_tokens,
            cache_creation_input_tokens=attempt.answering.stored_tokens,
        )
    except Exception:  # noqa: BLE001 - LiteLLM raises a plain Exception for a model without a price
        logger.debug("no price is known for %s", name)
        return None
    return float(cost_in + cost_out)
