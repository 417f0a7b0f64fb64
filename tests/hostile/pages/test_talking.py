"""All hostile texts through a conversation, streamed to a real Chromium, whole and cut where a parser waits."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.hostile.pages.talking import Talked, Voice, hostile, keep_resume, plain, talk
from tests.hostile.pages.texts import TEXTS, cut_at_borders, drawn, paragraphs
from tests.hostile.pages.watching import Watch, differences, watched
from tests.pages.tutoring import scripted
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.running import Server
from tests.tutor.replying.world import Script

CUTS = {
    "whole": (paragraphs(),),
    "at_borders": cut_at_borders(paragraphs()),
    "one_by_one": tuple(paragraphs()),
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def script(provider: Provider) -> Script:
    return scripted(provider)


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("hostile") / "data", **model_variables(provider, "openai")) as running:
        keep_resume(running, plain())
        keep_resume(running, hostile(()))
        yield running


@pytest.fixture(scope="module")
def harmless(browser: Browser, tutoring: Server, script: Script) -> tuple[Talked, Watch]:
    """The same conversation in quiet words."""
    with watched(browser) as (page, watch):
        talked = talk(page, tutoring.url, script, plain())
    return talked, watch


@pytest.mark.parametrize("cut", CUTS)
def test_a_conversation_in_hostile_words_is_only_a_conversation(
    page: Page, tutoring: Server, script: Script, harmless: tuple[Talked, Watch], cut: str
) -> None:
    quiet, known = harmless
    watch = Watch(page)
    voice = hostile(CUTS[cut])
    talked = talk(page, tutoring.url, script, voice)
    assert watch.told == []
    assert watch.requests <= known.requests
    assert talked.inside == []
    assert differences(talked.live, quiet.live) == []
    assert differences(talked.loaded, quiet.loaded) == []
    assert {element.kind for element in talked.texts} - {element.kind for element in quiet.texts} == set()
    assert_readable(talked, voice)


def assert_readable(talked: Talked, voice: Voice) -> None:
    """Every sign that was written can be read where it was written."""
    assert talked.mine == drawn(voice.text)
    assert talked.said == drawn("".join(hostile.shown for hostile in TEXTS))
    unread = [words for words in voice.short[4:17] + voice.short[-3:] if drawn(words) not in talked.read]
    assert unread == []
