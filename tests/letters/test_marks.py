"""Text with its claims marked: every word stays, and nothing of it becomes markup."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.documents.evidence import Claim, Evidence
from app.web.rendering import Pages

PAGES = Pages()
HOSTILE = "<img src=x onerror=1>\"'&<hx-partial hx-target=#main>{{ 7 * 7 }}</mark></p>"


def marked(text: str, claims: list[Claim]) -> str:
    macros: Any = PAGES._environment.get_template("partials/claims.html").module
    return str(macros.marked(text, claims, "t"))


class _Reader(HTMLParser):
    """What stands there, without the tips; `tags` are the elements met."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if self._depth or ("class", "tip") in attrs:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.tags.add(tag)
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        self.text += "" if self._depth else data


def read(shown: str) -> _Reader:
    reader = _Reader()
    reader.feed(shown)
    reader.close()
    return reader


def claim(start: int, end: int, *, supported: bool = True, problem: str = "", line: str = "A line.") -> Claim:
    evidence = (Evidence("/work/0", line),) if supported else ()
    return Claim(kind="skill", start=start, end=end, text="", supported=supported, evidence=evidence, problem=problem)


def test_a_supported_claim_shows_its_line_and_a_doubtful_one_its_problem() -> None:
    shown = marked("I know Go and C.", [claim(7, 9), claim(14, 15, supported=False, problem="Not there.")])
    assert re.search(r'<span class="claim" data-state="supported"[^>]*>Go<span class="tip"', shown)
    assert re.search(r'<mark class="claim" data-state="doubt"[^>]*>C<span class="tip"', shown)
    described = re.findall(r'aria-describedby="([^"]+)"', shown)
    assert described == re.findall(r'role="tooltip" id="([^"]+)"', shown)
    assert len(set(described)) == 2
    assert "A line." in shown
    assert "Not there." in shown


def test_spans_are_code_points() -> None:
    text = "👩🏽‍💻 é I know Go."
    start = text.index("Go")
    assert ">Go<" in marked(text, [claim(start, start + 2)])


def test_where_two_overlap_the_doubtful_one_is_shown() -> None:
    shown = marked("five years of Go", [claim(0, 16), claim(0, 10, supported=False, problem="No.")])
    assert 'data-state="doubt"' in shown
    assert 'data-state="supported"' not in shown


def test_nothing_that_somebody_wrote_becomes_markup() -> None:
    shown = marked(HOSTILE, [claim(0, 5, line=HOSTILE), claim(8, 20, supported=False, problem=HOSTILE)])
    assert read(shown).tags == {"span", "mark", "q"}
    assert "{{ 7 * 7 }}" in html.unescape(shown)


@given(
    st.text(alphabet="ab <>&'\"é👩", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8), st.booleans()), max_size=6),
)
def test_every_character_of_the_text_is_there_once_and_in_order(text: str, spans: list[tuple[int, int, bool]]) -> None:
    claims = [
        claim(start, min(start + length, len(text)), supported=supported, problem="p")
        for start, length, supported in spans
        if start < len(text)
    ]
    assert read(marked(text, claims)).text == text
