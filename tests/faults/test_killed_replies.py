"""kill -9 in the middle of replies: what anybody has seen is there and no less, and Try again goes on from it."""

import random
import re
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from tests.databases import open_database
from tests.pages.giving import PATIENT
from tests.protocols.chat import CHATS, Frame, frames_of, messages_of, new_chat, opened, stream, text_of
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held, ok, paced
from tests.provider.wires import Call, Spoken
from tests.running import Server, Visitor, wait_until
from tests.tutor.replying.world import Script

KILLS = 5
WORDS = " ".join(f"word{number:03}" for number in range(200)) + "."
SEARCH = Spoken("Let me look. ", (Call("consultant_retrieve_context_source", ('{"query": "SQL"}',)),))
MISTAKE = {"original": "has", "corrected": "have", "explanation": "With “I” it is “have”.", "type": "grammar"}


def serving(data_dir: Path, provider: Provider) -> Server:
    return Server(data_dir, **model_variables(provider, "openai", rate_limit_per_minute="10000", **PATIENT))


def last_of(server: Server, number: int) -> dict[str, Any]:
    """The reply that a chat ends with, as programs are told."""
    told: list[dict[str, Any]] = httpx.get(f"{server.url}{CHATS}/{number}").json()["messages"]
    return told[-1]


def seen_until_killed(server: Server, number: int, moment: float) -> list[Frame]:
    """What a client saw whose server was killed so many seconds after the first word."""
    seen: list[Frame] = []
    killer = threading.Timer(moment, server.kill)
    with (
        suppress(httpx.TransportError),
        opened(server, messages_of(number), {"message": "Count.", "stream": True}) as answer,
    ):
        for frame in frames_of(answer):
            seen.append(frame)
            if frame.text and not killer.is_alive():
                killer.start()
    killer.join()
    return seen


def test_kills_at_random_moments_take_back_nothing_that_was_seen(data_dir: Path, provider: Provider) -> None:
    chance = random.Random(20261121)
    script = Script(provider, lambda _asked: WORDS)
    broken = 0
    with serving(data_dir, provider) as server:
        for kill in range(KILLS):
            script.turns = [paced(0.004)]
            number = new_chat(server)
            seen = seen_until_killed(server, number, chance.uniform(0, 0.7))
            server.start()
            kept = last_of(server, number)
            assert kept["text"].startswith(text_of(seen)), f"kill {kill}"
            assert WORDS.startswith(kept["text"]), f"kill {kill}"
            rest = stream(server, messages_of(number), {}, **{"Last-Event-ID": seen[-1].id})
            assert text_of(seen) + text_of(rest) == kept["text"], f"kill {kill}"
            broken += kept["text"] != WORDS
            assert (kept["state"] == "complete") == (kept["text"] == WORDS), f"kill {kill}"
    assert broken > 0, "no kill came in the middle of a reply"


def interrupted(data_dir: Path) -> tuple[str, str]:
    """The newest reply's state and its run's."""
    with open_database(data_dir / "foreword.sqlite3") as connection:
        query = (
            "SELECT messages.state, runs.state FROM messages JOIN runs ON runs.id = messages.run_id"
            " WHERE messages.role = 'assistant' ORDER BY messages.number DESC LIMIT 1"
        )
        reply, run = connection.execute(query).fetchone()
    return str(reply), str(run)


def test_steps_and_corrections_that_were_seen_are_kept_and_the_next_attempt_is_whole(
    data_dir: Path, provider: Provider
) -> None:
    script = Script(provider, lambda asked: f"It is SQL. {WORDS}" if asked.results else SEARCH)
    script.mistakes = [MISTAKE]
    script.turns = [ok, held(provider.gate(), after=20)]
    with serving(data_dir, provider) as server, Visitor(server) as visitor:
        number = new_chat(server)
        seen: list[Frame] = []
        with (
            suppress(httpx.TransportError),
            opened(server, messages_of(number), {"message": "I has used SQL.", "stream": True}) as answer,
        ):
            for frame in frames_of(answer):
                seen.append(frame)
                if "word015" in text_of(seen):
                    break
            page = visitor.get(f"/tutor/{conversation_of(server, number)}").text
            while "correction-words" not in page:
                time.sleep(0.05)
                page = visitor.get(f"/tutor/{conversation_of(server, number)}").text
            server.kill()
        server.start()
        assert interrupted(data_dir) == ("failed", "interrupted")
        shown = visitor.get(f"/tutor/{conversation_of(server, number)}").text
        (kept,) = re.findall(r'class="message" data-by="agent".*?</article>', shown, re.DOTALL)
        assert "word015" in kept
        assert "Searching your documents for “<bdi>SQL</bdi>”" in kept
        assert 'data-state="failed"' in kept
        assert "server stopped" in kept
        assert re.search(r"<del>.*?has</del>", shown)
        script.turns = []
        (again,) = set(re.findall(r"/tutor/messages/\w+/retry", kept))
        visitor.submit(again, {"key": "form_again"})
        watch(server, number)
        told = last_of(server, number)
        assert (told["text"], told["state"]) == (f"Let me look. \n\nIt is SQL. {WORDS}", "complete")
        prompts = [one.prompt for one in script.asked]
        assert prompts[-1].count("I has used SQL.") == 1
        assert "word015" not in prompts[-1].replace(WORDS, "")
        page = visitor.get(f"/tutor/{conversation_of(server, number)}").text
        assert page.count('class="correction"') == 1
        assert "2 of 2" in page


def conversation_of(server: Server, number: int) -> str:
    return str(httpx.get(f"{server.url}{CHATS}/{number}").json()["conversation_id"])


def watch(server: Server, number: int) -> None:
    """Until the reply that is being written has ended."""
    wait_until(lambda: last_of(server, number)["state"] != "running", "the end of a reply")
