"""What the width of a page or a cell broke in two is whole again; what merely stands below is left alone."""

import typst

from app.documents.reading.pdf import pdf_blocks

LINES = "#set page(width: 12cm, height: 20cm, margin: 1cm)\n#set text(10pt)\n#set par(leading: 0.6em)\n"


def lines(source: str) -> list[str]:
    text, _ = pdf_blocks(typst.compile((LINES + source).encode()))
    return [line for line in text.splitlines() if line]


def test_an_address_that_was_cut_is_whole() -> None:
    row = "A row that fills the line up to linkedin.com/in/ \\ oleksandr-shevchenko"
    found = lines(f"Address of the person: Lindenallee 12, Halle \\ {row}")
    assert found[1].endswith("linkedin.com/in/oleksandr-shevchenko")


def test_a_linked_address_loses_only_a_hyphen_that_is_not_its_own() -> None:
    url = "https://papadopoulou-translations.example"
    rest = "and then her own site at papadopoulou-"
    own = lines(f'A longer first line of the head of this page here. \\ {rest} \\ #link("{url}")[translations.example]')
    assert any("papadopoulou-translations.example" in line for line in own)


def test_a_cell_that_wraps_is_one_cell() -> None:
    rows = (
        "[2019 – 2021], [*Gesundheits- und Krankenpflegerin in der Ambulanz*], [2021 – heute], [*Leiterin*],"
        "[2017 – 2019], [*Schülerin*],"
    )
    found = lines(f"#grid(columns: (3cm, 6.1cm), row-gutter: 9pt, {rows})")
    assert found[0] == "2019 – 2021\tGesundheits- und Krankenpflegerin in der Ambulanz"
    assert found[1:] == ["2021 – heute\tLeiterin", "2017 – 2019\tSchülerin"]


def test_a_first_cell_that_wraps_beside_its_date_is_one_cell() -> None:
    grid = "columns: (1fr, auto), column-gutter: 1em"
    found = lines(
        f"#grid({grid}, [Fachweiterbildung in Intensivpflege und Anästhesie am Universitätsklinikum], [11/2016])\n"
        f"#grid({grid}, [Praxisanleiterin], [05/2018])"
    )
    assert found[0] == "Fachweiterbildung in Intensivpflege und Anästhesie am Universitätsklinikum\t11/2016"
    assert found[1] == "Praxisanleiterin\t05/2018"


def test_dates_over_two_lines_of_a_narrow_cell_are_one_range() -> None:
    rows = "[09/2014 – 04/2018], [*Engineer*, Bouygues], [From July 2010 to January 2016], [*Foreman*, Harmony],"
    found = lines(f"#grid(columns: (2.3cm, 7cm), row-gutter: 9pt, {rows})")
    assert found == ["09/2014 – 04/2018\tEngineer, Bouygues", "From July 2010 to January 2016\tForeman, Harmony"]


def test_an_employer_below_a_title_stays_a_line_of_its_own() -> None:
    found = lines("*Software Engineer* #h(1fr) 2019 – 2021 \\\n_Polder Pay_")
    assert found == ["Software Engineer\t2019 – 2021", "Polder Pay"]


def test_the_number_of_a_section_is_no_text() -> None:
    found = lines('#set heading(numbering: "1")\n= Experience\nCook of soups and sauces for the many\n= Skills\nPots')
    assert "Experience" in found
    assert "Skills" in found


def test_a_compound_at_the_end_of_a_line_that_is_not_justified_keeps_its_hyphen() -> None:
    told = (
        "took part in hearings and wrote the memorials for all of the cases that came before the tribunal in those "
        "years, read each of the pleadings aloud with a colleague from another office, and kept the calendar of the "
        "whole team, of whom four went on to be partners of the firm, in each investment-"
    )
    source = f"{LINES}#set text(hyphenate: false)\n= Jo Doe\n= Experience\n- {told} \\ treaty case"
    _, blocks = pdf_blocks(typst.compile(source.encode()))
    assert blocks[-1].text == f"{told}treaty case"


def test_a_hyphen_that_its_address_does_not_have_goes() -> None:
    cut = "papadopoulou- \\ translations.example"
    found = lines(
        "The person's own site on the web, with all of it: as long as this line of text is \\ "
        f'and a second line that is nearly as long as: #link("https://papadopouloutranslations.example")[{cut}]'
    )
    assert found[-1].endswith("as: papadopouloutranslations.example")


def test_a_narrow_gap_after_dates_is_a_cell_where_others_are() -> None:
    rows = "[2019 – 2021], [*Nurse*, Klinik], [2017 – 2019], [*Pupil*, Klinik], [10/2007 – 08/2012], [*Aide*, Klinik],"
    found = lines(f"#grid(columns: (76pt, 1fr), row-gutter: 9pt, {rows})")
    assert found[2] == "10/2007 – 08/2012\tAide, Klinik"
