"""Our sentences on a page: what they quote has an order of its own, and nothing of it is HTML."""

import pytest
from markupsafe import Markup

from app.web.sentences import sentence


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The line says nothing.", "The line says nothing."),
        ("Write “SQL”.", "Write “<bdi>SQL</bdi>”."),
        ("Write “SQL” for “sequel”.", "Write “<bdi>SQL</bdi>” for “<bdi>sequel</bdi>”."),
        ("“\u202eevil\u2069” was removed.", "“<bdi>evil</bdi>” was removed."),
        ("“a” \u2067evil” was removed.", "“<bdi>a</bdi>” evil” was removed."),
        ("“<b onclick=x>” & more", "“<bdi>&lt;b onclick=x&gt;</bdi>” &amp; more"),
        ("“שלום” was removed.", "“<bdi>שלום</bdi>” was removed."),
        ("An open “quote", "An open “quote"),
        ("", ""),
    ],
)
def test_what_is_quoted_has_an_order_of_its_own(text: str, html: str) -> None:
    assert sentence(text) == html


def test_what_is_markup_stays_as_it_is() -> None:
    assert sentence(Markup("<b>“a”</b>")) == "<b>“a”</b>"
