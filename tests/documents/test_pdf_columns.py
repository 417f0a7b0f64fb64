"""Columns of a PDF over several pages, and what runs along the edges of its pages."""

import typst

from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume

JOBS = "\n".join(
    f"*Engineer {year}* #h(1fr) {year} – {year + 1} \\\n_Firm {year} GmbH_\n"
    + "- Did the many things of the year\n" * 6
    for year in range(2005, 2020)
)


def read(source: str) -> ReadResume:
    text, blocks = pdf_blocks(typst.compile(source.encode()))
    return structure("pdf", text, blocks)


def two_columns(side: str, main: str, *, side_first: bool) -> str:
    order = f"columns: (30%, 1fr), gutter: 18pt, [{side}], [{main}]"
    other = f"columns: (1fr, 30%), gutter: 18pt, [{main}], [{side}]"
    return f'#set page("a4", margin: 1.5cm)\n#text(24pt)[*Jo Doe*]\n\n#grid({order if side_first else other})'


def test_a_main_column_goes_on_over_pages_past_a_sidebar() -> None:
    skills = " \\\n".join(["Welding", "Brazing", "Fitting", "Turning", "Milling", "Drilling"])
    for side_first in (True, False):
        side = f"jo\\@example.org \\\nUtrecht, Netherlands\n= Skills\n{skills}"
        resume = read(two_columns(side, f"= Experience\n{JOBS}", side_first=side_first)).resume
        assert resume.basics.email == "jo@example.org"
        assert len(resume.work) == 15
        assert {len(job.highlights) for job in resume.work} == {6}
        assert [word for group in resume.skills for word in group.keywords] == [
            "Welding", "Brazing", "Fitting", "Turning", "Milling", "Drilling",
        ]  # fmt: skip


def test_contacts_that_open_a_second_column_are_the_persons() -> None:
    side = "+31 6 1234 5678 \\\njo\\@example.org \\\ngithub.com/jo-doe\n= Skills\nPots \\\nPans \\\nKnives \\\nOvens"
    read_back = read(two_columns(side, f"= Experience\n{JOBS[:1500]}", side_first=False)).resume
    assert (read_back.basics.email, read_back.basics.phone) == ("jo@example.org", "+31 6 1234 5678")
    assert not any("example.org" in line for job in read_back.work for line in job.highlights)


def test_a_footer_with_name_and_page_is_left_out_also_of_one_page() -> None:
    footer = 'footer: context [Jo Doe · #counter(page).display("1 / 1", both: true)]'
    read_back = read(f'#set page("a5", {footer})\n#text(20pt)[Jo Doe]\n= Experience\n*Cook*, Inn Ltd, 2019 – 2020')
    assert "1 / 1" not in read_back.text
    assert read_back.resume.basics.name == "Jo Doe"


def test_contacts_that_only_the_footer_has_are_read() -> None:
    footer = "footer: [jo\\@example.org | +31 6 1234 5678]"
    source = f'#set page("a5", {footer})\n#text(20pt)[Jo Doe]\n= Experience\n' + "\n".join(
        f"*Cook {n}*, Inn Ltd, {2000 + n} – {2001 + n} \\\n- Cooked for the many" for n in range(20)
    )
    resume = read(source).resume
    assert (resume.basics.email, resume.basics.phone) == ("jo@example.org", "+31 6 1234 5678")
    assert len(resume.work) == 20


def test_dates_left_of_jobs_are_no_column_beside_a_sidebar() -> None:
    dated = ", ".join(
        f"[{year} – {year + 4}], [*Cook {year}*, Inn {year} Ltd, Bern\n- Cooked many soups]"
        for year in (2019, 2015, 2010)
    )
    jobs = f"= Experience\n#grid(columns: (2.6cm, 1fr), row-gutter: 8pt, {dated})\n= Education\n"
    study = "#grid(columns: (2.6cm, 1fr), [1995 – 1999], [*Diploma in Cooking*, Inn School])"
    contact = "= Contact\njo\\@example.org \\ +31 6 1234 5678"
    side = f"{contact}\n= Skills\nPots \\ Pans \\ Knives\n= Languages\nDutch \\ English"
    name = "#text(22pt)[Jo Doe]\n\nHead Cook\n"
    page = '#set page("a4", margin: 1cm)\n'
    resume = read(f"{page}#grid(columns: (1fr, 5.5cm), gutter: 12pt, [{name}{jobs}{study}], [{side}])").resume
    assert [(job.start_date, job.highlights) for job in resume.work] == [
        (year, ["Cooked many soups"]) for year in ("2019", "2015", "2010")
    ]
    assert (resume.basics.name, resume.basics.label) == ("Jo Doe", "Head Cook")
    assert len(resume.languages) == 2


def test_headings_left_of_their_sections_open_them() -> None:
    rows = (
        "[*Experience*], [*Cook*, Inn Ltd #h(1fr) 2019 – 2020 \\ - Cooked many soups and other things],"
        "[*Skills*], [Pots, pans, knives], [*Education*], [*Inn School*, Diploma in Cooking #h(1fr) 1995 – 1999]"
    )
    head = '#set page("a4")\n#text(20pt)[Jo Doe]\n\njo\\@example.org\n\n'
    resume = read(f"{head}#grid(columns: (3cm, 1fr), row-gutter: 14pt, {rows})").resume
    assert resume.work[0].name == "Inn Ltd"
    assert resume.skills[0].keywords == ["Pots", "pans", "knives"]
    assert resume.education[0].institution == "Inn School"
