"""Every page of somebody whose every word is hostile is made of the same elements as that of somebody quiet."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hostile.pages.talking import MARKDOWN
from tests.hostile.pages.texts import drawn
from tests.hostile.pages.watching import Element, Watch, differences, elements, foreign, readable, watched
from tests.hostile.pages.words import HOSTILE, quiet
from tests.hostile.pages.world import World, living

LISTS = ("/resumes", "/postings", "/tailorings", "/letters", "/reviews", "/tutor?everything=1", "/history", "/admin")
WHOLE = (
    *("one of resumes", "the editor", "one of postings", "one of tailorings", "one of letters", "one of conversations"),
    *("corrections", "what a machine sees"),
)
TRIED = ("native-resume", "career-letter")
# What these pages say depends on what they find in the words: more marks, other states, of these elements alone.
FINDING = frozenset(
    {
        *("one of postings", "one of tailorings", "one of reviews"),
        *("what a machine sees", "what a machine sees of a PDF"),
    }
)
FOUND_IN = frozenset({"code", "div", "li", "mark", "span", "ul"})
FOUND_AS = frozenset({"aria-label", "class", "data-kind", "data-kinds", "data-state", "dir", "title"})


class Seen(NamedTuple):
    """Each page by its name: its elements, and what one reads there."""

    watch: Watch
    elements: dict[str, list[Element]]
    read: dict[str, str]

    def keep(self, name: str, page: Page) -> None:
        """Look at the page as it is now."""
        assert foreign(page, MARKDOWN) == []
        self.elements[name] = elements(page, MARKDOWN)
        self.read[name] = readable(page)


def walk(world: World, page: Page, watch: Watch) -> Seen:
    """Sign in and open every page."""
    world.enter(page)
    seen = Seen(watch, {}, {})
    for name, path in world.pages.items():
        page.goto(world.server.url + path, wait_until="load")
        page.locator("main details").evaluate_all("found => found.forEach((details) => (details.open = true))")
        seen.keep(name, page)
    page.goto(world.server.url + world.pages["one of letters"])
    with page.expect_navigation():
        page.locator("#letter-opening [aria-label^=Rewrite]").click()
    expect(page.locator("#letter")).to_have_attribute("aria-busy", "false")
    seen.keep("a letter that was just written", page)
    for name in TRIED:
        page.goto(f"{world.server.url}/developers")
        part = page.locator(f"#{name}")
        part.get_by_text("Try it here").click()
        part.get_by_role("button", name="Send", exact=True).click()
        expect(part.locator("[data-status]")).to_contain_text("200 OK. Ended")
        seen.keep(name, page)
    return seen


@pytest.fixture(scope="module")
def harmless(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with living(tmp_path_factory.mktemp("quiet") / "data", quiet()) as world, watched(browser) as (page, watch):
        yield walk(world, page, watch)


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with living(tmp_path_factory.mktemp("hostile") / "data", HOSTILE) as world, watched(browser) as (page, watch):
        yield walk(world, page, watch)


def test_no_page_asks_runs_or_complains(harmless: Seen, hostile: Seen) -> None:
    assert hostile.watch.told == harmless.watch.told == []
    assert hostile.watch.requests - harmless.watch.requests == set()


def test_no_page_is_made_of_anything_else(harmless: Seen, hostile: Seen) -> None:
    assert hostile.elements.keys() == harmless.elements.keys()
    known = {element.kind for page in harmless.elements.values() for element in page}
    strange = {
        name: {element.kind for element in page if element.kind not in known and not says_more(name, element)}
        for name, page in hostile.elements.items()
    }
    assert {name: found for name, found in strange.items() if found} == {}


def says_more(name: str, element: Element) -> bool:
    """Whether an element only shows that something was found: it can ask for nothing, lead nowhere, be no target."""
    rest = {attribute for attribute, value in element.attributes if (attribute, value) != ("id", "said-#")}
    return name in FINDING and element.tag in FOUND_IN and rest <= FOUND_AS


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_tree(harmless: Seen, hostile: Seen, name: str) -> None:
    assert differences(hostile.elements[name], harmless.elements[name]) == []


@pytest.mark.parametrize("name", [*LISTS, *WHOLE])
def test_what_was_written_can_be_read(hostile: Seen, name: str) -> None:
    words = HOSTILE.lines if name in WHOLE else HOSTILE.short
    assert [line for line in words if drawn(line) not in hostile.read[name]] == []
