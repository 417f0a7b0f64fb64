"""A reply while it streams, for who reads and who listens: the place stays, axe finds nothing, sentences are said."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.giving import PATIENT
from tests.pages.test_accessibility import Scheme, violations
from tests.pages.tutoring import (
    AT_END,
    expect_idle,
    new,
    reply,
    scripted,
    send,
    serving,
    text_of,
    until,
)
from tests.provider import Provider
from tests.provider.behaviours import held, ok, paced
from tests.provider.sharing import left_as_found
from tests.provider.wires import Call, Spoken
from tests.running import Server
from tests.tutor.replying.world import Script

PARAGRAPH = "Paragraph {} says one thing about a night shift, and then **another** one, in `two` sentences. It ends."
LONG = "\n\n".join(PARAGRAPH.format(number) for number in range(1, 61))
RICH = """## What to say first

The ward had twelve beds and **two** of us. Say what *you* did, and the [number](https://ward.example/beds).

1. Name the place.
   - the ward,
   - the year.

| Question | Answer so far |
| --- | ---: |
| Why nursing? | 2 of 5 |

> We were two for twelve beds.

```python
beds = 12
```

And here the reply is still being
"""
UNFINISHED = "written, word by word. Then it ends."
SEARCH = Spoken("", (Call("consultant_retrieve_context_source", ('{"query": "night shift"}',)),))
# What is said is written down as it changes; the debugger's scripts need no leave from the page's policy.
LISTEN = """() => {
  const status = document.getElementById('chat-said');
  const log = document.getElementById('chat-log');
  window.said = [];
  window.busy = [];
  new MutationObserver(() => said.push(status.textContent)).observe(
    status, { childList: true, characterData: true, subtree: true });
  new MutationObserver(() => busy.push(log.ariaBusy)).observe(log, { attributeFilter: ['aria-busy'] });
}"""
# One note a frame: where a paragraph stands on the screen, how far the end of the page is, how long the page is.
WATCH_PLACE = """(text) => {
  window.places = [];
  const note = () => {
    const shown = [...document.querySelectorAll('.message p')].find((one) => one.textContent.startsWith(text));
    const height = document.documentElement.scrollHeight;
    places.push([shown?.getBoundingClientRect().top, height - innerHeight - scrollY, height]);
    requestAnimationFrame(() => setTimeout(note));
  };
  note();
}"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("tutoring") / "data", provider, **PATIENT) as running:
        yield running


@pytest.fixture(autouse=True)
def script(provider: Provider, tutoring: Server) -> Iterator[Script]:
    with left_as_found(tutoring, provider):
        yield scripted(provider)


def pieces_in(text: str) -> int:
    """In how many pieces the provider sends it: a word and what is between it and the next."""
    return len(re.findall(r"\S+\s*", text))


def test_the_place_stays_where_a_reader_put_it_while_text_streams_in(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    script.turn = lambda _asked: LONG
    gate = provider.gate()
    script.turns = [held(gate, after=pieces_in(LONG.partition("Paragraph 31 ")[0]))]
    new(page, tutoring.url)
    send(page, "Tell me.")
    expect(text_of(reply(page))).to_contain_text(re.sub("[*`]", "", PARAGRAPH.format(30)))
    until(page, AT_END)
    page.mouse.move(400, 300)
    place = page.evaluate("scrollY") - 300
    page.mouse.wheel(0, -300)
    until(page, f"scrollY === {place}")
    page.evaluate(WATCH_PLACE, "Paragraph 25 ")
    gate.open()
    expect_idle(page)
    places: list[list[float]] = page.evaluate("places")
    assert places[-1][2] > places[0][2] + 1_000, "the page has not grown"
    assert {round(place[0]) for place in places} == {round(places[0][0])}


def test_at_the_end_the_page_goes_along_with_the_text(page: Page, tutoring: Server, script: Script) -> None:
    script.turn = lambda _asked: LONG
    script.turns = [paced(0.003)]
    new(page, tutoring.url)
    page.evaluate(WATCH_PLACE, "Paragraph")
    send(page, "Tell me.")
    expect(text_of(reply(page))).to_contain_text("Paragraph 60 ")
    expect_idle(page)
    until(page, AT_END)
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => setTimeout(drawn))))")
    places: list[list[float]] = page.evaluate("places")
    grown = [at for at in range(1, len(places)) if places[at][2] > places[at - 1][2]]
    assert len(grown) > 5
    # The page follows in the frame after it has grown, to where its end was then: it may have grown again meanwhile.
    seen = [height - beyond for _, beyond, height in places]
    behind = [at for at in grown if max(seen[at : at + 3]) < places[at][2] - 32]
    assert behind == []
    assert places[-1][1] < 32


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_reply_streams(
    page: Page, tutoring: Server, provider: Provider, script: Script, scheme: Scheme
) -> None:
    turns: list[str | Spoken] = [f"{RICH.strip()} {UNFINISHED}", SEARCH]
    script.turn = lambda _asked: turns.pop()
    gate = provider.gate()
    script.turns = [ok, held(gate, after=pieces_in(RICH))]
    page.emulate_media(color_scheme=scheme)
    new(page, tutoring.url)
    send(page, "I has worked there.")
    expect(text_of(reply(page))).to_contain_text("And here the reply is still being")
    expect(page.locator(".correction")).to_have_count(1)
    reply(page).locator(".step summary").click()
    for width, direction in ((1280, "ltr"), (360, "ltr"), (360, "rtl"), (1280, "rtl")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("(direction) => (document.documentElement.dir = direction)", direction)
        expect(page.locator("#chat-log")).to_have_attribute("aria-busy", "true")
        assert violations(page) == [], (width, direction)
    gate.open()
    expect_idle(page)
    assert violations(page) == []


def live_regions(page: Page) -> dict[str, list[str]]:
    """What assistive technology is told to announce, by how, with all text in it; and the log that it is not."""
    nodes: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def words(node: dict[str, Any]) -> str:
        own = str(node.get("name", {}).get("value", "")) if node.get("role", {}).get("value") == "StaticText" else ""
        return own + "".join(words(by_id[child]) for child in node.get("childIds", []) if child in by_id)

    found: dict[str, list[str]] = {}
    for node in nodes:
        told = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        is_root = node.get("role", {}).get("value") in {"status", "alert", "log"}
        if is_root and not node.get("ignored"):
            found.setdefault(str(told.get("live", "")), []).append(words(node))
    return found


def test_who_listens_hears_what_is_done_and_that_it_is_done_and_no_pieces(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    turns: list[str | Spoken] = [f"{RICH.strip()} {UNFINISHED}", SEARCH]
    script.turn = lambda _asked: turns.pop()
    gate = provider.gate()
    script.turns = [ok, held(gate, after=pieces_in(RICH))]
    new(page, tutoring.url)
    page.evaluate(LISTEN)
    send(page, "What shall I say?")
    expect(text_of(reply(page))).to_contain_text("And here the reply is still being")
    log = page.locator("#chat-log")
    assert (log.get_attribute("role"), log.get_attribute("aria-live")) == ("log", "off")
    expect(log).to_have_attribute("aria-busy", "true")
    regions = live_regions(page)
    quiet = [words for live, said in regions.items() if live in ("", "off") for words in said]
    assert any("And here the reply" in words for words in quiet), regions
    announced = "".join(words for live, said in regions.items() if live not in ("", "off") for words in said)
    assert "ward" not in announced.lower(), "the text itself would be read out as it comes"
    gate.open()
    expect_idle(page)
    said = [words for words in page.evaluate("said") if words]
    assert said == ["Searching your documents for “night shift”", "Reply done. What to say first"]
    busy = " ".join(page.evaluate("busy"))
    assert re.fullmatch("(false )*(true )+false( false)*", busy), busy
