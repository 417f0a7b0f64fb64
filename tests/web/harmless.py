"""What a text may become on a page, written down once more and apart from the app's own list."""

import re
from html.parser import HTMLParser

OUTSIDE = {"target": "_blank", "rel": "nofollow noopener noreferrer"}
CODE = {"tabindex": "0", "dir": "ltr"}
PLAIN = set(
    "p h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td pre hr br code em s strong".split()  # noqa: SIM905
)
HOSTILE = [
    "<script>pwned = 1</script>",
    "<img src=/canary onerror=pwned=1>",
    "<svg><style><img src=/canary></style><script>pwned=1</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=pwned=1&gt;'>",
    "<a href='javascript:pwned=1'>Python</a>",
    "[Python](javascript:pwned=1)",
    "[Python](java&#115;cript&colon;pwned=1) [x](&#x6A;avascript:1) [y](<java\tscript:1>) [z](JaVaScRiPt:1)",
    "[Python](data:text/html,<script>pwned=1</script>) <data:text/html,1> <javascript:pwned=1>",
    "[home](/letters) [out](//evil.example) [back](\\\\evil.example) [here](#main) [up](../settings) [q](?a)",
    '[x](https://e.org "onmouseover=pwned=1") [x](https://e.org/"onclick="pwned=1) <https://e.org/"onclick="p>',
    "![Python](/canary) ![a](https://evil.example/c.png 't') [![b](/canary)](https://e.org)",
    '![<img src=/canary>](x) ![" onerror="pwned=1](x)',
    "<div hx-get=/canary hx-trigger=load data-hx-post=/canary hx-on:load=pwned=1 hx-sse:connect=/canary>",
    "<hx-partial hx-target=#main hx-swap=innerHTML>gone</hx-partial>",
    "</hx-partial><hx-partial hx-target=body hx-swap=delete>\n\n</article></main><h1 id=fake>Sign in</h1>",
    "<form action=/canary><input autofocus onfocus=pwned=1><button formaction=/canary>",
    "<!--<img src=/canary>--><![CDATA[<img src=/canary>]]><?php x ?><!DOCTYPE x>",
    "&lt;img src=/canary onerror=pwned=1&gt; &#60;script&#62; &#x3c;b&#x3E; &amp;lt;i&amp;gt;",
    "```x\" onclick=\"pwned=1 class='a' {#id .class hx-get=/canary}\n<b>\n</code></pre><script>1</script>\n```",
    "# Title {#fake .class hx-get=/canary}\n\n- [ ] <input type=checkbox>\n- [x] done",
    "| a {#x} | <b> |\n|:-:|--:|\n| `|` <script> | \\| <img src=/canary> |",
    "[Python]: javascript:pwned=1\n\n[Python] ![Python] [Python][] [x][Python]",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}\0\ud800<\udc00script>\u202e\u2028<b>\x1b[0m\x85",
    "data: x\r\revent: app:end\rdata: 1\r\n\r\nid: 9",
]


class Tags(HTMLParser):
    """Every start tag of a page's part, as it is written."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.strange: list[str] = []
        self.words = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strange.append(decl)

    def handle_pi(self, data: str) -> None:
        self.strange.append(data)


def is_harmless(tag: str, attributes: dict[str, str | None]) -> bool:
    rest = dict(attributes)
    if tag == "a":
        href = rest.pop("href", "https://")
        return rest == OUTSIDE and re.match(r"(https?://|mailto:)", href or "", re.IGNORECASE) is not None
    if tag == "pre":
        return rest == CODE
    if tag == "ol" and re.fullmatch(r"\d{1,9}", rest.get("start") or ""):
        del rest["start"]
    if tag in {"th", "td"} and rest.get("align") in {"left", "center", "right"}:
        del rest["align"]
    if rest.get("dir") == "auto":
        del rest["dir"]
    return tag in PLAIN and not rest


def assert_harmless(html: str) -> None:
    tags = Tags(html)
    assert [found for found in tags.found if not is_harmless(*found)] == []
    assert tags.strange == []
    assert "\0" not in html
    html.encode()


def visible(html: str) -> str:
    return "".join(Tags(html).words.split())


def bare(html: str) -> str:
    """Without line ends and without what is added to every block alike, whose order nh3 leaves open."""
    return re.sub(r' (dir="(auto|ltr)"|tabindex="0")|\n', "", html)
