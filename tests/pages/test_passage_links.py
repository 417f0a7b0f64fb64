"""Links to passages: the page opens where the words stand."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from app.documents.reading.worker import read
from app.tutor.tools.passages import Passage, fragment, joined, passages_of
from app.tutor.tools.resume_text import SHORTEST_OF_A_RESUME, plain_resume
from tests.pages.tailoring import BACKEND
from tests.running import SAMPLES, Server

RESUME = SAMPLES / "resume_plain.md"
IS_SEEN = """words => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const box = range.getBoundingClientRect();
    if (box.height > 0 && box.top >= 0 && box.bottom <= innerHeight) return true;
  }
  return false;
}"""


def expect_to_open_there(page: Page, anchor: str, passages: Sequence[Passage]) -> None:
    """On a small screen each link shows the last words of its spot."""
    address = page.url
    page.set_viewport_size({"width": 390, "height": 300})
    for passage in passages:
        page.goto("about:blank")
        page.goto(address + fragment(passage.spot, anchor))
        page.wait_for_function(IS_SEEN, arg=" ".join(passage.spot.split()[-2:]))


def test_a_link_to_a_passage_of_a_posting_opens_it_there(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/postings")
    page.get_by_label("The posting's text").fill(BACKEND)
    page.get_by_role("button", name="Keep and analyse").click()
    page.wait_for_url(re.compile(r"/postings/job_\w+"))
    expect(page.locator("#analysis")).to_have_attribute("aria-busy", "false")
    expect_to_open_there(page, "analysis", passages_of(BACKEND))


def test_a_link_to_a_passage_of_a_resume_opens_it_there(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(RESUME)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/resumes/res_\w+"))
    expect(page.locator("#resume")).to_have_attribute("aria-busy", "false")
    plain = plain_resume(read("md", RESUME.read_bytes(), lambda _: None), is_as_uploaded=True)
    work = [
        passage
        for passage in joined(plain.text, plain.atoms, SHORTEST_OF_A_RESUME)
        if passage.heading.startswith("Experience")
    ]
    assert len(work) > 3
    expect_to_open_there(page, "resume", work)
