"""Which pointers name a text of a résumé."""

import pytest

from app.resumes.pointers import names_a_field


@pytest.mark.parametrize(
    "pointer",
    [
        "/basics/name",
        "/basics/location/city",
        "/basics/profiles/2/url",
        "/work/0/startDate",
        "/work/12/highlights",
        "/skills/0/keywords",
        "/projects/0/roles",
        "/other/1/lines",
    ],
)
def test_texts_and_lists_of_texts_are_fields(pointer: str) -> None:
    assert names_a_field(pointer)


@pytest.mark.parametrize(
    "pointer",
    [
        "",
        "/",
        "basics/name",
        "x/basics/name",
        "/basics",
        "/work",
        "/work/0",
        "/work/name",
        "/work/-1/name",
        "/work/٣/name",
        "/work/123456/name",
        "/work/0/start_date",
        "/work/0/highlights/0",
        "/work/0/extra",
        "/basics/extra/name",
        "/basics/name/first",
        "/nowhere",
        "/basics/name/",
    ],
)
def test_everything_else_is_none(pointer: str) -> None:
    assert not names_a_field(pointer)
