import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.markdown import render
from app.web.markdown.sanitising import sanitised
from tests.web.harmless import HOSTILE, OUTSIDE, Tags, assert_harmless, bare, visible

HOSTILE_HTML = [
    "<p id=a class=b style='color:red' data-x=1 data-hx-get=/canary hx-get=/canary onclick=pwned=1 title=t lang=x>a",
    "<a href=javascript:1 hx-boost=true id=x>a</a><a href=/letters>b</a><a href=//evil.example>c</a><a name=main>d</a>",
    "<a href='https://e.org' target=_top rel=opener ping=/canary download>e</a>",
    "<h1>a</h1><h2>b</h2><img src=/canary><svg onload=1><image href=/canary></svg><iframe src=/canary></iframe>",
    "<script>1</script><style>*{}</style><hx-partial hx-target=#main>x</hx-partial><template><img src=1></template>",
    "<form action=/canary><input><textarea></form><td align='\"x' dir=rtl>x</td><p dir=rtl>y</p><div>z</div>",
    "<ol start=3 reversed type=a><li value=7>x</li></ol><pre tabindex=5 dir=rtl>c</pre><code class=language-x>d</code>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    assert_harmless(render(text))


@pytest.mark.parametrize("html", HOSTILE_HTML)
def test_the_allow_list_alone_lets_nothing_else_through(html: str) -> None:
    assert_harmless(sanitised(html))


def test_html_is_shown_as_it_was_written_even_where_it_would_do_no_harm() -> None:
    assert render("<b>x</b>\n\n<p>z</p>") == (
        '<p dir="auto">&lt;b&gt;x&lt;/b&gt;</p>\n<p dir="auto">&lt;p&gt;z&lt;/p&gt;</p>\n'
    )


@pytest.mark.parametrize("link", ["[a](/letters)", "[a](javascript:1)", "[a](ftp://e.org)", "<tel:1>", "[a](//e.org)"])
def test_an_address_that_leads_elsewhere_than_to_the_web_is_no_link(link: str) -> None:
    assert "<a" not in render(link)
    assert visible(render(link)) == link


@pytest.mark.parametrize("address", ["https://e.org/a?b=1", "http://e.org", "HTTPS://e.org", "mailto:a@e.org"])
def test_a_link_opens_apart_and_says_nothing_about_where_it_was(address: str) -> None:
    for text in (f'[x](<{address}> "title")', f"<{address}>"):
        (_, attributes) = Tags(render(text)).found[1]
        assert attributes == {**OUTSIDE, "href": address}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A\n## B\n### C\n#### D\n###### F", "<h3>A</h3><h4>B</h4><h5>C</h5><h6>D</h6><h6>F</h6>"),
        ("A\n===", "<h3>A</h3>"),
        ("## A\n### B\n## C\n# D", "<h3>A</h3><h4>B</h4><h3>C</h3><h3>D</h3>"),
        (
            "#### A\n> ###### B\n\n##### C\n# D\n### E",
            "<h3>A</h3><blockquote><h4>B</h4></blockquote><h4>C</h4><h3>D</h3><h4>E</h4>",
        ),
        ("![a *picture*](https://e.org/p.png) ![](https://e.org)!", "<p>a picture !</p>"),
        ("```python\nx < 1\n```", "<pre><code>x &lt; 1</code></pre>"),
        ("- [ ] a\n- [X] b\n- [x]c\n\n[ ] d", "<ul><li>☐ a</li><li>☑ b</li><li>[x]c</li></ul><p>[ ] d</p>"),
        ("7. a\n8. ~~b~~", '<ol start="7"><li>a</li><li><s>b</s></li></ol>'),
        ("|a|\n|:-|", '<table><thead><tr><th align="left">a</th></tr></thead></table>'),
        ("> a\n\n***\nb  \nc", "<blockquote><p>a</p></blockquote><hr><p>b<br>c</p>"),
    ],
)
def test_blocks_take_the_shape_that_a_reply_has_here(text: str, html: str) -> None:
    assert bare(render(text)) == html


def test_cells_stand_as_their_column_says() -> None:
    assert re.findall(r"<td.*?>", render("a|b|c|d\n-|:-|:-:|-:\ne|f|g|h")) == [
        "<td>",
        '<td align="left">',
        '<td align="center">',
        '<td align="right">',
    ]


def test_each_outer_block_finds_its_own_direction() -> None:
    assert re.findall(r"<(\w+) dir=\"auto\"", render("مرحبا\n\n- a\n  - b\n\n# c\n\n> d")) == [
        "p",
        "ul",
        "h3",
        "blockquote",
    ]


def test_a_defined_address_makes_no_text_longer() -> None:
    text = f"[a]: https://e.org/{'x' * 1_000}\n\n" + "[a] " * 1_000
    assert len(render(text)) < 2 * len(text)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_is_harmless(text: str) -> None:
    assert_harmless(render(text))


def test_the_parser_is_not_loaded_before_the_first_text() -> None:
    script = (
        "import sys, app.web.markdown as markdown\n"
        "assert not {'markdown_it', 'nh3'} & set(sys.modules)\n"
        "print(markdown.render('*a*'), {'markdown_it', 'nh3'} <= set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == '<p dir="auto"><em>a</em></p>\n True\n'
