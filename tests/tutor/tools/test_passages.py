"""Texts in passages that a person would cut out: whole bullets, whole sentences, exact places."""

from itertools import pairwise

import pytest

from app.tutor.tools.passages import LONGEST, SHORTEST, fragment, passages_of
from tests.applicants import HERE
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
POSTINGS = [path.read_text(encoding="utf-8") for path in sorted((HERE / "postings").glob("*.txt"))]


@pytest.mark.parametrize("text", [BACKEND, *POSTINGS])
def test_every_letter_is_in_one_passage_and_none_in_two(text: str) -> None:
    found = passages_of(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    kept = "".join(text[one.start : one.end] for one in found)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("text", [BACKEND, *POSTINGS])
def test_passages_are_of_a_size_that_can_be_quoted(text: str) -> None:
    sizes = [one.end - one.start for one in passages_of(text)]
    assert max(sizes) <= LONGEST
    assert sum(size < SHORTEST // 2 for size in sizes) <= max(1, 0.2 * len(sizes))


def test_bullets_are_whole_and_a_heading_stays_with_what_follows() -> None:
    said = [BACKEND[one.start : one.end] for one in passages_of(BACKEND)]
    assert (
        "What you will do\n- Design and run Python services (FastAPI today, some Django) that post double-entry "
        "bookings to PostgreSQL." in said
    )
    assert any(text.startswith("What we offer\nEUR 82,000") for text in said)
    headings = {BACKEND[one.start : one.end][:20]: one.heading for one in passages_of(BACKEND)}
    assert headings["- Event-driven syste"] == "What you bring"


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = "I led a team of five people in Delft. " * 30
    assert all(text[one.start : one.end].endswith("Delft.") for one in passages_of(text))


@pytest.mark.parametrize(
    "text", ["a" * 5_000, "字" * 5_000, "word " * 2_000, "\n" * 500, "", " ", "x", "- \n- \n-", "\u2028" * 900]
)
def test_any_text_is_cut(text: str) -> None:
    found = passages_of(text)
    assert all(one.end - one.start <= LONGEST for one in found)
    assert sum(one.end - one.start for one in found) <= len(text)


def test_a_scripts_own_full_stops_end_sentences() -> None:
    text = "我在代尔夫特带领了一个五人的团队。" * 60
    assert all(text[one.start : one.end].endswith("。") for one in passages_of(text))


def test_lines_that_all_look_like_headings_are_taken_together() -> None:
    found = passages_of("Oven\n\n" * 500)
    assert min(one.end - one.start for one in found[:-1]) > LONGEST - 10


def test_a_hundred_thousand_characters_take_linear_work() -> None:
    small, large = "Word.\n" * 2_000, "Word.\n" * 16_000
    assert len(passages_of(large)) <= 8.1 * len(passages_of(small))


def test_a_link_finds_the_words_and_gives_nothing_away_to_syntax() -> None:
    assert fragment("Cut costs, 5-fold & more", "resume") == ("#resume:~:text=Cut%20costs%2C%205%2Dfold%20%26%20more")
    assert fragment("", "resume") == "#resume"
    assert fragment("a b") == "#:~:text=a%20b"
    assert set('"<> \n#') & set(fragment('"><script>#\n', "x").removeprefix("#x")) == set()
