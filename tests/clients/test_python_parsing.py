"""Server-Sent Events are read as the standard says, however the network cuts them."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from foreword_client.sse import Frame, Parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.web.sse import frame

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
TEXTS = st.text("ab: é한😀\u2028\t", max_size=12)


def pieces_of(raw: bytes, cuts: list[int]) -> Iterator[bytes]:
    places = [0, *sorted(cut % (len(raw) + 1) for cut in cuts), len(raw)]
    return (raw[begin:end] for begin, end in pairwise(places))


@UNHURRIED
@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS, min_size=1, max_size=3), TEXTS)), ENDS, st.lists(st.integers(0)))
def test_events_are_the_same_however_the_bytes_are_cut(
    told: list[tuple[str, list[str], str]], end: bytes, cuts: list[int]
) -> None:
    lines = [
        line
        for name, data, number in told
        for line in (f"event: {name}", *(f"data: {part}" for part in data), f"id: {number}", ": a comment", "")
    ]
    raw = b"".join(line.encode() + end for line in lines)
    parser = Parser()
    found = [event for piece in pieces_of(raw, cuts) for event in parser.feed(piece)]
    assert found == [Frame(name, "\n".join(data), number) for name, data, number in told]
    assert parser.last_event_id == (told[-1][2] if told else "")


@UNHURRIED
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_what_the_server_writes_is_what_is_read(text: str) -> None:
    (read,) = Parser().feed(frame(text, event="chunk", id="run_1:2"))
    assert read.data.split("\n") == text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (read.event, read.id) == ("chunk", "run_1:2")


@pytest.mark.parametrize(
    ("raw", "found", "last"),
    [
        (b"\xef\xbb\xbfdata: after a mark\n\n", [Frame("", "after a mark", "")], ""),
        (b"data:no space\n\n", [Frame("", "no space", "")], ""),
        (b"data:  two\n\n", [Frame("", " two", "")], ""),
        (b"data\n\n", [Frame("", "", "")], ""),
        (b"event: nothing\n\n", [], ""),
        (b"id: run_1:0\n\ndata: x\n\n", [Frame("", "x", "")], "run_1:0"),
        (b"id: a\0b\ndata: x\n\n", [Frame("", "x", "")], ""),
        (b"id: 1\ndata: x\n\nid: 2\ndata: half", [Frame("", "x", "1")], "1"),
        (b"retry: 5\nunknown: y\ndata: x\n\n", [Frame("", "x", "")], ""),
        (b"data: \xff\xfe\n\n", [Frame("", "\ufffd\ufffd", "")], ""),
    ],
)
def test_the_standards_corners(raw: bytes, found: list[Frame], last: str) -> None:
    for size in (1, len(raw)):
        parser = Parser()
        told = [event for at in range(0, len(raw), size) for event in parser.feed(raw[at : at + size])]
        assert (told, parser.last_event_id) == (found, last)
