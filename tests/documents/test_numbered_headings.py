"""Numbered headings, and numbered lists that are none."""

from app.documents.reading.numbered import numbered_headings, without_number
from app.documents.reading.plain_text import read_plain_text

RESUME = """Tomáš Kratochvíl

1. Profile
==========
Reactor physicist with fourteen years at the plant.

2. Experience
=============
ČEZ, a. s. · Dukovany    April 2017 – Now
Shift Physicist
- Physics start-up of units 2, 3 and 4.

3. Education
============
Czech Technical University    2008 – 2012
Ph.D. Nuclear Engineering
"""


def test_numbered_headings_open_sections() -> None:
    resume = read_plain_text(RESUME).resume
    assert resume.basics.summary == "Reactor physicist with fourteen years at the plant."
    assert [(job.name, job.position, job.highlights) for job in resume.work] == [
        ("ČEZ, a. s.", "Shift Physicist", ["Physics start-up of units 2, 3 and 4."])
    ]
    assert [study.institution for study in resume.education] == ["Czech Technical University"]


def test_the_order_of_columns_does_not_matter() -> None:
    lines = [("3. Skills", True), ("Excel", False), ("1. Profile", True), ("Calm", False), ("2. Experience", True)]
    assert numbered_headings(lines) == {0, 2, 4}


def test_a_numbered_list_is_no_headings() -> None:
    listed = [("1. Skills of the team", False), ("2. Education of apprentices", False), ("3. Experience", False)]
    assert numbered_headings(listed) == frozenset()
    assert numbered_headings([("1. Sorted parcels", True), ("2. Drove a van", True), ("3. Kept books", True)]) == set()
    assert numbered_headings([("1. Skills", True), ("1. Experience", True), ("2. Profile", True)]) == frozenset()


def test_numbers_are_taken_off() -> None:
    assert [without_number(text) for text in ("2. Service", "12) Tickets", "3 ships")] == [
        "Service",
        "Tickets",
        "3 ships",
    ]


def test_a_heading_may_say_over_what_time() -> None:
    text = "Roz Achterberg\n\nExperience 2011–2025:\nYoung Vic, London    2021 – 2023\nStage Manager\n\nSkills:\nQLab\n"
    assert [job.name for job in read_plain_text(text).resume.work] == ["Young Vic"]
