"""What somebody wrote is only text: it starts nothing, asks for nothing, and changes nothing around it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.tailoring import choose_new, expect_result
from tests.running import Server

HOSTILE = [
    "<script>pwned = 1</script>",
    "<script src=/canary></script>",
    "<img src=/canary onerror=pwned=1>",
    "<svg onload=pwned=1><image href=/canary>",
    "<svg><script>pwned=1</script></svg>",
    "<style>@import '/canary'; body{display:none}</style>",
    "<link rel=stylesheet href=/canary>",
    "<iframe src=/canary></iframe>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'>",
    "<object data=/canary>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=/canary'>",
    "<form action=/canary><input autofocus onfocus=pwned=1>",
    "<a href='javascript:pwned=1'>Python</a>",
    "[Python](javascript:pwned=1)",
    "[Python](data:text/html,<script>pwned=1</script>)",
    "![Python](/canary)",
    "<div hx-get=/canary hx-trigger=load>",
    "<div hx-post=/canary hx-trigger='load, every 10ms'>",
    "<div hx-sse:connect=/canary>",
    "<div sse-connect=/canary>",
    "<div hx-on:load=pwned=1 hx-on::after:init=pwned=1>",
    "<div data-hx-get=/canary data-hx-trigger=load>",
    "<hx-partial hx-target=#main hx-swap=innerHTML>gone</hx-partial>",
    "</hx-partial><hx-partial hx-target=body hx-swap=delete>",
    "</textarea></article></main><h1 id=fake>Sign in</h1>",
    "<template><img src=/canary></template><noscript>",
    "<p id=live-status>fake</p><p id=tailoring-label>",
    "\"><img src=/canary>' autofocus onfocus='pwned=1",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}${pwned=1}",
    "<!--<img src=/canary>--><![CDATA[<img src=/canary>]]>",
    "&lt;img src=/canary&gt; &#60;img src=/canary&#62;",
    "data: x\r\revent: app:end\rdata: 1\r\rid: 9\r\r",
    "\u202e<img src=/canary>\u2066\u0085\u2028",
]
GROUPS = [HOSTILE[begin::6] for begin in range(6)]
OURS = re.compile(
    r"/static/[\w./-]+|/tailorings(/new|/tlr_\w+(/events|/pages/\d+\.png)?)?|/(resumes|postings)(/\w+(/events)?)?"
)
MADE_BY_TEXT = (
    "main :is(script, style, iframe, object, base, meta, link, template, hx-partial, [srcdoc], #fake, "
    "[hx-get], [data-hx-get], [sse-connect], [onload], [onerror], [onfocus], [autofocus]), "
    "a[href^='javascript:' i], a[href^='data:' i], img:not([src^='/tailorings/']), "
    "#tailoring [hx-sse\\:connect], form:not([action^='/tailorings/']):not([action='/tailorings'])"
)


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_hostile_text_is_only_text(page: Page, server: Server, tmp_path: Path, texts: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    url = watch(page, server, tmp_path, texts)
    expect_result(page)
    expect_harmless(page, url, texts)
    page.reload()
    expect_result(page)
    expect_harmless(page, url, texts)
    resume = page.locator(".page-head a[href^='/resumes/']").get_attribute("href")
    assert resume is not None
    page.goto(server.url + resume)
    expect(page.locator("#resume")).to_have_attribute("aria-busy", "false")
    assert page.locator("main :is(script, style, iframe, object, hx-partial, [hx-get])").count() == 0
    assert page.locator("a[href^='javascript:' i], a[href^='data:' i]").count() == 0
    strange = [url for url in asked if not OURS.fullmatch(url.removeprefix(server.url).partition("?")[0])]
    assert strange == []


def expect_harmless(page: Page, url: str, texts: list[str]) -> None:
    assert page.url == url
    assert page.evaluate("window.pwned") is None
    assert page.locator(MADE_BY_TEXT).evaluate_all("found => found.map(element => element.outerHTML)") == []
    for landmark in ("body > header", "body > main#main", "body > footer", "#live-status"):
        expect(page.locator(landmark)).to_have_count(1)
    expect(page.locator("#live-status")).to_be_hidden()
    assert page.locator("main article").count() == 1
    assert visible(texts[0]) in visible(page.locator("h1").inner_text())


def visible(text: str) -> str:
    """Without what a browser folds or does not draw."""
    return re.sub(r"[\s\u0085\u2028\u202e\u2066]+", "", text)


def watch(page: Page, server: Server, folder: Path, texts: list[str]) -> str:
    """Write the texts wherever somebody may write, and begin."""
    resume = folder / f"{texts[0].replace('/', '_')[:60]}.md"
    bullets = "\n".join(f"- Built Python services {text}" for text in texts)
    resume.write_text(
        f"# Eve {texts[0]}\n\neve@example.org\n\n{texts[-1]}\n\n## Experience\n\n### Engineer {texts[0]}, "
        f"Acme {texts[-1]} — 2020 to present\n\n{bullets}\n\n## Skills\n\nPython, {', '.join(texts)}\n",
        encoding="utf-8",
    )
    page.goto(f"{server.url}/tailorings/new")
    choose_new(page, "resume_id")
    page.get_by_label("Choose a résumé").set_input_files(resume)
    choose_new(page, "posting_id")
    page.get_by_label("Job title").fill(texts[0])
    page.get_by_label("Company").fill(" ".join(texts)[:300])
    requirements = "\n".join(f"- Python and PostgreSQL {text}" for text in texts)
    page.get_by_label("The posting's text").fill(f"Requirements\n{requirements}\n\nNice to have\n{' '.join(texts)}")
    page.get_by_label("Anything to keep in mind?").fill("\n".join(texts))
    page.get_by_role("button", name="Tailor", exact=True).click()
    page.wait_for_url("**/tailorings/tlr_*")
    return page.url
