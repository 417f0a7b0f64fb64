"""Plainer words for the same thing, and nothing where the words would come to mean something else."""

import pytest

from app.tailoring.suggesting.passages import Passage
from app.tailoring.suggesting.rules import Rule
from app.tailoring.suggesting.tense import in_the_past
from app.tailoring.suggesting.verbs import verbs
from app.tailoring.suggesting.wording import (
    plainer_opening,
    plainer_phrases,
    without_first_person,
    without_praise,
    without_slips,
)

ENDED = Passage("/work/0/highlights/0", "", "/work/0", True, True, "2015", "2019")
CURRENT = Passage("/work/0/highlights/0", "", "/work/0", True, False, "2019", "")


def made(rule: Rule, text: str, passage: Passage = ENDED) -> str | None:
    fix = rule(passage, text)
    return fix.text if fix is not None else None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Responsible for managing a ward of 24 beds", "Managed a ward of 24 beds"),
        ("Was responsible for planning menus and training cooks", "Planned menus and trained cooks"),
        ("Responsible for writing, editing and publishing the guide", "Wrote, edited and published the guide"),
        ("Was tasked with the coordination of tours", "Coordinated tours"),
        ("Responsible for maintenance of lifts", "Maintained lifts"),
        ("My duties included: selling tickets", "Sold tickets"),
        ("In charge of overseeing two shops", "Oversaw two shops"),
        ("Was able to cut costs by 5%", "Cut costs by 5%"),
        ("Managed to grow sales", "Grew sales"),
    ],
)
def test_a_wordy_opening_becomes_the_verb(text: str, after: str) -> None:
    assert made(plainer_opening, text) == after


def test_the_opening_of_a_current_job_stays_in_the_present() -> None:
    assert made(plainer_opening, "Responsible for managing stock and training staff", CURRENT) == (
        "Manage stock and train staff"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Responsible for the wellbeing of patients",
        "Responsible for managing stock and flobbing crates",
        "Responsible for a team",
        "Managed a team of five",
        "Helped to run the shop",
        "Worked on building the site",
        "Participated in planning",
    ],
)
def test_an_opening_that_says_something_else_stays(text: str) -> None:
    assert made(plainer_opening, text) is None


def test_the_first_person_goes_but_not_the_others() -> None:
    assert made(without_first_person, "I developed a tool") == "Developed a tool"
    assert made(without_first_person, "I have trained six cooks") == "Trained six cooks"
    assert made(without_first_person, "We built a tool") is None
    assert made(without_first_person, "I was ill") is None


def test_praise_goes_from_before_a_verb() -> None:
    assert made(without_praise, "Successfully launched the shop") == "Launched the shop"
    assert made(without_praise, "Launched and successfully ran the shop") == "Launched and ran the shop"
    assert made(without_praise, "Efficiently run kitchens were my aim") is not None
    assert made(without_praise, "Successfully") is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Worked late in order to finish", "Worked late to finish"),
        ("Utilised Excel on a daily basis", "Used Excel daily"),
        ("Prior to that, ran a café", "Before that, ran a café"),
        ("Wrote about reprior to", None),
    ],
)
def test_wordy_phrases_become_plain_ones(text: str, after: str | None) -> None:
    assert made(plainer_phrases, text) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Built the plugin upon new a release", "Built the plugin upon a new release"),
        ("Games based off of a film", "Games based on a film"),
        ("Maintain upkeep of printers", "Maintain printers"),
        ("Cared for the the elderly", "Cared for the elderly"),
        ("Gave talks on-campus", "Gave talks on campus"),
        ("Organised on-campus events", None),
        ("Set up campus computers used on campus", "Set up campus computers"),
        ("Found that that was wrong", None),
        ("A site made using with Flask", "A site made with Flask"),
    ],
)
def test_slips_are_corrected(text: str, after: str | None) -> None:
    assert made(without_slips, text) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Manage a team of five", "Managed a team of five"),
        ("Assess and troubleshoot computer problems", "Assessed and troubleshot computer problems"),
        ("Write, edit and publish the weekly letter", "Wrote, edited and published the weekly letter"),
        ("Manages stock and staff", "Managed stock and staff"),
        ("Managing the night shift", "Managed the night shift"),
        ("Lead a team of nurses", "Led a team of nurses"),
        ("Plan the menus", "Planned the menus"),
        ("Identify risks", "Identified risks"),
        ("Teach the alphabet", "Taught the alphabet"),
        ("Manage stock to support staff", "Managed stock to support staff"),
    ],
)
def test_what_is_over_is_told_in_the_past(text: str, after: str) -> None:
    assert made(in_the_past, text) == after


@pytest.mark.parametrize(
    "text",
    [
        "Test automation with Java",
        "Support desk for families",
        "Designs and reports for the board",
        "Lead nurse of the ward",
        "Design and test of widgets",
        "Cut costs by a third",
        "Set the menu",
        "Managed a team",
        "Head of sales",
        "Manage the shop and ensure good service",
        "Managing director of two firms",
    ],
)
def test_what_may_be_a_noun_or_is_past_already_stays(text: str) -> None:
    assert made(in_the_past, text) is None


def test_a_current_or_undated_job_keeps_its_tense() -> None:
    assert made(in_the_past, "Manage a team of five", CURRENT) is None
    undated = Passage("/work/0/highlights/0", "", "/work/0", True, None)
    assert made(in_the_past, "Manage a team of five", undated) is None


def test_running_text_is_not_taken_for_a_bullet() -> None:
    summary = Passage("/basics/summary", "", "")
    for rule, text in (
        (without_first_person, "I developed a tool"),
        (plainer_opening, "Responsible for managing a ward"),
        (in_the_past, "Manage a team of five"),
    ):
        assert made(rule, text, summary) is None


def test_the_forms_of_verbs_are_right() -> None:
    known = verbs()
    assert {base: known.past[base] for base in ("plan", "identify", "use", "lead", "deploy", "refer")} == {
        "plan": "planned",
        "identify": "identified",
        "use": "used",
        "lead": "led",
        "deploy": "deployed",
        "refer": "referred",
    }
    assert known.gerund["planning"] == "plan"
    assert known.gerund["overseeing"] == "oversee"
    assert known.gerund["running"] == "run"
    assert known.gerund["using"] == "use"
    assert known.third["identifies"] == "identify"
    assert known.third["teaches"] == "teach"
