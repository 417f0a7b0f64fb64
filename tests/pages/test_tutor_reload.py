"""A reply of two hundred pieces: whenever the page is loaded again or its line is cut, it shows what was said, once."""

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.faults import Cut
from tests.pages.giving import PATIENT, REMEMBER, OneByOne, shown_until, words_now
from tests.pages.line import EVENTS, HURRY
from tests.pages.proxy import Proxy
from tests.pages.tutoring import expect_idle, new, reply, scripted, send, serving, text_of
from tests.provider import Provider
from tests.running import Server
from tests.tutor.replying.world import Script

RELOADED = 200
LIVE = 20
_SIGNS = re.compile(r"^(?:[-#>|]+|\d+\.|\|[-|]+\||```\w*)$|[*`|]|\]\([^)]*\)|\[")


def long_reply(pieces: int) -> str:
    """Markdown of so many words and signs, no word twice, in short blocks of every kind."""
    numbers = itertools.count()

    def some(template: str) -> str:
        return re.sub("w", lambda _: f"word{next(numbers):03}", template)

    blocks = (
        "w w w w **w w** w w.\n\n",
        "## w w\n\n",
        "- w w\n- **w** w\n- `w` w\n\n",
        "w *w w* w `w w` w\nw w.\n\n",
        "```python\nw w\nw\n```\n\n",
        "1. w w\n2. w w\n\n",
        "> w w w w\n\n",
        "| w | w |\n|---|---|\n| w | w |\n\n",
        "w [w](https://example.org/) w w.\n\n",
    )
    text = "".join(map(some, itertools.islice(itertools.cycle(blocks), pieces)))
    return "".join(re.findall(r"\S+\s*", text)[:pieces]).rstrip()


TEXT = long_reply(RELOADED + LIVE)
WORDS = [_SIGNS.sub("", piece) for piece in TEXT.split()]
SHOWN = [" ".join(word for word in WORDS[:count] if word) for count in range(len(WORDS) + 1)]
"""What a reader sees after so many pieces."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose replies the provider writes."""
    with serving(tmp_path_factory.mktemp("tutoring") / "data", provider, **PATIENT) as running:
        yield running


@pytest.fixture
def giving(provider: Provider) -> OneByOne:
    return OneByOne(provider)


@pytest.fixture(autouse=True)
def script(provider: Provider, giving: OneByOne) -> Script:
    script = scripted(provider, TEXT)
    script.turns = [giving]
    return script


def begin(page: Page, url: str) -> str:
    """A conversation with its first reply about to be written; its address."""
    page.add_init_script(REMEMBER)
    address = new(page, url)
    send(page, "Tell me everything.")
    expect(reply(page)).to_have_attribute("data-state", "running")
    return address


def expect_grown(shown: list[str], first: int, last: int) -> None:
    """From `first` pieces to `last`, each state whole and none before the one that it follows."""
    places = [SHOWN.index(words) if words in SHOWN else words for words in shown]
    numbers = [place for place in places if isinstance(place, int)]
    assert places == numbers, "something was shown that was never said so"
    assert numbers == sorted(numbers)
    assert shown[0].startswith(SHOWN[first])
    assert shown[-1] == SHOWN[last]


def expect_whole(page: Page, words: str = SHOWN[-1]) -> None:
    """The reply is done, and as right from the store as it was from the stream."""
    expect(reply(page)).to_have_attribute("data-state", "complete")
    expect_idle(page)
    assert words_now(page) == words
    page.reload()
    assert words_now(page) == words
    assert len(page.locator('.message[data-by="agent"]').all()) == 1


def test_a_reload_at_every_event_shows_what_was_said(page: Page, tutoring: Server, giving: OneByOne) -> None:
    begin(page, tutoring.url)
    for count in range(1, RELOADED + 1):
        giving.give()
        if count % 2:
            expect_grown(shown_until(page, SHOWN[count]), count - 2 if count > 1 else 0, count)
            page.reload(wait_until="domcontentloaded")
            # What somebody has seen is on the page from its first byte on.
            assert words_now(page) == SHOWN[count]
        else:
            page.reload(wait_until="commit")
            expect_grown(shown_until(page, SHOWN[count]), count - 1, count)
    giving.give(LIVE)
    expect_grown(shown_until(page, SHOWN[-1]), RELOADED - 1, len(WORDS))
    giving.give()
    expect_whole(page)


def test_a_line_cut_at_every_tenth_event_loses_and_doubles_nothing(
    page: Page, tutoring: Server, giving: OneByOne
) -> None:
    page.add_init_script(HURRY)
    shown: list[str] = []
    with Proxy(tutoring.port) as proxy:
        begin(page, proxy.url)
        for count in range(1, len(WORDS) + 1):
            giving.give()
            if count % 20 == 0:
                # The line that comes next ends inside its first message.
                proxy.plan(EVENTS, [Cut(after=40 + count)])
            if count % 10 == 0:
                proxy.cut()
            shown = shown_until(page, SHOWN[count])
            assert shown[-1] == SHOWN[count]
        expect_grown(shown, 0, len(WORDS))
        assert len(proxy.seen(EVENTS)) > len(WORDS) // 10
        giving.give()
        expect_whole(page)


def test_what_came_while_the_line_was_down_is_there_when_it_is_back(
    page: Page, tutoring: Server, giving: OneByOne
) -> None:
    page.add_init_script(HURRY)
    seen = page.context.new_page()
    with Proxy(tutoring.port) as proxy:
        address = begin(page, proxy.url)
        seen.goto(address.replace(proxy.url, tutoring.url))
        for count in range(10, len(WORDS) - 60, 70):
            giving.give(10)
            expect_grown(shown_until(page, SHOWN[count]), 0, count)
            proxy.refuse()
            giving.give(60)
            expect(text_of(reply(seen))).to_contain_text(SHOWN[count + 60].split()[-1])
            proxy.accept()
            page.bring_to_front()
            expect_grown(shown_until(page, SHOWN[count + 60]), 0, count + 60)
        giving.give(len(WORDS) + 1 - giving.given)
        expect_whole(page)


def test_cuts_within_what_was_missed_and_within_the_end_lose_and_double_nothing(
    page: Page, tutoring: Server, giving: OneByOne, script: Script
) -> None:
    """So much is missed that it comes in several messages."""
    words = [f"{'long' * 10}{number:03}" for number in range(RELOADED)]
    script.turn = lambda _asked: "\n\n".join(" ".join(words[at : at + 7]) for at in range(0, len(words), 7))
    said = [" ".join(words[:count]) for count in range(len(words) + 1)]
    page.add_init_script(HURRY)
    seen = page.context.new_page()
    with Proxy(tutoring.port) as proxy:
        address = begin(page, proxy.url)
        giving.give(10)
        shown_until(page, said[10])
        seen.goto(address.replace(proxy.url, tutoring.url))
        proxy.refuse()
        giving.give(len(words) - 10)
        expect(text_of(reply(seen))).to_contain_text(words[-1])
        proxy.plan(EVENTS, [*(Cut(after=size) for size in range(60, 4_000, 330)), Cut(marker=b"Reply done.")])
        proxy.accept()
        page.bring_to_front()
        shown = shown_until(page, said[-1])
        # What a provider sends in one go may be parted anywhere, also within a word.
        assert [text for text in shown if not said[-1].startswith(text)] == []
        assert shown == sorted(shown, key=len)
        assert len(proxy.seen(EVENTS)) > 4
        giving.give()
        expect_whole(page, said[-1])


def test_back_and_forward_lose_and_double_nothing(page: Page, tutoring: Server, giving: OneByOne) -> None:
    url = begin(page, tutoring.url)
    elsewhere = f"{tutoring.url}/health/live"
    for count in range(20, len(WORDS) + 1, 20):
        # Noted anew: the page may have been loaded just before the piece that was given last.
        page.evaluate("() => painted.splice(0)")
        giving.give(18)
        expect_grown(shown_until(page, SHOWN[count - 2]), max(0, count - 20), count - 2)
        page.goto(elsewhere)
        giving.give()
        page.go_back()
        expect_grown(shown_until(page, SHOWN[count - 1]), count - 2, count - 1)
        page.go_forward()
        assert page.url == elsewhere
        giving.give()
        page.go_back()
        assert page.url == url
        expect_grown(shown_until(page, SHOWN[count]), count - 1, count)
    giving.give()
    expect_whole(page)
