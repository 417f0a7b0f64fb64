"""A page that hears of the last words and of the end at once is shown both."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.streaming import Event, Run
from app.tutor.service import Conversations, Correction
from app.tutor.watching.cursor import Cursor
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.running import Visitor

WRONG = Correction("I has", "I have", "The verb agrees with “I”.", "grammar", offset=0, length=5)
PARAGRAPHS = ("The first.", "The second.", "The third.", "The last")


@pytest.fixture
def all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a reader whose line was slow, or a server that was busy: what is said comes with the end of it."""
    follow = Conversations.follow

    async def held_back(
        conversations: Conversations, run: Run, after: int = 0, **options: Any
    ) -> AsyncIterator[tuple[Event, ...]]:
        yield tuple([event async for batch in follow(conversations, run, after, **options) for event in batch])

    monkeypatch.setattr(Conversations, "follow", held_back)


def until(lines: Iterator[str], words: str) -> Iterator[str]:
    """What is said up to these words."""
    for line in lines:
        yield line.removeprefix("data: ")
        if words in line:
            return


@pytest.mark.usefixtures("all_at_once")
def test_corrections_steps_and_text_that_come_with_the_end_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet(monkeypatch)
    with ScriptedServer(tmp_path / "data") as server, Visitor(server) as visitor:  # type: ignore[arg-type]
        begin = server.gate()
        server.replies.says = [begin, *(f"{paragraph}\n\n" for paragraph in PARAGRAPHS)]
        server.replies.corrections = (WRONG,)
        path = visitor.submit("/tutor", {"agent": "tutor"}).headers["location"].partition("?")[0]
        live = re.search(rf'"({path}/events[^"]*)"', visitor.get(path).text)
        assert live is not None
        visitor.submit(f"{path}/messages", {"message": "I has a question.", "key": "one"})
        with visitor.stream("GET", live[1].replace("&amp;", "&"), timeout=60.0) as answer:
            lines = answer.iter_lines()
            assert any('data-by="me"' in line for line in lines)
            begin.open()
            told = "\n".join(until(lines, "Reply done."))
    text = "".join(re.findall(r'hx-target="#message-\w+-text" hx-swap="beforeend">(.*?)</hx-partial>', told, re.DOTALL))
    assert re.findall(r"<p[^>]*>(.*?)</p>", text) == list(PARAGRAPHS)
    (notes,) = re.findall(r'hx-target="#message-\w+-notes" [^>]*>(.*?)</hx-partial>', told, re.DOTALL)
    assert "<ins>" in notes
    assert "I have" in notes


def test_a_page_that_comes_back_when_more_was_said_is_shown_how_the_reply_that_it_saw_begin_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet(monkeypatch)
    with ScriptedServer(tmp_path / "data") as server, Visitor(server) as visitor:  # type: ignore[arg-type]
        server.replies.corrections = (WRONG,)
        path = visitor.submit("/tutor", {"agent": "tutor"}).headers["location"].partition("?")[0]
        for number, words in enumerate(("I has a question.", "I has one more.")):
            visitor.submit(f"{path}/messages", {"message": words, "key": str(number)})
            visitor.ended(path)
        first_reply = Cursor(2, 2)
        with visitor.stream("GET", f"{path}/events?after={int(first_reply)}", timeout=60.0) as answer:
            told = "\n".join(until(answer.iter_lines(), 'hx-target="#chat-turn"'))
    first, *others = re.findall(r'hx-target="#message-\w+-notes" [^>]*>(.*?)</hx-partial>', told, re.DOTALL)
    assert "I have" in first
    assert others == []
    assert told.count('data-by="me"') == 1
