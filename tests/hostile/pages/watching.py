"""Watches a page from outside: what it asks for, what runs in it, what it is made of, what its browser refuses."""

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Dialog, Page, expect

from tests.hostile.pages.texts import drawn
from tests.web.harmless import is_harmless

# The setter sees a script in whichever document of ours it runs; the listener sees what the policy stopped.
_TELL = """
Object.defineProperty(window, "pwned", { set: (value) => tell("script", String(value)), configurable: false });
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => tell("script", name);
addEventListener("securitypolicyviolation", ({ violatedDirective: broken, blockedURI: uri }) =>
  tell("policy", `${broken} ${uri}`));
"""
# What is left out comes and goes with the moment: the scripts put it there while they ask, and once they are ready.
_ELEMENTS = """
(without) => {
  const found = [];
  const walk = (element, depth) => {
    const attributes = [...element.attributes]
      .filter(({ name, value }) => !["aria-busy", "data-htmx-powered"].includes(name) && value !== "htmx-request")
      .map(({ name, value }) => [name, value]);
    found.push([depth, element.localName, attributes, element.parentElement?.localName ?? ""]);
    if (without && element.matches(without)) return;
    for (const child of element.children) walk(child, depth + 1);
  };
  walk(document.documentElement, 0);
  return JSON.stringify(found);
}
"""
_INSIDE = """
(found) => found.flatMap((element) => [...element.querySelectorAll("*")]).map((element) =>
  [element.localName, Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))])
"""
_READ = """
() => [document.body.innerText, document.title, ...[...document.querySelectorAll("input, textarea, option")]
  .map((field) => field.localName === "option" ? field.textContent : field.value)].join("\\n")
"""
_TRY = """
() => new Promise((tell) => {
  addEventListener("securitypolicyviolation", () => (script.remove(), tell(true)), { once: true });
  const script = document.createElement("script");
  script.textContent = "document.body.lang = 'x-tried'";
  document.body.append(script);
  if (document.body.lang === "x-tried") (script.remove(), document.body.removeAttribute("lang"), tell(false));
})
"""
_ID = re.compile(r"\b[a-z]{3}_\w{8,}|\bmessage-\w+|\d+|[0-9a-f]{16,}")
_PASSAGE = re.compile(r"(?<=:~:text=)[\w%.~-]+\Z")
"""A passage to scroll to (the text fragments of browsers), written so that none of its signs means anything."""
_SAID = frozenset(
    {
        *(
            "content",
            "datetime",
            "value",
            "title",
            "alt",
            "placeholder",
            "data-elapsed",
            "data-sent",
            "hx-headers:inherited",
        ),
        *("aria-label", "aria-description", "aria-valuetext", "data-title", "data-label"),
    }
)
PATIENCE_MS = 60_000


class Element(NamedTuple):
    """`inside` is its parent's tag. Ids and numbers are masked, and so is what only says something."""

    depth: int
    tag: str
    attributes: tuple[tuple[str, str], ...]
    inside: str

    @property
    def kind(self) -> tuple[object, ...]:
        """The element wherever it stands."""
        return self.tag, self.attributes, self.inside


class Watch:
    """Everything that happens on one page from now on, however often it goes elsewhere."""

    def __init__(self, page: Page) -> None:
        self.requests: set[str] = set()
        self.told: list[tuple[str, str]] = []
        page.expose_function("tell", lambda kind, what: self.told.append((kind, what)))
        page.add_init_script(_TELL)
        page.on("request", lambda request: self.requests.add(f"{request.method} {masked_url(request.url)}"))
        page.on("dialog", self._dismiss)
        page.on("popup", lambda popup: self.told.append(("script", popup.url)))
        page.on("frameattached", lambda frame: self.told.append(("change", f"a frame {frame.url}")))

    def _dismiss(self, dialog: Dialog) -> None:
        self.told.append(("script", dialog.message))
        dialog.dismiss()

    def kinds(self) -> set[str]:
        """Which promises were broken, as far as a page tells it itself."""
        return {kind for kind, _ in self.told}


@contextmanager
def watched(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """A page of a browser of its own, whose complaints only the watch hears."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = context.new_page()
    yield page, Watch(page)
    context.close()


def elements(page: Page, without: str = "") -> list[Element]:
    """The page as a tree, in its order; of what matches `without` the insides are left out."""
    found: list[Any] = json.loads(page.evaluate(_ELEMENTS, without))
    return [
        Element(depth, tag, tuple(sorted((name, _masked(name, value)) for name, value in attributes)), inside)
        for depth, tag, attributes, inside in found
    ]


def differences(one: list[Element], other: list[Element]) -> list[tuple[Element | None, Element | None]]:
    """The first places where two trees differ: to compare all of them sign by sign would take minutes."""
    pairs = itertools.zip_longest(one, other)
    return list(itertools.islice((pair for pair in pairs if pair[0] != pair[1]), 3))


def foreign(page: Page, selector: str) -> list[tuple[str, dict[str, str]]]:
    """What stands inside these elements and is on no list of what Markdown may become."""
    inside: list[Any] = page.locator(selector).evaluate_all(_INSIDE)
    return [(tag, attributes) for tag, attributes in inside if not _is_harmless(tag, attributes)]


def readable(page: Page) -> str:
    """All that a person reads on the page, in its fields too, without what is not drawn."""
    text: str = page.evaluate(_READ)
    return drawn(text)


def masked_url(url: str) -> str:
    """The address without its host, query and ids; with its host when it is not on loopback."""
    local = re.fullmatch(r"http://(?:127\.0\.0\.1|localhost):\d+(/[^?#]*)(?:[?#].*)?", url)
    return _ID.sub("#", local[1]) if local else url


def _masked(name: str, value: str) -> str:
    if name in _SAID:
        return "…"
    if re.match(r"https?://|mailto:", value):
        return "an address"
    return _ID.sub("#", _PASSAGE.sub("", value.partition("?")[0]))


def _is_harmless(tag: str, attributes: dict[str, str]) -> bool:
    """The page's own script lets a wide table be reached by keyboard."""
    rest = dict(attributes)
    if tag == "table" and rest.get("tabindex") == "0":
        del rest["tabindex"]
    return is_harmless(tag, {**rest})


def policy_refuses(page: Page, watch: Watch) -> bool:
    """Whether the page's policy stops a script that is written into it; what the watch heard of that is forgotten."""
    refused: bool = page.evaluate(_TRY)
    watch.told.clear()
    return refused
