"""The posting in a page: the description for machines first, then the main text, always as plain text."""

import json
from typing import Any

import pytest

from app.fetching import FetchedPage, FetchedPosting, FetchFailed, posting_of

DUTIES = "".join(f"<li>Bake loaf number {number} before sunrise &amp; clean up</li>" for number in range(8))
DESCRIPTION = f"<h2>What you do</h2><ul>{DUTIES}</ul><p>We are a small bakery.<br>Come by.</p>"


def job(**fields: Any) -> dict[str, Any]:
    base = {
        "@context": "https://schema.org/", "@type": "JobPosting", "title": "Baker", "description": DESCRIPTION,
        "hiringOrganization": {"@type": "Organization", "name": "Crumb & Co"},
    }  # fmt: skip
    return base | fields


def page_with(data: Any, body: str = "<h1>Baker</h1><p>Cookies</p>", raw: str | None = None) -> str:
    script = json.dumps(data) if raw is None else raw
    head = f'<title>Baker | Jobs</title><script type="application/ld+json">{script}</script>'
    return f"<html><head>{head}</head><body>{body}"


async def read(body: str, content_type: str = "text/html") -> FetchedPosting:
    return await posting_of(FetchedPage("https://jobs.example/1", content_type, body))


async def test_a_description_for_machines_becomes_a_posting_for_people() -> None:
    found = await read(
        page_with(
            job(
                jobLocation={"address": {"addressLocality": "Ghent", "addressCountry": {"name": "Belgium"}}},
                employmentType=["FULL_TIME", "TEMPORARY"],
                baseSalary={"currency": "EUR", "value": {"minValue": 2400, "maxValue": "2600.50", "unitText": "MONTH"}},
                datePosted="2026-02-01T08:00:00+01:00",
                validThrough="2026-03-31",
                jobLocationType="TELECOMMUTE",
                qualifications="<ul><li>A steady hand</li></ul>",
            )
        )
    )
    assert (found.title, found.company) == ("Baker", "Crumb & Co")
    assert found.text.startswith(
        "Baker\nCrumb & Co\n\nLocation: Ghent, Belgium\nRemote work: fully remote\n"
        "Employment type: full-time, temporary\n"
        "Salary: EUR 2,400 to 2,600.50 per month\nPosted: 2026-02-01\nApply by: 2026-03-31\n\nWhat you do:\n\n"
        "- Bake loaf number 0 before sunrise & clean up\n"
    )
    assert "We are a small bakery.\nCome by." in found.text
    assert "Qualifications\n- A steady hand" in found.text
    assert "Cookies" not in found.text


@pytest.mark.parametrize(
    "data",
    [
        {"@graph": [{"@type": "WebSite"}, job()]},
        [{"@type": "BreadcrumbList"}, [job()]],
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": job()}]},
        job(**{"@type": ["Thing", "JobPosting"]}),
        job(**{"@type": "http://schema.org/JobPosting"}),
        job(description=DESCRIPTION.replace("&", "&amp;").replace("<", "&lt;")),
        job(description=[DESCRIPTION]),
        {"mainEntity": job()},
    ],
)
async def test_every_usual_spelling_is_understood(data: Any) -> None:
    found = await read(page_with(data))
    assert found.title == "Baker"
    assert "Bake loaf number 7 before sunrise & clean up" in found.text
    assert "<" not in found.text


@pytest.mark.parametrize("wrapped", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "{};", "\n\n {} \n"])
async def test_wrappings_around_the_description_are_taken_off(wrapped: str) -> None:
    assert (await read(page_with(None, raw=wrapped.replace("{}", json.dumps(job()))))).company == "Crumb & Co"


async def test_raw_line_ends_inside_a_value_are_forgiven() -> None:
    raw = json.dumps(job()).replace("We are a small", "We are\n a\tsmall")
    assert "We are a small bakery." in (await read(page_with(None, raw=raw))).text


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"baseSalary": {"currency": "USD", "value": {"value": 0, "unitText": "YEAR"}}}, None),
        ({"baseSalary": {"currency": "USD", "value": {"value": "negotiable"}}}, None),
        ({"baseSalary": "30k"}, "Salary: 30k"),
        ({"baseSalary": {"currency": "GBP", "value": 30000}}, "Salary: GBP 30,000"),
        (
            {"baseSalary": [{"currency": "GBP", "value": {"value": 12.5, "unitText": "HOUR"}}]},
            "Salary: GBP 12.50 per hour",
        ),
        ({"employmentType": "OTHER"}, None),
        ({"jobLocation": []}, None),
        (
            {"jobLocation": [{"address": "Ghent"}, {"address": {"addressLocality": "Bruges"}}]},
            "Location: Ghent; Bruges",
        ),
        ({"validThrough": "soon"}, None),
    ],
)
async def test_only_facts_that_are_stated_are_told(fields: dict[str, Any], line: str | None) -> None:
    facts = (await read(page_with(job(**fields)))).text.split("\n\n")[1].splitlines()
    assert facts == ([line] if line else ["What you do:"])


async def test_a_list_of_several_jobs_asks_for_one() -> None:
    several = [job(), job(title="Miller"), job(title="Driver")]
    with pytest.raises(FetchFailed, match="several jobs"):
        await read(page_with(several, body="<h1>All our jobs</h1>").replace("<title>Baker", "<title>Careers"))
    assert (
        await read(page_with(several, body="<h1>Miller</h1>").replace("<title>Baker", "<title>x"))
    ).title == "Miller"


async def test_without_a_description_the_main_text_is_taken_with_its_shape() -> None:
    main = f"<main><h1>Baker</h1>{DESCRIPTION}</main>"
    body = f"<nav><a href=/>Home</a> <a href=/x>Imprint</a></nav>{main}<footer>© Crumb</footer>"
    found = await read(f"<html><head><title>Baker | Crumb</title></head><body>{body}</body></html>")
    assert found.title == "Baker"
    assert "What you do:" in found.text
    assert "- Bake loaf number 3 before sunrise & clean up" in found.text
    assert "Imprint" not in found.text


@pytest.mark.parametrize(
    "broken", ["{", "null", "[]", '{"@type": "JobPosting"}', "[" * 100_000, '{"a": 1e999}', "9" * 10_000]
)
async def test_a_description_that_is_none_is_passed_over(broken: str) -> None:
    found = await read(page_with(None, body=f"<main><h1>Baker</h1>{DESCRIPTION}</main>", raw=broken))
    assert "Bake loaf number 3" in found.text


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "<html></html>",
        "<div id=root></div><script>app()</script>",
        "<p>Please enable JavaScript.",
        "\0\0",
        "<!--" * 9,
    ],
)
async def test_a_page_without_text_says_to_paste_it(body: str) -> None:
    with pytest.raises(FetchFailed, match=r"[Pp]aste"):
        await read(body)


async def test_a_page_of_text_alone_is_taken_as_it_is() -> None:
    assert (await read("Baker\n\n- Bake   bread\n" * 20, "text/plain")).text.startswith("Baker\n\n- Bake bread\nBaker")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "deep " * 100,
        "<p>word " * 70_000,
        "<a href=x>job</a> " * 40_000,
        "<p " + "a=1 " * 200_000 + ">" + "wide " * 100,
        "<table><tr><td>" * 5_000 + "cell " * 100,
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><p>" + "&b;" * 1_000 + "text " * 100,
        "<script>" + "<!--" * 50_000,
        page_with(job(description="<ul>" * 50_000 + "x" * 300)),
        page_with({"a": [[[job(description="x" * 60_000)]]]}),
    ],
    ids=[
        "deep",
        "wide",
        "links",
        "attributes",
        "tables",
        "entities",
        "comments",
        "deep description",
        "long description",
    ],
)
async def test_hostile_markup_ends_in_a_text_or_a_sentence(body: str) -> None:
    said = "."
    try:
        text = (await read(body)).text
        assert 200 <= len(text) <= 50_000
        assert "<script" not in text
    except FetchFailed as error:
        said = error.message
    assert said.endswith(".")


async def test_the_files_of_this_machine_are_not_read_by_entities() -> None:
    body = "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><main><p>&f;</p>" + DESCRIPTION + "</main>"
    assert "root:" not in (await read(body)).text


async def test_invisible_characters_and_surrogates_do_not_come_along() -> None:
    found = await read(page_with(None, raw=json.dumps(job(title="Ba\u200bker\ud800\u0007", description=DESCRIPTION))))
    assert found.title == "Baker"
    found.text.encode()


async def test_a_page_of_too_many_elements_is_not_searched() -> None:
    with pytest.raises(FetchFailed, match="too large"):
        await read("<p>" + "<i></i>" * 60_001 + "Bake bread. " * 30)
