"""Sections whose headings say nothing are known by what stands in them; those that say something else are kept."""

import pytest

from app.documents.headings import is_known_heading, section_key
from app.documents.section_evidence import Row
from app.documents.section_kinds import Headed, kinds_of

NURSE = [
    Row("Staff Nurse, Leeds General Infirmary\t2019 – 2023"),
    Row("Looked after six acute patients a shift", is_item=True),
    Row("Healthcare Assistant, Oak House\t2014 – 2019"),
    Row("Washed, fed and listened to 22 residents", is_item=True),
]


@pytest.mark.parametrize(
    "title",
    [
        "Military Service",
        "Wehrdienst",
        "Service militaire",
        "Servicio militar",
        "Patents",
        "Memberships",
        "Board positions",
        "Nevenfuncties",
        "Mitgliedschaften",
        "Additional information",
        "Sonstiges",
        "Autres informations",
        "Otros datos",
        "Overige gegevens",
        "Outras informações",
        "Driving licence",
        "Exhibitions",
        "Grants",
        "Career breaks",
        "Travel",
    ],
)
def test_a_heading_that_says_something_else_is_believed(title: str) -> None:
    assert kinds_of([Headed("other", title, NURSE)]) == ["other"]
    assert kinds_of([Headed("other", "Lantern", NURSE)]) == ["work"]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Python, SQL, Docker, Kubernetes, Terraform"], "skills"),
        (["Machines: CNC lathe, milling machine", "Software: AutoCAD, SolidWorks"], "skills"),
        (["Deutsch: Muttersprache", "Englisch: C1", "Französisch: A2"], "languages"),
        (["Espagnol – courant", "Anglais – B2"], "languages"),
        (["Reading, hiking, chess"], "interests"),
        (["Wandern, Fotografie, Schach"], "interests"),
        (["References available on request."], "references"),
        (["First Aid Certificate, Red Cross, 2021", "Forklift licence, valid until 2027"], "certificates"),
        (["Erste-Hilfe-Lehrgang, 2020", "Staplerschein, 2018"], "certificates"),
        (["Dean's List, 2018", "Second place, Robotics Prize 2019"], "awards"),
        (
            [
                "Okafor, N. and Lee, J. (2021). Ice loss on small islands. Journal of Glaciology 67.",
                "Okafor, N. (2019). “Snow that does not stay”. Proceedings of the Polar Society, pp. 3-9.",
            ],
            "publications",
        ),
        (["Volunteer, Food bank Leith\t2016 – 2019", "Sorted and carried parcels for 60 families"], "volunteer"),
        (["Baker of twelve years who likes early mornings and wants to run a small shop of his own."], "summary"),
        (["Blue, Seven, Thursday"], "other"),
        (["12 Elm Road", "Open since spring"], "other"),
        (["Nike", "Adidas"], "other"),
    ],
)
def test_the_kind_is_told_by_the_content(lines: list[str], kind: str) -> None:
    work = Headed("work", "Experience", NURSE)
    found = kinds_of([Headed("other", "Lantern", [Row(line) for line in lines]), work, Headed("skills", "Skills", [])])
    assert found == [kind, "work", "skills"]


def test_a_position_with_a_few_short_bullets_is_work_below_a_heading_of_several_senses() -> None:
    rows = [
        Row("2014 – Now\tAdjunct Instructor in Printmaking, Institute of American Indian Arts, Santa Fe, NM"),
        Row("Two studio courses each term, 18 students.", is_item=True),
        Row("Rebuilt the etching room after the flood of 2018.", is_item=True),
    ]
    assert kinds_of([Headed("work", "Teaching", rows)]) == ["work"]
    assert kinds_of([Headed("work", "Teaching", [Row("I teach now and then, and gladly.")])]) == ["other"]


def test_one_office_beside_the_jobs_is_no_second_section_of_work() -> None:
    office = [Row("Treasurer, Rowing Club Leith\t2016 – 2019"), Row("Kept the books of 200 members", is_item=True)]
    assert kinds_of([Headed("work", "Experience", NURSE), Headed("other", "Lantern", office)]) == ["work", "volunteer"]
    assert kinds_of([Headed("other", "Harbour", NURSE), Headed("other", "Lantern", office)]) == ["work", "volunteer"]


def test_prose_far_from_the_top_is_no_summary() -> None:
    prose = Headed("other", "Lantern", [Row("I have cooked since I was nine and still burn the onions now and then.")])
    between = [Headed("work", "Experience", NURSE), Headed("skills", "Skills", [Row("Wound care")])]
    assert kinds_of([prose, *between]) == ["summary", "work", "skills"]
    assert kinds_of([*between, prose]) == ["work", "skills", "other"]


def test_a_town_in_massachusetts_is_no_degree() -> None:
    rows = [Row("Charge Nurse"), Row("Mass General Brigham | Boston, MA (Apr 2019 – Present)"), *NURSE[1:]]
    assert kinds_of([Headed("other", "Lantern", rows)]) == ["work"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Where I have been", "work"),
        ("Chapters", "work"),
        ("Ma route", "work"),
        ("On the wards", "work"),
        ("Clinical rotations", "work"),
        ("Sea service", "work"),
        ("Lehrtätigkeit", "work"),
        ("Beruflicher Weg", "work"),
        ("Mon parcours", "work"),
        ("Onde trabalhei", "work"),
        ("Où j'ai étudié", "education"),
        ("Was ich kann", "skills"),
        ("Lo que sé hacer", "skills"),
        ("Wat ik spreek", "languages"),
        ("Things I've built", "projects"),
        ("Palmarès", "awards"),
        ("In a nutshell", "summary"),
        ("Giving back", "volunteer"),
        ("Autres informations", None),
        ("Additional information", None),
    ],
)
def test_personal_and_trade_wordings_open_their_sections(title: str, key: str | None) -> None:
    assert section_key(title) == key


def test_a_single_ordinary_word_is_no_heading_without_its_form() -> None:
    assert section_key("Kitchens") == "work"
    assert not is_known_heading("Kitchens")
    assert is_known_heading("Where I have worked")


def test_a_large_section_is_judged_in_a_moment() -> None:
    rows = [Row("Staff Nurse, Leeds General Infirmary, 2014 – 2019 " * 40)] * 20_000
    assert kinds_of([Headed("other", "Lantern", rows)]) == ["other"]
