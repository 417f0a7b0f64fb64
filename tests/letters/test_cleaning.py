"""What a model adds that no letter has is taken out while the text arrives, however it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.letters.cleaning import Cleaner, tidy_typed


def cleaned(pieces: list[str], *, keeps_lines: bool = False) -> str:
    cleaner = Cleaner(keeps_lines=keeps_lines)
    shown = "".join(map(cleaner.feed, pieces))
    assert shown == cleaner.text
    assert cleaner.length == len(shown)
    return shown


@pytest.mark.parametrize(
    ("text", "keeps_lines", "result"),
    [
        ("\n\n  I built **it**.\n", False, "I built it."),
        ("One.\n\nTwo.", False, "One. Two."),
        ("Thanks.\n\n\nKind regards,\nAda", True, "Thanks.\n\nKind regards,\nAda"),
        ("## Opening\nI know C# and `make`.", True, "Opening\nI know C# and make."),
        ("#1 in sales", False, "#1 in sales"),
        ("a\u202eb\x00c\ud800d\u2028e", False, "abcd e"),
        ("می\u200cخواهم", False, "می\u200cخواهم"),
        ("***", False, ""),
    ],
)
def test_only_the_letter_is_left(text: str, keeps_lines: bool, result: str) -> None:
    assert cleaned([text], keeps_lines=keeps_lines) == result


@given(st.lists(st.text(alphabet="ab*#` \n\u202eé", max_size=6), max_size=12), st.booleans())
def test_what_was_shown_has_no_loose_ends(pieces: list[str], keeps_lines: bool) -> None:
    text = cleaned(pieces, keeps_lines=keeps_lines)
    assert text == text.strip()
    assert "  " not in text
    assert "\n\n\n" not in text
    assert keeps_lines or "\n" not in text


@given(st.text(alphabet="ab* \n", max_size=30), st.integers(0, 30))
def test_cutting_between_words_changes_nothing(text: str, at: int) -> None:
    assert cleaned([text[:at], text[at:]]) == cleaned([text])


@given(st.text(max_size=200))
def test_typed_text_keeps_its_lines_and_loses_what_cannot_be_seen(text: str) -> None:
    tidied = tidy_typed(text)
    assert tidied == tidy_typed(tidied)
    assert "\n\n\n" not in tidied
    assert not set(tidied) & set("\x00\r\u202e")
