from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.markdown import Growing, render
from tests.web.harmless import HOSTILE, assert_harmless, bare, visible

WORDS = [
    *("a", " ", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "  \n", "*", "**", "_", "~~", "`", "```\n", "~~~", "<", ">"),
    *("> ", "- ", "1. ", "2) ", "# ", "[", "](", ")", "]: ", "![", "[ ] ", "|", "| a | b |\n", "|-|-|\n", "-|-\n"),
    *("---\n", "===", "&amp;", "\\", "https://e.org", "<b>", "é", "\ud800", "\0", "  ", "text"),
]
REPLY = """## A stronger answer

You say *“we migrated the cluster”*. **Which part was yours?** See [the posting](https://example.org/job?a=1&b=2)
and `SELECT 1`, ~~or not~~: R&amp;D, 5 * 3, snake_case.

- **Situation**: one line
- Task
  - [x] nested `code`
  - [ ] open

1. First
2. Second, ![a picture](https://example.org/p.png) here

> Quoted **words**
> go on

| Skill | Level |
|:------|------:|
| SQL   | **good** |
| Go    | `none` |

```python
if a < b:
    print("**no**")
```

Last words, <https://example.org>, and so on!
"""


def steps(text: str, cuts: list[int]) -> Iterator[tuple[str, str]]:
    """What is settled and what stands in the tail after each piece, and at the end."""
    growing, settled, tail = Growing(), "", ""
    for cut in cuts:
        grown = growing.feed(text[:cut])
        settled += grown.settled
        tail = tail if grown.tail is None else grown.tail
        yield settled, tail
    last = growing.close(text)
    assert last.tail == ""
    yield settled + last.settled, ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text_at_every_moment_of_its_growth(text: str) -> None:
    *growth, (whole, _) = steps(text, list(range(len(text))))
    for settled, tail in growth:
        assert_harmless(settled + tail)
    assert whole == render(text)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join), st.lists(st.integers(0, 90), max_size=12))
@settings(max_examples=300, deadline=None)
def test_what_is_settled_piece_by_piece_is_the_whole_text_rendered(text: str, cuts: list[int]) -> None:
    *growth, (whole, _) = steps(text, sorted(cuts))
    assert whole == render(text)
    for settled, tail in growth:
        assert whole.startswith(settled)
        assert_harmless(tail)


def test_a_reply_only_ever_gains_words_while_it_grows() -> None:
    shown = [visible(settled + tail) for settled, tail in steps(REPLY, list(range(len(REPLY))))]
    lost = [(before, after) for before, after in pairwise(shown) if not after.startswith(before)]
    assert lost == []
    assert shown[-1] == visible(render(REPLY))


def test_blocks_are_settled_as_soon_as_the_next_has_a_whole_line() -> None:
    growing = Growing()
    assert growing.feed("One.\n\nTw").settled == ""
    assert growing.feed("One.\n\nTwo\n") == ('<p dir="auto">One.</p>\n', '<p dir="auto">Two</p>\n')
    assert growing.feed("One.\n\nTwo\n\n# T") == ("", '<p dir="auto">Two</p>\n<h3 dir="auto">T</h3>\n')


def test_a_tail_that_looks_the_same_is_not_sent_again() -> None:
    growing = Growing()
    assert growing.feed("One **two").tail is not None
    assert growing.feed("One **two**") == ("", None)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("I **like *thi", "<p>I <strong>like <em>thi</em></strong></p>"),
        ("**bold*", "<p><strong>bold</strong></p>"),
        ("a ~~go", "<p>a <s>go</s></p>"),
        ("a `co", "<p>a <code>co</code></p>"),
        ("``a`b **c", "<p><code>a`b **c</code></p>"),
        ("see [the **do", "<p>see the <strong>do</strong></p>"),
        ("see [the docs](https://e.or", "<p>see the docs</p>"),
        ("**see ![", "<p><strong>see</strong></p>"),
        ("see ![a pict", "<p>see a pict</p>"),
        ("<https://e.or", "<p>https://e.or</p>"),
        ("R&am", "<p>R</p>"),
        ("a\\", "<p>a</p>"),
        ("wow !", "<p>wow</p>"),
        ("wow!", "<p>wow!</p>"),
        ("<htt", "<p>htt</p>"),
        ("a <b", "<p>a &lt;b</p>"),
        ("see [1] in", "<p>see [1] in</p>"),
        ("\\[a", "<p>[a</p>"),
        ("2 * 3 and a_b", "<p>2 * 3 and a_b</p>"),
        ("para\n-", "<p>para</p>"),
        ("para\n--", "<p>para</p>"),
        ("- a\n- ", "<ul><li>a</li></ul>"),
        ("- a\n- [", "<ul><li>a</li></ul>"),
        ("a\n\n##", "<p>a</p>"),
        ("a\n\n``", "<p>a</p>"),
        ("```\nx = 1\n``", "<pre><code>x = 1</code></pre>"),
        ("```\nx = **1", "<pre><code>x = **1</code></pre>"),
        ("| a | **b", "<table><thead><tr><th>a</th><th><strong>b</strong></th></tr></thead></table>"),
        ("| a | b |\n|--", "<table><thead><tr><th>a</th><th>b</th></tr></thead></table>"),
        ("c\n| a", "<p>c</p><table><thead><tr><th>a</th></tr></thead></table>"),
        ("| a |\n| b", "<p>| a || b</p>"),
        (
            "|a|b|\n|-|-|\n|`x",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>x</code></td><td></td></tr></tbody></table>",
        ),
    ],
)
def test_what_is_half_written_looks_as_it_will(text: str, html: str) -> None:
    tail = Growing().feed(text).tail
    assert tail is not None
    assert bare(tail) == html
