"""A good answer is read however it is written on the wire, and odd text is text."""

import asyncio

import pytest

from tests.provider import Provider
from tests.provider.asking import opened
from tests.provider.behaviours import never_hanging_up, ok, paced, saying, slow_head, thinking_first, without_usage
from tests.provider.building import Behaviour
from tests.provider.fitting import SENTENCES
from tests.provider.rewriting import (
    after_comment,
    byte_by_byte,
    in_one_piece,
    split_characters,
    with_crlf,
    without_space,
    written_otherwise,
)
from tests.provider.server import PATIENCE

FOREIGN = "Grüße aus Zürich 🚀 — 日本語, שלום"
WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])


@WIRES
@pytest.mark.parametrize(
    "behaviour",
    [
        ok,
        paced(0.002),
        slow_head(0.005),
        split_characters,
        byte_by_byte,
        in_one_piece(ok),
        thinking_first("Night ", "shifts?"),
        without_usage,
        written_otherwise(with_crlf),
        written_otherwise(without_space),
        written_otherwise(after_comment),
    ],
)
async def test_a_good_answer_is_read_however_it_is_written(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.script = lambda _: FOREIGN
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert (outcome.text, outcome.error) == (FOREIGN, None)
    assert len(provider.requests) == 1


@WIRES
@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["a"] * 150, "a" * 150),
        ([" "] * 120 + ["end"], " " * 120 + "end"),
        (["smile \ud83d", "\ude00."], "smile 😀."),
        (["half \ud83d", " pair"], "half \ufffd pair"),
        (["last \ud83d"], "last \ufffd"),
        (["nul\x00", "l"], "null"),
        (["line\r\n\r\nevent: done\n", "data: x\n\n"], "line\r\n\r\nevent: done\ndata: x\n\n"),
        (["[DONE]", " is a word"], "[DONE] is a word"),
    ],
)
async def test_odd_text_is_text(provider: Provider, wire: str, pieces: list[str], text: str) -> None:
    provider.plan(saying(pieces))
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert (outcome.text, outcome.error) == (text, None)
    outcome.text.encode()


@WIRES
async def test_an_answer_that_is_complete_is_not_waited_for(provider: Provider, wire: str) -> None:
    provider.plan(never_hanging_up())
    async with opened(provider, wire) as at:
        outcome = await asyncio.wait_for(at.written(), PATIENCE)
        assert (outcome.text, outcome.error) == (SENTENCES, None)
        assert (await provider.closed(0)).ended is None
