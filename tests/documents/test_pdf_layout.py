"""What a PDF's geometry says: columns, gaps, links, broken words, running headers."""

import typst

from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume

SIDEBAR = r"""
#set page("a4", margin: 1.5cm)
#grid(columns: (32%, 1fr), gutter: 18pt, [
= Contact
amara\@example.org \ +31 6 0000 0000 \ Utrecht, Netherlands \ #link("https://github.com/example-amara")[GitHub profile]
= Skills
- Python
- PostgreSQL
- Kafka
= Languages
English (C2) \ Swedish (native) \ Dutch (B1)
], [
#text(22pt, weight: "bold")[Amara Okafor-Lindqvist]

Backend Engineer
= Profile
Backend engineer with seven years in Python, the last four on payment and booking systems. Likes boring databases.
= Experience
*Software Engineer*, Polder Pay #h(1fr) March 2021 – present \
- Led the move of the settlement service from MySQL to PostgreSQL 14 without downtime; 1.2 billion rows in 9 weeks.
- Cut the p99 of the payout API from 840 ms to 95 ms.
*Python Developer*, Kanaal Travel #h(1fr) 09/2018 – 02/2021 \
- Built the fare cache (Redis, asyncio) that serves 3,000 requests a second at peak.
= Education
*BSc Computing Science* #h(1fr) 2015 – 2018 \
Utrecht University
])
"""


def read(source: str) -> ReadResume:
    text, blocks = pdf_blocks(typst.compile(source.encode()))
    return structure("pdf", text, blocks)


def test_a_sidebar_is_read_apart_from_the_main_column() -> None:
    resume = read(SIDEBAR).resume
    assert (resume.basics.name, resume.basics.label) == ("Amara Okafor-Lindqvist", "Backend Engineer")
    assert resume.basics.email == "amara@example.org"
    assert resume.basics.location is not None
    assert resume.basics.location.city == "Utrecht"
    assert [profile.username for profile in resume.basics.profiles] == ["example-amara"]
    assert [(job.position, job.name, job.start_date) for job in resume.work] == [
        ("Software Engineer", "Polder Pay", "2021-03"),
        ("Python Developer", "Kanaal Travel", "2018-09"),
    ]
    assert resume.work[0].highlights[0].endswith("1.2 billion rows in 9 weeks.")
    assert resume.education[0].institution == "Utrecht University"
    assert resume.skills[0].keywords == ["Python", "PostgreSQL", "Kafka"]
    assert [language.fluency for language in resume.languages] == ["C2", "native", "B1"]


def test_dates_in_a_left_hand_cell_are_no_column() -> None:
    rows = "".join(
        f"[20{10 + n} – 20{11 + n}], [*Engineer {n}*, Firm {n} GmbH], [], [- Did the work of {n}]," for n in range(8)
    )
    resume = read(f"= Jo Doe\n= Experience\n#grid(columns: (3cm, 1fr), row-gutter: 6pt, {rows})").resume
    assert [(job.start_date, job.end_date) for job in resume.work] == [(f"20{10 + n}", f"20{11 + n}") for n in range(8)]
    assert resume.work[3].highlights == ["Did the work of 3"]


def test_running_headers_and_page_numbers_are_left_out() -> None:
    page = (
        '#set page("a5", header: [Jo Doe, confidential], footer: context [#counter(page).display("1 / 1", both: true)])'
    )
    bullets = "\n".join(f"- Bullet number {n} of a long list of things done" for n in range(60))
    read_back = read(f"{page}\n#text(20pt)[Jo Doe]\n= Experience\n*Cook*, Inn Ltd #h(1fr) 2019 – 2020 \\\n{bullets}")
    assert len(read_back.resume.work[0].highlights) == 60
    assert "1 / " not in read_back.text
    assert read_back.text.count("confidential") == 1


def test_words_broken_at_line_ends_are_whole_and_compounds_keep_their_hyphen() -> None:
    narrow = '#set page(width: 9cm, margin: 1cm)\n#set par(justify: true)\n#set text(lang: "en", hyphenate: true)'
    words = (
        "Reimplemented international telecommunications infrastructure responsibly; internationalization throughout."
    )
    resume = read(
        f"{narrow}\n#text(20pt)[Jo Doe]\n= Experience\n*Cook*, Inn Ltd #h(1fr) 2019 – 2020 \\\n- {words}\n"
    ).resume
    assert resume.work[0].highlights == [words]
    forced = read(
        "= Jo Doe\n= Experience\n*Cook*, Inn Ltd #h(1fr) 2019 – 2020 \\\n- Made a full- \\ stack thing\n"
    ).resume
    assert forced.work[0].highlights == ["Made a full-stack thing"]


def test_ligatures_are_letters() -> None:
    text = "= Jo Doe\n= Summary\nOffices affixed to waffles and fjords are of efficient, fluffy refinement.\n"
    assert "Offices affixed to waffles" in str(read(text).resume.basics.summary)


def test_a_link_gives_its_address_not_its_words() -> None:
    resume = read(
        '= Jo Doe\n#link("mailto:jo@example.org")[write me] | #link("https://jo.example.org")[my site]\n= Skills\nA, B'
    ).resume
    assert (resume.basics.email, resume.basics.url) == ("jo@example.org", "https://jo.example.org")
