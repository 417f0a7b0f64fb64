"""What turns the order of letters round (Unicode's bidirectional controls) turns round nothing that stands beside."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.hostile.pages.texts import groups
from tests.hostile.pages.watching import watched
from tests.hostile.pages.words import HOSTILE, Words
from tests.hostile.pages.world import living

TURNED = "⟦\u202e\u2067abc⟧"
# The innermost element that keeps an order of its own around each turned text, with what else is read in that order.
_BESIDE = """
(own) => {
  const found = [];
  const isOwn = (element) => {
    const { display, unicodeBidi } = getComputedStyle(element);
    return display !== "inline" || ["isolate", "isolate-override", "plaintext"].includes(unicodeBidi);
  };
  const around = (node) => {
    let element = node.parentElement;
    while (!isOwn(element)) element = element.parentElement;
    return element;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  const left = "script, option, textarea";
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest(left)) texts.push(walker.currentNode);
  const turned = new Set(texts.filter(({ data }) => data.includes("\\u202e")).map(around));
  for (const text of texts) {
    if (!turned.has(around(text))) continue;
    const words = text.data.replace(/⟦[^⟧]*(?:⟧|$)/g, " ").split(/[^\\p{L}\\d]+/u);
    const rest = words.filter((word) => word && !own.includes(word));
    if (rest.length) found.push(`${rest.join(" ")} in ${around(text).outerHTML.slice(0, 160)}`);
  }
  return found;
}
"""
_OWN = [
    "Python",
    "and",
    "Used",
    "Carefully",
    "used",
    "python",
    "Requirements",
    "example",
    "org",
    "present",
    "2019",
    *map(str, range(99)),
]
"""Words of the same person's, in the same sentence."""


def turned() -> Words:
    return Words([TURNED] * len(HOSTILE.lines), [TURNED] * len(groups(170)), TURNED)


def test_turned_words_stand_in_an_order_of_their_own(browser: Browser, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    with living(tmp_path / "data", turned()) as world, watched(browser) as (page, _watch):
        world.enter(page)
        for name, path in world.pages.items():
            page.goto(world.server.url + path)
            page.locator("main details").evaluate_all("found => found.forEach((details) => (details.open = true))")
            found[name] = page.evaluate(_BESIDE, _OWN)
    assert [f"{name}: {one}" for name, beside in found.items() for one in sorted(set(beside))] == []
