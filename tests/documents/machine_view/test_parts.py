"""The parts on their own: order, spaces, the direction of a line, dates."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.machine_view.expected import Expected, Heading, Period, expected_of
from app.documents.machine_view.haystack import Haystack, compact, normal
from app.documents.machine_view.leftwards import logical
from app.documents.machine_view.ordering import kendall_tau, reading_order
from app.documents.machine_view.seeking import Arrival, seek
from app.documents.resume import Basics, Education, Location, Profile, Publication, Resume, Skill, Work
from tests.documents.machine_view.papers import handmade, text_of


def test_tau_counts_pairs_in_and_out_of_turn() -> None:
    assert kendall_tau([1, 2, 3, 4]) == 1.0
    assert kendall_tau([4, 3, 2, 1]) == -1.0
    assert kendall_tau([2, 1, 3]) == pytest.approx(1 / 3)


@given(st.permutations(list(range(7))))
def test_tau_is_by_its_definition(places: list[int]) -> None:
    pairs = list(itertools.combinations(places, 2))
    agree = sum(one < other for one, other in pairs)
    assert kendall_tau(places) == pytest.approx((2 * agree - len(pairs)) / len(pairs))


def arrived(*places: int) -> list[Arrival]:
    return [
        Arrival(
            Expected(
                pointer=f"/work/0/highlights/{at}", kind="bullet", text=f"line {at}", block="/work/0", section="work"
            ),
            "found",
            (place, place + 1),
        )
        for at, place in enumerate(places)
    ]


def test_strays_are_the_fewest_lines_that_explain_the_order() -> None:
    assert reading_order(arrived(1, 2, 3)).strays == ()
    assert reading_order(arrived(9, 1, 2, 3)).strays == ("line 0",)
    assert reading_order(arrived(1, 2, 9, 3, 4)).strays == ("line 2",)
    assert reading_order(arrived(5)).tau is None


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, "wound care"), (80, "wound care"), (180, "w o u n d c a r e")],
    ids=["none", "small", "wide"],
)
def test_a_space_is_understood_at_an_eighth_of_the_size(gap: int, expected: str) -> None:
    spaced = f"BT /F1 10 Tf {gap / 100} Tc 60 700 Td (wound care) Tj ET"
    assert text_of(handmade(spaced)) == expected + "\n"


def test_a_wide_gap_parts_and_going_back_begins_a_line() -> None:
    content = "BT /F1 10 Tf 60 700 Td (Nurse) Tj 300 0 Td (2019) Tj -300 0 Td (Above) Tj ET"
    assert text_of(handmade(content)) == "Nurse 2019\nAbove\n"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ןהכ הנד", "דנה כהן"),
        ("תואלצ 30% לש", "של 30% צלאות"),
        ("• 12 לש תווצ", "• צוות של 12"),
        ("• לודג Python טקיורפ", "• גדול Python פרויקט"),
        ("- (לודג)", "- (גדול)"),
    ],
)
def test_a_line_from_right_to_left_is_read_in_its_own_direction(drawn: str, read: str) -> None:
    assert "".join(logical(list(drawn))) == read


def test_what_is_the_same_text() -> None:
    assert normal("“Led”  the team’s\u00a0re\u00adorg") == normal('"led" the team\'s reorg')
    assert compact("Zürich ﬁve e\u0301") == "zurichfivee"


def test_words_are_found_at_their_boundaries_only() -> None:
    hay = Haystack("Javanese, JavaScript, C++ and Java", [(0, 34)])
    assert hay.whole("Java") == [(30, 34)]
    assert hay.whole("C++") == [(22, 25)]
    assert hay.whole("C") == []
    assert hay.letters("java script") == [(10, 20)]


def test_a_hidden_range_is_as_if_it_were_not_there() -> None:
    text = "Led the move Ada 1/2 of the service"
    assert Haystack(text, [(0, 12), (21, 35)]).whole("the move of the service") == [(4, 35)]


def test_values_come_in_the_order_of_the_headings_with_every_field() -> None:
    resume = Resume(
        basics=Basics(
            name="Ada",
            location=Location(city="Utrecht", postal_code="3511"),
            profiles=[Profile(network="GitHub", username="ada", url="https://www.github.com/ada/")],
        ),
        work=[Work(name="Acme", start_date="2019-03")],
        skills=[Skill(name="Tools", keywords=["Git", "—"])],
        publications=[Publication(name="On engines", release_date="1843")],
    )
    found = expected_of(resume, [Heading("skills", "Tools I use"), Heading("work", "Work")])
    assert [(one.pointer, one.text) for one in found] == [
        ("/basics/name", "Ada"),
        ("/basics/location/city", "Utrecht"),
        ("/basics/location/postalCode", "3511"),
        ("/basics/profiles/0", "github.com/ada"),
        ("/sections/0", "Tools I use"),
        ("/skills/0/name", "Tools"),
        ("/skills/0/keywords/0", "Git"),
        ("/sections/1", "Work"),
        ("/work/0/name", "Acme"),
        ("/work/0/startDate", "2019-03 – present"),
        ("/publications/0/name", "On engines"),
        ("/publications/0/releaseDate", "1843"),
    ]
    assert found[9].period == Period("2019-03", None)


def test_an_employer_that_is_also_a_school_is_found_where_each_belongs() -> None:
    resume = Resume(
        work=[Work(name="Utrecht University", position="Laboratory assistant")],
        education=[Education(institution="Utrecht University", study_type="BSc in Physics")],
    )
    text = "Utrecht University\nBSc in Physics\nUtrecht University\nLaboratory assistant\n"
    seen = {
        one.expected.pointer: one.place for one in seek(Haystack(text, [(0, len(text))]), [], expected_of(resume, ()))
    }
    assert seen["/education/0/institution"] == (0, 18)
    assert seen["/work/0/name"] == (34, 52)
