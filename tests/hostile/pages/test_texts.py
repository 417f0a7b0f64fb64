"""The texts themselves: enough of them, every promise attacked, and each cut where it hurts."""

from collections import Counter

from tests.hostile.pages.texts import PROMISES, TEXTS, cut_at_borders, groups, lines, paragraphs


def test_every_promise_is_attacked() -> None:
    counted = Counter(hostile.attacks for hostile in TEXTS)
    assert counted.keys() == PROMISES
    assert counted.total() >= 60
    assert len({hostile.text for hostile in TEXTS}) == counted.total()


def test_cuts_lose_nothing_and_split_what_a_parser_waits_for() -> None:
    text = paragraphs()
    pieces = cut_at_borders(text)
    assert "".join(pieces) == text
    assert not any("hx-get" in piece or "</" in piece or "\r\n" in piece for piece in pieces)
    assert " ".join(groups(290)) == " ".join(lines())
    assert max(map(len, groups(290))) <= 290
