"""A provider that gives its text out piece by piece, when the test says so; pages that remember what they showed."""

from playwright.sync_api import Page

from tests.provider import Asked, Provider
from tests.provider.building import reply_of, sent, split_at
from tests.provider.steps import Gate, Hold, Reply, Send, Step
from tests.provider.wires import Said, Wire

PATIENCE_MS = 60_000
PATIENT = {"model_first_token_seconds": "3600", "model_between_tokens_seconds": "3600", "model_seconds": "7200"}
"""Settings of a server that never gives a silent provider up: a test may keep an answer back on a slow machine."""
# What a person has seen: the words of the last reply at every frame that was painted while they changed.
REMEMBER = """
(() => {
  window.words = () => {
    const texts = document.querySelectorAll('.message[data-by="agent"] > .message-text');
    return texts.length ? texts[texts.length - 1].innerText.split(/\\s+/).filter(Boolean).join(" ") : "";
  };
  window.painted = [];
  let waiting = false;
  const look = () => {
    waiting = false;
    if (words() !== painted.at(-1)) painted.push(words());
  };
  const changed = () => {
    if (!waiting) requestAnimationFrame(look);
    waiting = true;
  };
  addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(changed).observe(document, { childList: true, subtree: true, characterData: true });
  });
})();
"""
_UNTIL = """
async ([wanted, patience]) => {
  const end = performance.now() + patience;
  while (words() !== wanted && performance.now() < end) await new Promise((next) => setTimeout(next, 4));
  return [...painted.filter(Boolean), words()];
}
"""


class OneByOne:
    """A behaviour: before each piece of the text, and before the end, it waits for `give`. For one request.

    `given` is how many have been let go.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._gates: list[Gate] = []
        self.given = 0

    def __call__(self, wire: Wire, asked: Asked, said: Said) -> Reply:
        head, rest = split_at(wire, asked, said, 0)
        count = len(said.pieces)
        pieces, end = rest[:count], rest[count:]
        steps: list[Step] = sent(head)
        for number, piece in enumerate(pieces):
            steps += [Hold(self._gate(number)), Send(piece)]
        return reply_of(asked, [*steps, Hold(self._gate(count)), *sent(end)])

    def give(self, count: int = 1) -> None:
        """Let so many more pieces go."""
        for number in range(self.given, self.given + count):
            self._gate(number).open()
        self.given += count

    def _gate(self, number: int) -> Gate:
        while len(self._gates) <= number:
            self._gates.append(self._provider.gate())
        return self._gates[number]


def shown_until(page: Page, words: str) -> list[str]:
    """Wait for these words; all that the page has shown of the last reply since it was loaded, the words now last."""
    shown: list[str] = page.evaluate(_UNTIL, [words, PATIENCE_MS])
    return shown


def words_now(page: Page) -> str:
    """The words of the last reply."""
    found: str = page.evaluate("words()")
    return found
