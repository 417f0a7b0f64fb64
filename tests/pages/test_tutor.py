"""Conversations in a real Chromium: begin one, find it again, change what is about it, branch it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.tutoring import REPLY, expect_idle, expect_said, mine, new, reply, scripted, send, serving, text_of
from tests.provider import Provider
from tests.provider.wires import Call, Spoken
from tests.running import SAMPLES, Server
from tests.tutor.replying.world import Script

FORM = {
    "title": "About the job",
    "intro": "So that I can ask what matters.",
    "fields": [
        {"name": "job", "label": "Job title", "type": "text", "required": True},
        {"name": "hours", "label": "Hours a week", "type": "number"},
        {"name": "shifts", "label": "Shifts", "type": "multiselect", "options": ["Early", "Late", "Night"]},
        {"name": "level", "label": "Level", "type": "select", "options": ["B1", "B2"], "required": True},
        {"name": "notes", "label": "Anything else", "type": "textarea"},
    ],
    "submit": "Go on",
}


@pytest.fixture(scope="module")
def asked_provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(autouse=True)
def script(asked_provider: Provider) -> Script:
    return scripted(asked_provider)


@pytest.fixture(scope="module")
def tutoring(asked_provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all that only talks."""
    with serving(tmp_path_factory.mktemp("tutoring") / "data", asked_provider) as running:
        yield running


def upload(page: Page, url: str) -> None:
    page.goto(f"{url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(SAMPLES / "resume_plain.md")
    page.get_by_role("button", name="Upload and read it").click()
    page.wait_for_url(re.compile(r"/resumes/res_\w+"))


def change(page: Page) -> None:
    """Open what can be changed about the conversation.

    What was changed before is in the title by the stream, maybe before the answer has closed the form.
    """
    expect(page.locator("#chat-settings[open]")).to_have_count(0)
    page.locator("#chat-settings > summary").click()


def test_a_new_conversation_takes_the_newest_resume_and_its_first_message_along(
    page: Page, tutoring: Server, script: Script
) -> None:
    upload(page, tutoring.url)
    page.goto(f"{tutoring.url}/tutor")
    page.get_by_role("link", name="Application adviser").click()
    expect(page.get_by_label("Application adviser")).to_be_checked()
    expect(page.get_by_label("Résumé", exact=True)).not_to_have_value("")
    expect(page.get_by_label("Language to practise")).to_be_hidden()
    page.get_by_label("Your first message").fill("Does it fit?")
    page.get_by_role("button", name="Begin").click()
    expect_said(page, "Does it fit?", REPLY)
    chips = page.locator("#chat-chips")
    expect(chips).to_contain_text("Application adviser")
    expect(chips.get_by_role("link", name="Amara Okafor-Lindqvist")).to_have_attribute("href", re.compile("/resumes/"))
    assert "Amara Okafor-Lindqvist" in script.asked[-1].prompt


def test_title_agent_and_what_it_is_about_are_changed_in_place_and_a_half_typed_message_stays(
    page: Page, tutoring: Server
) -> None:
    upload(page, tutoring.url)
    url = new(page, tutoring.url)
    other = page.context.new_page()
    other.goto(url)
    page.bring_to_front()
    page.get_by_label("Your message").fill("half a thou")
    change(page)
    page.get_by_label("Title").fill("   ")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("#chat-name-error")).to_contain_text("needs a title")
    page.get_by_label("Title").fill("My <b>plan</b>")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="My <b>plan</b>")).to_be_visible()
    change(page)
    page.get_by_label("Agent").select_option("tutor")
    page.get_by_label("Your level").select_option("A2")
    page.get_by_label("Language to practise").select_option("de")
    page.get_by_role("button", name="Answer like this from now on").click()
    expect(page.locator("#chat-chips")).to_contain_text("Language tutor · German, A2")
    change(page)
    page.get_by_label("Résumé", exact=True).select_option("")
    page.get_by_role("button", name="Use these").click()
    expect(page.locator("#chat-chips").get_by_role("link")).to_have_count(0)
    expect(page.get_by_label("Your message")).to_have_value("half a thou")
    other.bring_to_front()
    expect(other.locator("#chat-title")).to_have_text("My <b>plan</b>")
    expect(other.locator("#chat-chips")).to_contain_text("German, A2")


def test_a_file_is_added_read_and_removed(page: Page, tutoring: Server, tmp_path: Path) -> None:
    new(page, tutoring.url)
    change(page)
    page.get_by_label("Add a file").set_input_files({"name": "no.md", "mimeType": "text/plain", "buffer": b""})
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#chat-file-error")).not_to_be_empty()
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes\n\nThe ward has twelve beds & two <i>bays</i>.\n", encoding="utf-8")
    page.get_by_label("Add a file").set_input_files(notes)
    page.get_by_role("button", name="Add it").click()
    chip = page.locator("#chat-chips").get_by_role("link", name="notes.md")
    expect(chip).to_be_visible()
    chip.click()
    expect(page.get_by_text("twelve beds & two <i>bays</i>")).to_be_visible()
    page.get_by_role("link", name="Back to the conversation").click()
    change(page)
    page.get_by_role("button", name="Remove").click()
    expect(chip).to_have_count(0)


def test_an_edit_makes_a_branch_and_both_are_there_to_go_back_to(page: Page, tutoring: Server, script: Script) -> None:
    script.turn = lambda asked: f"You said {asked.turns[-1].text.splitlines()[-1]}"
    new(page, tutoring.url)
    send(page, "first")
    expect_said(page, "first", "You said first")
    mine(page).get_by_role("link", name="Edit this message").click()
    again = page.get_by_label("Say it differently")
    expect(again).to_be_focused()
    page.get_by_role("link", name="Cancel").click()
    expect(again).to_have_count(0)
    mine(page).get_by_role("link", name="Edit this message").click()
    again.fill("second")
    page.get_by_role("button", name="Send this instead").click()
    expect_said(page, "second", "You said second")
    expect(mine(page).get_by_text("Version 2 of 2")).to_be_visible()
    mine(page).get_by_role("button", name="Previous version").click()
    expect_said(page, "first", "You said first")
    send(page, "third")
    expect_said(page, "first", "You said first", "third", "You said third")
    page.reload()
    expect_said(page, "first", "You said first", "third", "You said third")
    mine(page, 0).get_by_role("button", name="Next version").click()
    expect_said(page, "second", "You said second")


def test_another_reply_stands_beside_the_first(page: Page, tutoring: Server, script: Script) -> None:
    new(page, tutoring.url)
    send(page, "Ask.")
    expect_said(page, "Ask.", REPLY)
    script.turn = lambda _asked: "Another one."
    reply(page).get_by_role("button", name="Another reply").click()
    expect_said(page, "Ask.", "Another one.")
    expect(reply(page).get_by_text("Version 2 of 2")).to_be_visible()
    reply(page).get_by_role("button", name="Previous version").click()
    expect_said(page, "Ask.", REPLY)


def test_a_form_says_at_the_field_what_is_wrong_and_its_answer_goes_on(
    page: Page, tutoring: Server, script: Script
) -> None:
    turns: list[str | Spoken] = [Spoken("Tell me more.", (Call("consultant_request_form", (json.dumps(FORM),)),))]
    script.turn = lambda _asked: turns.pop() if turns else REPLY
    new(page, tutoring.url)
    send(page, "Rehearse with me.")
    form = page.get_by_role("form", name="About the job")
    expect(form).to_be_visible()
    form.get_by_label("Hours a week").fill("many")
    form.get_by_label("Night").check()
    form.get_by_role("button", name="Go on").click()
    expect(form.locator(".error")).to_have_count(1)
    expect(form.get_by_label("Job title")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Hours a week")).to_have_value("many")
    expect(form.get_by_label("Night")).to_be_checked()
    form.get_by_label("Job title").fill("Nurse <b>")
    form.get_by_role("button", name="Go on").click()
    expect(form.get_by_label("Hours a week")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("Hours a week").fill("38.5")
    form.get_by_label("Early").check()
    form.get_by_label("Level").select_option("B2")
    form.get_by_label("Anything else").fill("Two\nlines")
    form.get_by_role("button", name="Go on").click()
    expect(text_of(reply(page))).to_have_text(REPLY)
    expect(form).to_have_count(0)
    expect(mine(page).locator("dt")).to_have_text(["Job title", "Hours a week", "Shifts", "Level", "Anything else"])
    expect(mine(page).locator("dd")).to_have_text(["Nurse <b>", "38.5", "Early; Night", "B2", "Two\nlines"])
    assert "- **Level**: B2" in script.asked[-1].prompt


def test_what_an_agent_does_is_shown_with_why_and_what_it_brought(page: Page, tutoring: Server, script: Script) -> None:
    upload(page, tutoring.url)
    turns: list[str | Spoken] = [
        Spoken("Let me look.", (Call("consultant_retrieve_context_source", ('{"query": "PostgreSQL"}',)),))
    ]
    script.turn = lambda _asked: turns.pop() if turns else REPLY
    new(page, tutoring.url)
    send(page, "What have I done with PostgreSQL?")
    step = reply(page).locator(".step")
    expect(step).to_contain_text("done")
    step.locator("summary").click()
    expect(step.locator("blockquote").first).to_contain_text("PostgreSQL")
    expect(step.get_by_role("link").first).to_have_attribute("href", re.compile("^/resumes/res_"))
    expect_idle(page)
    expect(step.locator("blockquote").first).to_be_visible()


def test_a_search_marks_what_it_found_and_leads_to_it(page: Page, tutoring: Server) -> None:
    new(page, tutoring.url)
    send(page, "The <em>zebra</em> crossing at dawn.")
    expect_said(page, "The <em>zebra</em> crossing at dawn.", REPLY)
    page.goto(f"{tutoring.url}/tutor")
    page.get_by_label("Search your conversations").fill("zebra cross")
    page.get_by_role("button", name="Search").click()
    found = page.locator("mark.hit")
    expect(found.first).to_have_text("zebra")
    link = page.locator(".row", has_text="You:").get_by_role("link")
    link.click()
    expect(text_of(mine(page))).to_contain_text("<em>zebra</em>")
    assert "#message-msg_" in page.url
    page.goto(f"{tutoring.url}/tutor?q=%22%20OR%20*")
    expect(page.get_by_text("Nothing has all of these words")).to_be_visible()


def test_on_a_phone_a_search_leads_past_what_stands_above_to_what_it_found(page: Page, tutoring: Server) -> None:
    new(page, tutoring.url)
    send(page, "Of a zebra.")
    expect_said(page, "Of a zebra.", REPLY)
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{tutoring.url}/tutor")
    page.get_by_label("Search your conversations").fill("zebra")
    page.get_by_label("Search your conversations").press("Enter")
    expect(page.locator("mark.hit").first).to_be_in_viewport()


def test_it_is_taken_away_as_markdown_and_json_and_deleted(page: Page, tutoring: Server) -> None:
    url = new(page, tutoring.url)
    send(page, "Keep this.")
    expect_said(page, "Keep this.", REPLY)
    change(page)
    with page.expect_download() as markdown:
        page.get_by_role("link", name="Take it away as Markdown").click()
    assert "Keep this." in Path(markdown.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as kept:
        page.get_by_role("link", name="as JSON, with all branches").click()
    assert len(json.loads(Path(kept.value.path()).read_text(encoding="utf-8"))["messages"]) == 2
    page.get_by_text("Delete…").click()
    page.get_by_role("button", name="Delete this conversation").click()
    page.wait_for_url("**/tutor")
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 404


def test_quick_replies_are_sent_with_one_touch(page: Page, server: Server) -> None:
    new(page, server.url, "Interview coach")
    page.get_by_role("button", name="Set up the interview").click()
    expect(text_of(mine(page, 0))).to_have_text("Set up the interview")
    expect(page.locator("#chat-beginning")).to_have_count(0)
    expect_idle(page)


def test_a_conversation_deleted_in_another_tab_says_that_it_is_gone(page: Page, tutoring: Server) -> None:
    url = new(page, tutoring.url)
    other = page.context.new_page()
    other.goto(url)
    change(other)
    other.get_by_text("Delete…").click()
    other.get_by_role("button", name="Delete this conversation").click()
    other.wait_for_url("**/tutor")
    page.bring_to_front()
    expect(page.locator("#live-status")).to_have_text("This page can no longer be updated. Reload it.")
