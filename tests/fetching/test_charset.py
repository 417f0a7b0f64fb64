import pytest

from app.fetching.charset import decode

TEXT = "Bäcker für Brötchen – «à la carte» 5 €"


@pytest.mark.parametrize(
    ("data", "parameters"),
    [
        (TEXT.encode(), "charset=utf-8"),
        (TEXT.encode(), ""),
        (TEXT.encode(), "charset=nonsense"),
        (TEXT.encode("utf-8-sig"), "charset=iso-8859-1"),
        (TEXT.encode("utf-16"), "charset=utf-8"),
        (TEXT.encode("cp1252"), "charset=ISO-8859-1"),
        (TEXT.encode("cp1252"), "charset=utf-8"),
        (TEXT.encode("cp1252"), ""),
        (TEXT.encode("cp1252"), 'charset="windows-1252"'),
    ],
)
def test_a_text_is_read_whatever_is_said_of_it(data: bytes, parameters: str) -> None:
    assert decode(data, parameters, is_html=True) == TEXT


def test_a_page_may_name_its_own_encoding() -> None:
    page = '<meta charset="shift_jis"><p>看護師'
    assert decode(page.encode("cp932"), "", is_html=True) == page
    assert (
        decode('<meta http-equiv="x" content="text/html; charset=koi8-r">Врач'.encode("koi8-r"), "", is_html=True)[-4:]
        == "Врач"
    )


def test_one_damaged_character_does_not_turn_the_others_into_noise() -> None:
    assert "Bäcker" in decode((TEXT * 10).encode() + b"\xff", "charset=utf-8", is_html=True)


@pytest.mark.parametrize(
    "name", ["punycode", "unicode_escape", "zlib", "rot13", "hex", "idna", "utf-7", "../../x", "mbcs"]
)
def test_an_encoding_that_no_page_has_is_not_tried(name: str) -> None:
    data = rb"\u003cscript\u003e +ADw-script+AD4- plain"
    assert decode(data, f"charset={name}", is_html=True) == data.decode()
