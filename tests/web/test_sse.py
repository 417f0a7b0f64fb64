import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.sse import frame, json_frame, retry_frame


def parse(stream: bytes) -> list[dict[str, str]]:
    """WHATWG HTML section 9.2.6, "Interpreting an event stream", for what is asserted here."""
    events: list[dict[str, str]] = []
    data: list[str] = []
    fields: dict[str, str] = {}
    for line in stream.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line == "":
            if data:
                events.append({**fields, "data": "\n".join(data)})
            data, fields = [], {}
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name in {"event", "id"}:
            fields[name] = value
    return events


@given(st.text())
def test_any_text_arrives_as_one_event_with_the_same_lines(text: str) -> None:
    (event,) = parse(frame(text, event="app:text", id=7))
    expected = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    assert event == {"event": "app:text", "id": "7", "data": expected}


@pytest.mark.parametrize(
    ("hostile", "read"),
    [
        ("\n\nevent: end\ndata: no", "\n\nevent: end\ndata: no"),
        ("\r\revent: end", "\n\nevent: end"),
        ("\r\n\r\nid: 9", "\n\nid: 9"),
        ("x\0y", "xy"),
        ("\ufeffdata: no", "\ufeffdata: no"),
    ],
)
def test_text_cannot_make_a_frame_of_its_own(hostile: str, read: str) -> None:
    assert parse(frame(f"a{hostile}b", id=1)) == [{"id": "1", "data": f"a{read}b"}]


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert parse(frame("a\ud800b"))[0]["data"] == "a\ufffdb"


def test_an_id_or_a_name_cannot_break_its_line() -> None:
    assert parse(frame("x", event="a\nid: 5", id="1\ndata: y\0")) == [
        {"event": "a id: 5", "id": "1 data: y", "data": "x"}
    ]


def test_lines_end_in_lf_only() -> None:
    assert b"\r" not in frame("a\r\nb\rc", event="e", id=1)


def test_json_stays_on_one_line() -> None:
    assert json_frame(b'{"a":"x\\ny"}', event="progress", id="r:1") == (
        b'event: progress\nid: r:1\ndata: {"a":"x\\ny"}\n\n'
    )


def test_retry_is_a_frame_of_its_own() -> None:
    assert retry_frame(500) == b"retry: 500\n\n"
