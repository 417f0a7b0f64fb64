"""Each fault is really on the wire: a client that reads by the letter sees it, and the provider sees the client go."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.provider import Provider, wire_anthropic, wire_openai
from tests.provider.behaviours import (
    cut,
    dripping,
    empty,
    ending_at_once,
    endless_line,
    endless_text,
    failing_midway,
    half_an_event,
    hanging,
    held,
    paced,
    page_of_html,
    resetting,
    resetting_midway,
    saying,
    slow_head,
    stalling,
    with_huge_event,
)
from tests.provider.building import COMMENT, Behaviour
from tests.provider.fitting import SENTENCES
from tests.provider.rewriting import (
    after_comment,
    byte_by_byte,
    split_characters,
    with_crlf,
    without_space,
    written_otherwise,
)
from tests.provider.speaking import Speaker, events_of
from tests.provider.steps import Cut, Hang

FOREIGN = "Grüße aus Zürich 🚀 — 日本語"
SOON = httpx.Timeout(30, read=0.2)


async def first_bytes(speaker: Speaker, provider: Provider, pieces: int) -> bytes:
    """All that arrives before the client loses patience, or has seen enough."""
    provider.script = lambda _: SENTENCES
    received = b""
    speaker.client.timeout = SOON
    async with speaker.open() as response:
        try:
            async for data in response.aiter_raw():
                received += data
                if received.count(COMMENT) > 2:
                    break
        except httpx.ReadTimeout:
            pass
    words = SENTENCES.split()
    assert all(word in received.decode() for word in words[:pieces])
    assert json.dumps(words[-1])[1:-1] not in received.decode()
    return received


async def test_a_stall_is_silence_until_the_client_leaves(speaker: Speaker, provider: Provider) -> None:
    provider.plan(stalling(after=3))
    assert (await first_bytes(speaker, provider, 3)).endswith(b"\n\n")
    assert (await provider.closed(0)).ended is None


async def test_a_drip_is_comments_until_the_client_leaves(speaker: Speaker, provider: Provider) -> None:
    provider.plan(dripping(after=2))
    assert (await first_bytes(speaker, provider, 2)).endswith(COMMENT * 3)
    assert (await provider.closed(0)).ended is None


async def test_half_an_event_is_followed_by_silence(speaker: Speaker, provider: Provider) -> None:
    provider.plan(half_an_event(after=2, then=Hang()))
    assert not (await first_bytes(speaker, provider, 2)).endswith(b"\n")
    assert (await provider.closed(0)).ended is None


async def test_no_head_comes_from_a_provider_that_hangs(speaker: Speaker, provider: Provider) -> None:
    provider.plan(hanging)
    speaker.client.timeout = SOON
    with pytest.raises(httpx.ReadTimeout):
        await speaker.events()
    assert (await provider.closed(0)).ended is None


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (resetting, httpx.ReadError),
        (resetting_midway(after=2), httpx.ReadError),
        (cut(after=2, orderly=False), httpx.RemoteProtocolError),
        (half_an_event(after=2, then=Cut()), httpx.RemoteProtocolError),
    ],
)
async def test_a_broken_connection_is_an_error_of_http(
    speaker: Speaker, provider: Provider, behaviour: Behaviour, error: type[httpx.TransportError]
) -> None:
    provider.plan(behaviour)
    with pytest.raises(error):
        await speaker.events()
    assert provider.requests[0].closed is None


async def test_an_orderly_cut_has_no_end_of_its_own(speaker: Speaker, provider: Provider) -> None:
    provider.plan(cut(after=4, orderly=True))
    events = await speaker.events()
    assert speaker.text_of(events) == "".join(provider.requests[0].said.pieces[:4])
    assert speaker.finish_of(events) is None


@pytest.mark.parametrize("behaviour", [empty, ending_at_once(wire_openai.DONE), page_of_html])
async def test_nothing_can_come_with_status_200(client: httpx.AsyncClient, provider: Provider, behaviour: Any) -> None:
    provider.plan(behaviour)
    assert await Speaker(client, "openai").events() == []


async def test_an_end_can_come_with_nothing_before_it(client: httpx.AsyncClient, provider: Provider) -> None:
    provider.plan(ending_at_once(wire_anthropic.STOP))
    assert await Speaker(client, "anthropic").events() == [{"type": "message_stop"}]


async def test_an_error_can_come_midway(speaker: Speaker, provider: Provider) -> None:
    provider.plan(failing_midway(529, after=2))
    async with speaker.open() as response:
        events = [event async for event in events_of(response)]
    assert "error" in events[-1]
    assert "error" not in events[-2]


@pytest.mark.parametrize("behaviour", [split_characters, byte_by_byte])
async def test_a_character_can_come_in_two_parts(speaker: Speaker, provider: Provider, behaviour: Behaviour) -> None:
    provider.script = lambda _: FOREIGN
    provider.plan(behaviour)
    async with speaker.open() as response:
        parts = [data async for data in response.aiter_raw()]
    assert any(part[0] & 0xC0 == 0x80 for part in parts)
    assert all(word in b"".join(parts).decode() for word in FOREIGN.split())


@pytest.mark.parametrize(("pieces", "text"), [(["a\ud83d", "\ude00b"], "a😀b"), (["a\ud83d", "b"], "a\ufffdb")])
async def test_surrogates_can_come_apart(speaker: Speaker, provider: Provider, pieces: list[str], text: str) -> None:
    provider.plan(saying(pieces))
    events = await speaker.events()
    assert speaker.text_of(events) == text
    assert any("\\ud83d" in json.dumps(event) and "\\ude00" not in json.dumps(event) for event in events)


@pytest.mark.parametrize(
    ("change", "mark"),
    [(with_crlf, b"}\r\n\r\n"), (without_space, b"data:{"), (after_comment, COMMENT)],
)
async def test_the_same_events_can_be_written_otherwise(
    speaker: Speaker, provider: Provider, change: Any, mark: bytes
) -> None:
    provider.plan(written_otherwise(change))
    async with speaker.open() as response:
        received = b"".join([data async for data in response.aiter_raw()])
    assert mark in received
    provider.plan(written_otherwise(change))
    assert speaker.text_of(await speaker.events()) == SENTENCES


@pytest.mark.parametrize("behaviour", [paced(0.001), slow_head(0.005)])
async def test_slow_is_not_wrong(speaker: Speaker, provider: Provider, behaviour: Behaviour) -> None:
    provider.plan(behaviour)
    assert speaker.text_of(await speaker.events()) == SENTENCES


async def test_one_event_can_be_very_long(speaker: Speaker, provider: Provider) -> None:
    provider.plan(with_huge_event(20_000_000, after=2))
    assert len(speaker.text_of(await speaker.events())) == 20_000_000 + len(SENTENCES)


@pytest.mark.parametrize("behaviour", [endless_line, endless_text])
async def test_what_never_ends_stops_when_the_client_leaves(
    speaker: Speaker, provider: Provider, behaviour: Behaviour
) -> None:
    provider.plan(behaviour)
    received = 0
    async with speaker.open() as response:
        async for data in response.aiter_raw():
            received += len(data)
            if received > 3_000_000:
                break
    assert (await provider.closed(0)).ended is None


async def test_behaviours_are_met_one_by_one_and_then_as_usual(speaker: Speaker, provider: Provider) -> None:
    provider.plan(saying("first"), saying("second"))
    provider.usually = saying("as usual")
    texts = [speaker.text_of(await speaker.events()) for _ in range(4)]
    assert texts == ["first", "second", "as usual", "as usual"]


async def test_a_gate_keeps_the_rest_back(speaker: Speaker, provider: Provider) -> None:
    gate = provider.gate()
    provider.plan(held(gate, after=2))
    text = ""
    async with speaker.open() as response:
        async for event in events_of(response):
            text += speaker.text_of([event])
            if text == "".join(provider.requests[0].said.pieces[:2]):
                assert provider.requests[0].ended is None
                gate.open()
    assert text == SENTENCES


async def test_a_connection_is_used_again_and_its_end_is_seen(speaker: Speaker, provider: Provider) -> None:
    await speaker.events()
    await speaker.events()
    assert provider.open_connections == 1
    assert [exchange.closed for exchange in provider.requests] == [None, None]
    await speaker.client.aclose()
    await provider.closed(1)
    assert all(exchange.ended is not None for exchange in provider.requests)


async def test_a_client_that_is_cancelled_is_seen_to_leave(speaker: Speaker, provider: Provider) -> None:
    provider.plan(stalling(after=1))
    asking = asyncio.create_task(speaker.events())
    await provider.requested(1)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert (await provider.closed(0)).ended is None


def test_it_can_be_used_without_a_loop(provider: Provider) -> None:
    provider.plan(stalling(after=1))
    body = Speaker(httpx.AsyncClient(), "openai").body()
    headers = {"authorization": f"Bearer {provider.key}"}
    with httpx.Client(base_url=provider.url, headers=headers, trust_env=False) as client:
        with client.stream("POST", wire_openai.PATH, json=body) as response:
            assert next(response.iter_raw())
        provider.wait_for_requests(1)
        assert provider.wait_closed(0).ended is None
