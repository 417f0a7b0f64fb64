"""Dates as people write them."""

import pytest

from app.documents.dates import parse_date_range


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Aug. 2018 – May 2021", "2018-08", "2021-05"),
        ("Aug. 2018 -- May 2021", "2018-08", "2021-05"),
        ("Jan–Mar 2020", "2020-01", "2020-03"),
        ("2015–18", "2015", "2018"),
        ("2015-2018", "2015", "2018"),
        ("03/2019 - 05/2021", "2019-03", "2021-05"),
        ("01.2018–12.2019", "2018-01", "2019-12"),
        ("2018-09 – 2021-02", "2018-09", "2021-02"),
        ("15.03.2021 - 01.04.2022", "2021-03-15", "2022-04-01"),
        ("Sept '19 - Oct '20", "2019-09", "2020-10"),
        ("from 2010 to 2012", "2010", "2012"),
        ("Juni 2019 bis März 2020", "2019-06", "2020-03"),
        ("de janvier 2019 à mars 2020", "2019-01", "2020-03"),
        ("enero de 2019 - diciembre de 2020", "2019-01", "2020-12"),
        ("maart 2019 t/m mei 2020", "2019-03", "2020-05"),
        ("março de 2019 até outubro de 2020", "2019-03", "2020-10"),
        ("Fall 2019 – Spring 2020", "2019", "2020"),
        ("03/19–06/21", "2019-03", "2021-06"),
        ("2019/20", "2019", "2020"),
        ("from March 2019 to June 2021", "2019-03", "2021-06"),
        ("von März 2019 bis Juni 2021", "2019-03", "2021-06"),
        ("de março de 2019 a junho de 2021", "2019-03", "2021-06"),
        ("van maart 2019 tot juni 2021", "2019-03", "2021-06"),
        ("1 March 2019 – 30 June 2021", "2019-03-01", "2021-06-30"),
        ("1er mars 2019 – 30 juin 2021", "2019-03-01", "2021-06-30"),
        ("2019年3月～2021年6月", "2019-03", "2021-06"),
    ],
)
def test_a_range_keeps_its_precision(text: str, start: str, end: str) -> None:
    found = parse_date_range(text)
    assert found is not None
    assert (found.start, found.end, found.is_current) == (start, end, False)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("March 2021 to present", "2021-03"),
        ("June 2020 -- Present", "2020-06"),
        ("2019 – heute", "2019"),
        ("seit 2019", "2019"),
        ("depuis mars 2019", "2019-03"),
        ("août 2018 à aujourd'hui", "2018-08"),
        ("marzo de 2019 - actualidad", "2019-03"),
        ("jan. 2020 – heden", "2020-01"),
        ("2020 - atual", "2020"),
        ("05/2020 – now", "2020-05"),
        ("2021 -", "2021"),
        ("09/18–present", "2018-09"),
        ("ab 03/2019", "2019-03"),
        ("março de 2019 até ao momento", "2019-03"),
        ("marzo de 2019 a la fecha", "2019-03"),
        ("2019 à ce jour", "2019"),
        ("2019年3月至今", "2019-03"),
        ("март 2019 – по настоящее время", "2019-03"),
    ],
)
def test_an_open_range_is_current(text: str, start: str) -> None:
    found = parse_date_range(text)
    assert found is not None
    assert (found.start, found.end, found.is_current) == (start, None, True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("03/2019", "2019-03"),
        ("Spring 2021", "2021"),
        ("2021-03-15", "2021-03-15"),
        ("May 5, 2019", "2019-05-05"),
        ("15. März 2021", "2021-03-15"),
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("03/04/2021", "2021"),
        ("Awarded by ACM, 2019", "2019"),
    ],
)
def test_a_single_date_is_one_moment(text: str, date: str) -> None:
    found = parse_date_range(text)
    assert found is not None
    assert found.is_single
    assert found.end == date


@pytest.mark.parametrize("text", ["Expected May 2025", "May 2025 (expected)", "Graduation: May 2025", "bis Mai 2025"])
def test_an_end_alone_has_no_start(text: str) -> None:
    found = parse_date_range(text)
    assert found is not None
    assert (found.start, found.end, found.is_current) == (None, "2025-05", False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date",
        "3,000 requests",
        "1.2 billion",
        "+31 6 0000 0000",
        "Route 12019",
        "May I help",
        "20%",
        "8.10/10",
        "9.30–12.30",
        "10/23",
    ],
)
def test_other_text_is_no_date(text: str) -> None:
    assert parse_date_range(text) is None


def test_the_span_covers_the_whole_expression_and_nothing_else() -> None:
    text = "Engineer, Polder Pay — from März 2021 to present, Utrecht"
    found = parse_date_range(text)
    assert found is not None
    assert text[found.span.start : found.span.end] == "from März 2021 to present"


def test_hostile_text_takes_no_time_that_grows_faster_than_its_length() -> None:
    assert parse_date_range("jan " * 50_000 + "2 0 " * 50_000) is None


def test_the_length_and_the_expectation_behind_a_range_belong_to_it() -> None:
    for text in (
        "Mar 2019 - Present · 3 yrs 2 mos",
        "Jan 2020 – Mar 2022 (2 years 3 months)",
        "2021 – June 2025 (expected)",
    ):
        found = parse_date_range(text)
        assert found is not None
        assert text[found.span.start : found.span.end] == text
