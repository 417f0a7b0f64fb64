"""A conversation in somebody's words: the person's, the model's, those of its tools, its form and its title."""

import json
from typing import NamedTuple

import httpx
from playwright.sync_api import Page, expect

from tests.hostile.pages.texts import drawn, groups, lines
from tests.hostile.pages.watching import Element, elements, foreign, readable
from tests.pages.tutoring import expect_idle, mine, new, reply, send, text_of
from tests.protocols.native.api import Api
from tests.provider.behaviours import ok, saying
from tests.provider.wires import Call, Spoken
from tests.running import Server
from tests.tutor.replying.world import Script

RETRIEVE, FORM = "consultant_retrieve_context_source", "consultant_request_form"
WORDS = ".message-text, .steps, .request, .notes"
MARKDOWN = ".message-text.markdown > .settled, .message-text.markdown > .tail, .step-body .markdown"
_OPTIONS = 6


class Voice(NamedTuple):
    """Whose words they are: the pieces in which a text of many blocks comes, and short ones for all other places."""

    pieces: tuple[str, ...]
    short: list[str]
    lines: list[str]

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class Talked(NamedTuple):
    """What a page became: around the words while it was live and when loaded again, where only text may be, inside
    Markdown, and to the eye.
    """

    live: list[Element]
    loaded: list[Element]
    texts: list[Element]
    inside: list[tuple[str, dict[str, str]]]
    mine: str
    said: str
    read: str


def hostile(pieces: tuple[str, ...]) -> Voice:
    return Voice(pieces, groups(115), lines())


def plain() -> Voice:
    """As many words in as many places, and quiet."""
    short = [f"Bread of day {number}" for number in range(len(groups(115)))]
    return Voice(("Nights are ", "long here.\n\nBread is early."), short, [f"Baked bread {line}" for line in short])


def keep_resume(server: Server, voice: Voice) -> None:
    """A résumé with the words in it, for the agent's tool to find."""
    document = {
        "basics": {"name": voice.short[0], "label": voice.short[1]},
        "work": [{"name": voice.short[2], "position": "Baker", "highlights": voice.lines}],
    }
    with Api(server) as api:
        kept = api.post("/api/resumes", files={"file": ("resume.json", json.dumps(document).encode())})
        api.until_ended(_json(kept)["run_id"])


def talk(page: Page, url: str, script: Script, voice: Voice) -> Talked:
    """Send the text, have it streamed back with looks into one's documents before it and a form behind it."""
    script.title = voice.short[4]
    looks = tuple(Call(RETRIEVE, (json.dumps({"query": words}),)) for words in voice.short[5:8])
    turns: list[str | Spoken] = [Spoken("", looks), Spoken(voice.text, (_form(voice),))]
    script.turn = lambda _asked: turns.pop(0)
    script.turns = [ok, saying(voice.pieces)]
    new(page, url)
    send(page, voice.text)
    expect(reply(page)).to_have_attribute("data-state", "complete")
    expect_idle(page)
    live = elements(page, WORDS)
    page.reload()
    expect_idle(page)
    inside = foreign(page, MARKDOWN)
    my_words, said = drawn(text_of(mine(page)).inner_text()), drawn(text_of(reply(page)).inner_text())
    return Talked(
        live, elements(page, WORDS), elements(page, f"{MARKDOWN}, .notes"), inside, my_words, said, readable(page)
    )


def _form(voice: Voice) -> Call:
    """A form to fill in, all of whose words are the model's."""
    asked = {
        "title": voice.short[8],
        "intro": voice.short[9],
        "fields": [
            {"name": "a", "label": voice.short[10], "type": "select", "options": voice.short[11 : 11 + _OPTIONS]},
            {"name": "b", "label": voice.short[-1], "type": "text", "help": voice.short[-2], "value": voice.short[-3]},
        ],
    }
    return Call(FORM, (json.dumps(asked),))


def _json(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 201, answer.text
    made: dict[str, str] = answer.json()
    return made
