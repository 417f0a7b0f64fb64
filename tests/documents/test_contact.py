"""Contact details in a line of text."""

import pytest

from app.documents.contact import absolute_url, find_contact, parse_location, profile_of
from app.documents.resume import Location


def test_a_contact_line_is_taken_apart_with_spans() -> None:
    text = "Utrecht · amara@example.org · +31 6 0000 0000 · github.com/example-amara · https://amara.example.org/cv"
    contact = find_contact(text)
    assert contact.email is not None
    assert contact.phone is not None
    assert (contact.email.value, contact.phone.value) == ("amara@example.org", "+31 6 0000 0000")
    assert [(p.network, p.username, p.url) for p in contact.profiles] == [
        ("GitHub", "example-amara", "https://github.com/example-amara")
    ]
    assert [url.value for url in contact.urls] == ["https://amara.example.org/cv"]
    assert text[slice(contact.email.span.start, contact.email.span.end)] == "amara@example.org"
    assert len(contact.spans) == 4


@pytest.mark.parametrize("text", ["123-456-7890", "(912) 555-4321", "+49 (0)30 1234567", "06 12 34 56 78"])
def test_phone_numbers_of_many_forms_are_found(text: str) -> None:
    phone = find_contact(f"Jo · {text} · Berlin").phone
    assert phone is not None
    assert phone.value == text


@pytest.mark.parametrize("text", ["2015 – 2018", "2015-2018 / 2019-2020", "ASP.NET and Socket.io", "Node.js", "3,000"])
def test_years_and_technologies_are_no_contact_details(text: str) -> None:
    contact = find_contact(text)
    assert contact.phone is None
    assert contact.urls == ()


def test_named_handles_are_profiles() -> None:
    found = find_contact("LinkedIn: jake-ryan  GitHub: @jake").profiles
    assert [(p.network, p.username) for p in found] == [("LinkedIn", "jake-ryan"), ("GitHub", "jake")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.linkedin.com/in/jake/", ("LinkedIn", "jake")),
        ("nl.linkedin.com/in/jake", ("LinkedIn", "jake")),
        ("stackoverflow.com/users/42/jake", ("Stack Overflow", "42")),
        ("github.com/jake/project", None),
        ("example.org/jake", None),
    ],
)
def test_profiles_are_told_from_other_addresses(url: str, expected: tuple[str, str] | None) -> None:
    assert profile_of(url) == expected


def test_an_address_without_scheme_gets_one() -> None:
    assert absolute_url("example.org") == "https://example.org"
    assert absolute_url("http://example.org") == "http://example.org"


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("Utrecht, Netherlands", Location(city="Utrecht", region="Netherlands")),
        ("Georgetown, TX 78626", Location(city="Georgetown", region="TX", postal_code="78626")),
        ("Hauptstr. 5, 10115 Berlin", Location(address="Hauptstr. 5", city="Berlin", postal_code="10115")),
        ("Lyon, FR", Location(city="Lyon", country_code="FR")),
        ("Amsterdam", Location(city="Amsterdam")),
    ],
)
def test_places_are_taken_apart(text: str, location: Location) -> None:
    assert parse_location(text) == location


def test_no_place_is_none() -> None:
    assert parse_location(" , ") is None


@pytest.mark.parametrize(
    "text",
    ["0113 496 0142 / 07700 900318", "0511 555 01 62, mobil 0171 555 01 62", "(020) 7946 0018 or 07700 900214"],
)
def test_numbers_beside_each_other_are_kept_together(text: str) -> None:
    phone = find_contact(f"Leeds | {text} | jo@example.org").phone
    assert phone is not None
    assert phone.value == text


@pytest.mark.parametrize("text", ["P.O. Box 1184-00100, Nairobi", "ID No.: 2555 0184", "05/18-03/20", "BP 12 345 678"])
def test_other_numbers_are_no_phones(text: str) -> None:
    assert find_contact(text).phone is None


@pytest.mark.parametrize(
    ("text", "code", "city"),
    [
        ("Lange Gasse 14/3, 1080 Wien", "1080", "Wien"),
        ("674 01 Třebíč", "674 01", "Třebíč"),
        ("4900-001 Viana do Castelo", "4900-001", "Viana do Castelo"),
        ("06844 Dessau-Roßlau", "06844", "Dessau-Roßlau"),
        ("00-950 Warszawa", "00-950", "Warszawa"),
        ("Toronto, M5V 2T6", "M5V 2T6", "Toronto"),
    ],
)
def test_postcodes_of_many_countries_are_told_from_the_town(text: str, code: str, city: str) -> None:
    place = parse_location(text)
    assert place is not None
    assert (place.postal_code, place.city) == (code, city)


def test_a_house_number_is_no_postcode() -> None:
    place = parse_location("1200 Main Street, Salem, OR")
    assert place is not None
    assert (place.address, place.city, place.region) == ("1200 Main Street", "Salem", "OR")


def test_brazilian_states_are_regions() -> None:
    place = parse_location("Contagem, MG")
    assert place is not None
    assert (place.region, place.country_code) == ("MG", None)


@pytest.mark.parametrize(
    ("text", "region", "country"),
    [
        ("Groningen, NL", None, "NL"),
        ("St. John's, NL", "NL", None),
        ("Mangaluru, Karnataka, IN", "Karnataka", "IN"),
        ("Hassan, Karnataka, IN", "Karnataka", "IN"),
        ("Indianapolis, IN", "IN", None),
        ("Vancouver, BC, CA", "BC", "CA"),
        ("San Jose, Santa Clara County, CA", "Santa Clara County, CA", None),
        ("Bogotá, CO", None, "CO"),
        ("Denver, CO", "CO", None),
        ("Newark, DE", "DE", None),
        ("Leipzig, DE", None, "DE"),
    ],
)
def test_two_capitals_are_a_country_or_a_state(text: str, region: str | None, country: str | None) -> None:
    place = parse_location(text)
    assert place is not None
    assert (place.region, place.country_code) == (region, country)
