"""Every line to a reply is cut again and again, in the middle of an event too: all listeners hear all of it once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from app.protocols import tutor_chat
from tests.faults.cutting import Audience, compare
from tests.pages.conftest import browser, context, page  # noqa: F401 - fixtures
from tests.pages.faults import Cut
from tests.pages.proxy import Proxy
from tests.protocols.scripted_replies import ScriptedServer, quiet

CUTS = 3
WORDS_BETWEEN = 5
IN_MID_EVENT = 60


@pytest.fixture
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """It does not give up what nobody listens to, however slow the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        patch.setattr(tutor_chat, "ABANDON_AFTER_SECONDS", 1e6)
        with ScriptedServer(tmp_path_factory.mktemp("cut") / "data", rate_limit_per_minute=10_000) as running:
            yield running


def test_clients_and_a_page_hear_all_of_it_once(page: Page, scripted: ScriptedServer) -> None:  # noqa: F811 - the fixture
    with Proxy(scripted.port) as line:
        audience = Audience(page, scripted, line, (CUTS + 1) * WORDS_BETWEEN)
        with audience.listening():
            for _ in range(CUTS):
                audience.say(WORDS_BETWEEN)
                audience.wait_until_heard()
                for ending in ("/events", "/chat"):
                    line.plan(ending, [Cut(after=IN_MID_EVENT + each, abrupt=bool(each % 2)) for each in range(3)])
                line.cut()
        assert [told for told in audience.told() if not told.is_whole] == []
        listeners = len(audience.listeners) + 1
        assert len(line.seen("/events")) + len(line.seen("/chat")) >= listeners * (CUTS + 1) + CUTS


def test_what_is_missing_and_what_comes_twice_is_found() -> None:
    said = ["w00000", "w00001", "w00002"]
    assert compare("page", said, said).is_whole
    assert compare("page", said, said[:2]).gaps == 1
    assert compare("page", said, [*said, said[-1]]).doubles == 1
    assert not compare("page", said, [said[1], said[0], said[2]]).is_whole
