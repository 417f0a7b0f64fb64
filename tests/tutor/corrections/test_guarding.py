"""Names, code, addresses and quotations stay as they are."""

import pytest

from app.tutor.corrections.guarding import guards_of
from app.tutor.corrections.local import check_locally
from app.tutor.corrections.models import Context

POSTING = "You will be responsible of three clusters and work close with our developpers every day."


def corrections(text: str, **context: object) -> list[tuple[str, str]]:
    found = check_locally(text, Context(**context))  # type: ignore[arg-type] # the fields of the context by name
    return [(correction.original, correction.corrected) for correction in found]


@pytest.mark.parametrize(
    "text",
    [
        "My command is `recieve --informations` and it works.",
        "```python\nprint('he dont recieve informations')\n```",
        "See https://example.com/recieve/informations?he=dont for it.",
        "Write to recieve.informations@adress.com please.",
        "It is in /home/recieve/informations on that machine.",
        'The posting says "he don\'t recieve informations" in line two.',
        "The posting says “he don't recieve informations” in line two.",
        "The posting says „he don't recieve informations“ in line two.",
        "> he don't recieve informations\n\nWhat does it mean?",
        "The function recieveInformations and the column recieved_informations are new.",
        "My name there is @recieve and the channel is #informations.",
    ],
)
def test_code_addresses_and_quotations_are_not_corrected(text: str) -> None:
    assert corrections(text) == []


def test_the_same_words_outside_are_corrected() -> None:
    assert corrections("I recieve informations.") == [("recieve", "receive"), ("informations", "information")]


def test_a_name_of_the_resume_is_no_misspelling_in_whole_or_in_part_and_in_any_case() -> None:
    names = ("Recieve Adress GmbH", "Alicia Freind")
    assert corrections("I left recieve adress gmbh after a year.", names=names) == []
    assert corrections("Mrs Freind hired me at Recieve.", names=names) == []
    assert corrections("My freind hired me.", names=names) == [("freind", "friend")]


def test_words_quoted_from_the_posting_without_marks_are_left_alone() -> None:
    text = "You write will be responsible of three clusters, what does it mean?"
    assert corrections(text, posting=POSTING) == []
    assert corrections(text) == [("of", "for")]


def test_a_few_words_that_the_posting_has_too_are_the_learners_own() -> None:
    assert corrections("I was responsible of three ovens.", posting=POSTING) == [("of", "for")]


def test_a_word_of_the_posting_is_no_misspelling() -> None:
    text = "I know the sarkers and torching."
    assert corrections(text, posting="You fix sarkers.") == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert corrections("I don't recieve mail and it isn't good.") == [("recieve", "receive")]


def test_guards_join_and_are_touched_only_inside() -> None:
    guards = guards_of("a `b` c", Context())
    assert (guards.starts, guards.ends) == ((2,), (5,))
    assert guards.touch(4, 9)
    assert guards.touch(3, 3)
    assert not guards.touch(0, 2)
    assert not guards.touch(5, 7)
