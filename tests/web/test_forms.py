import pytest
from litestar.datastructures import UploadFile

from app.errors import InvalidInput
from app.web.forms import errors_of, text_field


def test_an_absent_field_is_empty_and_nul_is_taken_out() -> None:
    assert text_field({}, "title") == ""
    assert text_field({"title": "a\0b"}, "title") == "ab"


@pytest.mark.parametrize("value", [["a", "b"], UploadFile("text/plain", "x.txt", b"x"), 7])
def test_what_is_not_one_text_is_refused_with_the_fields_name(value: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        text_field({"title": value}, "title")
    assert caught.value.field == "title"


def test_a_field_over_its_limit_is_refused() -> None:
    with pytest.raises(InvalidInput, match="limited to 3 characters"):
        text_field({"title": "abcd"}, "title", 3)


def test_an_error_stands_where_the_form_can_show_it() -> None:
    assert errors_of(InvalidInput("No.", field="title"), {"title"}) == {"title": "No."}
    assert errors_of(InvalidInput("No.", field="key"), {"title"}) == {"": "No."}
    assert errors_of(InvalidInput("No."), {"title"}, "title") == {"title": "No."}
