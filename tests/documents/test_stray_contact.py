"""Contact details that are read after a section, from a side column."""

from app.documents.reading.plain_text import read_plain_text

RESUME = """Kayleigh Outhwaite
Visual Lead

EXPERIENCE

Visual Lead, Harvey Nichols    2019 - Now
- Install 14 window schemes a year.

Stockport, Greater Manchester
07700 900276
kayleigh@mail.example.co.uk

SKILLS

Planograms, Spray painting
"""


def test_details_below_another_section_are_the_persons() -> None:
    resume = read_plain_text(RESUME).resume
    location = resume.basics.location
    assert location is not None
    assert (resume.basics.email, resume.basics.phone) == ("kayleigh@mail.example.co.uk", "07700 900276")
    assert (location.city, location.region) == ("Stockport", "Greater Manchester")
    assert [(job.position, job.highlights) for job in resume.work] == [
        ("Visual Lead", ["Install 14 window schemes a year."])
    ]


def test_the_addresses_of_referees_are_not() -> None:
    text = "Jo Bloggs\n\nEXPERIENCE\n\nCook, Zizzi    2019 - 2021\n\nREFERENCES\n\nAnn Hill\nann@hill.example.org\n"
    assert read_plain_text(text).resume.basics.email is None


def test_details_at_the_top_stand_alone() -> None:
    text = RESUME.replace("Visual Lead\n\n", "Visual Lead\njo@top.example.org\n\n", 1)
    assert read_plain_text(text).resume.basics.email == "jo@top.example.org"
