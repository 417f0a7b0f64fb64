"""A whole interview in a real Chromium without any key: set up by a form, six turns, wrong sentences corrected."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.tutoring import expect_idle, mine, reply, send, text_of
from tests.running import SAMPLES, Server

OWN_LINES = (
    "Undergraduate Research Assistant",
    "Developed a REST API using FastAPI and PostgreSQL to store data from learning management systems",
)
POSTING_SAYS = "PostgreSQL in production: indexing, partitioning, locking, zero-downtime migrations"
TURNS = (
    "I am working as a research assistant since two years. I build tools for teachers, and I like payments.",
    "The ledger draws me, because I enjoy systems where a wrong number is not allowed.",
    "In 2020 we had many informations in five places. I designed the tables and the API. It now takes two seconds.",
    "I did not wanted to lose a write, so I put each import in one transaction and I tested it with a broken file.",
)
WRONG = (
    ("am", "have been"),
    ("since", "for"),
    ("many informations", "a lot of information"),
    ("wanted", "want"),
)


@pytest.fixture
def interview(page: Page, server: Server) -> Page:
    """The conversation about `jake_resume.tex` and `job_backend.txt`, with nothing said."""
    page.goto(f"{server.url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(SAMPLES / "jake_resume.tex")
    page.get_by_role("button", name="Upload and read it").click()
    page.wait_for_url(re.compile(r"/resumes/res_\w+"))
    resume_id = re.search(r"res_\w+", page.url)
    page.goto(f"{server.url}/postings")
    page.get_by_label("The posting", exact=False).last.fill((SAMPLES / "job_backend.txt").read_text(encoding="utf-8"))
    page.get_by_role("button", name=re.compile("Analyse|Add|Keep")).click()
    page.wait_for_url(re.compile(r"/postings/job_\w+"))
    posting_id = re.search(r"job_\w+", page.url)
    assert resume_id is not None
    assert posting_id is not None
    page.goto(f"{server.url}/tutor/new")
    page.get_by_label("Interview coach").check()
    page.locator("select[name=resume_id]").select_option(resume_id[0])
    page.locator("select[name=posting_id]").select_option(posting_id[0])
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/tutor/con_\w+"))
    return page


def shoot(page: Page, name: str) -> None:
    """A picture for whoever wants to look: FOREWORD_SHOTS names a folder."""
    if folder := os.environ.get("FOREWORD_SHOTS"):
        page.screenshot(path=Path(folder) / f"interview-{name}.png", full_page=True)


def set_up(page: Page) -> None:
    """The form is asked for and answered."""
    page.get_by_role("button", name="Set up the interview").click()
    form = page.locator("form.asked")
    expect(form).to_be_visible()
    shoot(page, "form")
    form.get_by_label("How many questions").select_option(label="3")
    form.get_by_role("button").click()
    expect(form).to_have_count(0)
    expect(text_of(reply(page))).to_contain_text("Question 1 of 3")
    expect_idle(page)


def test_an_interview_about_the_resumes_own_lines_with_corrections(interview: Page, browser: Browser) -> None:
    page = interview
    set_up(page)
    expect(mine(page)).to_contain_text("3")
    for number, answer in enumerate(TURNS, 3):
        send(page, answer)
        expect(mine(page).locator("> .message-text")).to_have_text(answer)
        expect(page.locator('.message[data-by="agent"]')).to_have_count(number)
        expect_idle(page)
        expect(text_of(reply(page))).not_to_be_empty()
    said = " ".join(page.locator('.message[data-by="agent"] > .message-text').all_inner_texts())
    for line in (*OWN_LINES, POSTING_SAYS):
        assert line in said
    corrections = page.locator(".correction")
    for wrong, right in WRONG:
        found = corrections.filter(
            has=page.locator("del:has(+ ins)", has_text=re.compile(rf"{wrong}$")),
        ).filter(has=page.locator("ins", has_text=re.compile(rf"{right}$")))
        expect(found).to_have_count(1)
        expect(found.locator(".correction-why")).to_have_text(re.compile(r"\w+ \w.{20,}"))
    expect(corrections).to_have_count(len(WRONG))
    send(page, "finish")
    expect_idle(page)
    expect(text_of(reply(page))).to_contain_text(re.compile(r"\d of \d"))
    shoot(page, "desktop")
    before = page.locator("#chat-log").inner_text()
    page.reload()
    expect(page.locator("#chat-log")).to_have_text(re.compile(re.escape(before.splitlines()[0])))
    phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    phone.goto(page.url)
    shoot(phone, "phone-dark")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.close()
