"""A conversation's page shows the title that a model found, whenever it comes."""

import re
from pathlib import Path

import pytest

from app.tutor.reading import Opened
from app.tutor.watching.folding import ReplyFold
from app.tutor.watching.room import Room
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.running import Visitor

FOUND = "Articles, again"


def test_a_title_that_is_found_while_the_page_catches_up_is_shown_before_the_reply_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its event is folded in then and not told again, and what was opened still has the old title."""
    fold_of = Room.fold_of

    async def found_meanwhile(room: Room, opened: Opened) -> ReplyFold | None:
        fold = await fold_of(room, opened)
        if fold is not None:
            await room.conversations.name(room.owner, room.id, FOUND)
        return fold

    quiet(monkeypatch)
    with ScriptedServer(tmp_path / "data") as server, Visitor(server) as visitor:  # type: ignore[arg-type]
        end = server.gate()
        server.replies.says = ["Tell me more.", end]
        path = visitor.submit("/tutor", {"agent": "tutor"}).headers["location"].partition("?")[0]
        page = visitor.get(path).text
        live = re.search(rf'"({path}/events[^"]*)"', page)
        assert live is not None, page
        visitor.submit(f"{path}/messages", {"message": "I has a question.", "key": "one"})
        monkeypatch.setattr(Room, "fold_of", found_meanwhile)
        with visitor.stream("GET", live[1].replace("&amp;", "&"), timeout=60.0) as answer:
            told = next(line for line in answer.iter_lines() if "chat-title" in line)
            end.open()
    assert f'hx-target="#chat-title" hx-swap="textContent">{FOUND}<' in told
