"""Whether an answer is right: lenient in everything but what the mistake is about."""

import pytest

from app.tutor.corrections.models import Type
from app.tutor.mistakes.answering import around, as_asked, corrected_sentence, is_right, wanted_text
from app.tutor.models import Mistake


def mistake(sentence: str, original: str, corrected: str, kind: Type = "grammar", at: int | None = None) -> Mistake:
    offset = sentence.index(original) if at is None else at
    return Mistake(
        id="mis_1", owner="usr_ada", original=original, corrected=corrected, explanation="", type=kind,
        sentence=sentence, offset=offset, message_id="msg_1", times=1, phase=1, step=0, stability=None,
        difficulty=None, due_at=0.0, reviewed_at=None, reviews=0, created_at=0.0,
    )  # fmt: skip


HAVE = mistake("I has the time.", "has", "have")
ARTICLE = mistake("I am engineer.", "", "an ", at=5)
PREPOSITION = mistake("Yesterday we discussed about the plan.", "about ", "")
CAPITAL = mistake("I speak english well.", "english", "English", "spelling")
COMMA = mistake("However I came.", "However", "However,", "punctuation")
COMMA_ALONE = mistake("However I came.", "", ",", "punctuation", at=7)
MARK = mistake("Are you sure.", ".", "?", "punctuation")
TAIL = mistake("It is better too also.", " also", "")
HEAD = mistake("The my name is Ada.", "The my", "My")
FIRST = mistake("Well I came.", "Well ", "")
QUOTED = mistake("I dont know.", "dont", "don't", "spelling")
TWO_WORDS = mistake("I have alot.", "alot", "a lot", "spelling")
SHARP = mistake("Die Strase ist lang.", "Strase", "Straße", "spelling")
CHINESE = mistake("我昨天吃了三个苹果们。", "苹果们", "苹果")
MANY = "I recieved an offer and I am engineer since five years."
SPELT, JOB, SINCE = (
    mistake(MANY, original, corrected)
    for original, corrected in (("recieved", "received"), ("engineer", "an engineer"), ("since", "for"))
)
TWICE = mistake("I have said that I has time.", "has", "have")
BLANK = mistake("I went to the shop , then home.", " ,", ",", "punctuation")
NO_BLANK = mistake("We have dogs,cats and mice.", ",", ", ", "punctuation")
ONLY = mistake("Well", "Well", "")
BOTH = mistake("He said: Im tired.", "Im tired.", "I'm tired.")


@pytest.mark.parametrize(
    ("card", "typed"),
    [
        (HAVE, "have"),
        (HAVE, "  Have.  "),
        (HAVE, "HAVE"),
        (HAVE, "I have"),
        (HAVE, "have the"),
        (HAVE, "i have   the time"),
        (HAVE, "I have the time."),
        (ARTICLE, "an"),
        (ARTICLE, "an engineer"),
        (ARTICLE, "am an engineer"),
        (ARTICLE, "I am an engineer!"),
        (PREPOSITION, ""),
        (PREPOSITION, "we discussed the plan"),
        (PREPOSITION, "discussed the"),
        (CAPITAL, "English"),
        (CAPITAL, "I speak English well"),
        (COMMA, "However,"),
        (COMMA, "however, I"),
        (COMMA_ALONE, ","),
        (COMMA_ALONE, "However,"),
        (MARK, "?"),
        (MARK, "sure?"),
        (TAIL, ""),
        (TAIL, "It is better too."),
        (HEAD, "My"),
        (HEAD, "my name"),
        (FIRST, ""),
        (FIRST, "I came"),
        (QUOTED, "don’t"),
        (QUOTED, "Don't"),
        (TWO_WORDS, "a\u00a0lot"),
        (SHARP, "Strasse"),
        (SHARP, "straße"),
        (CHINESE, "苹果"),
        (CHINESE, "我昨天吃了三个苹果。"),
        (BOTH, "I’m tired"),
        *((card, "I received an offer, and I am an engineer for five years") for card in (SPELT, JOB, SINCE)),
        (SPELT, "I received an offer and I am engineer since five years."),
        (TWICE, "I have said that I have the time"),
        (BLANK, "shop,"),
        (BLANK, "I went to the shop, then home."),
        (NO_BLANK, "dogs, cats"),
        (NO_BLANK, "we have dogs, cats and mice"),
    ],
)
def test_what_is_right(card: Mistake, typed: str) -> None:
    assert is_right(card, typed)


@pytest.mark.parametrize(
    ("card", "typed"),
    [
        (HAVE, ""),
        (HAVE, "..."),
        (HAVE, "has"),
        (HAVE, "I has the time."),
        (HAVE, "the time"),
        (HAVE, "I"),
        (HAVE, "have have"),
        (HAVE, "hav"),
        (ARTICLE, "a"),
        (ARTICLE, ""),
        (ARTICLE, "engineer"),
        (ARTICLE, "I am"),
        (PREPOSITION, "about"),
        (PREPOSITION, "discussed"),
        (PREPOSITION, "the plan"),
        (PREPOSITION, "Yesterday we discussed about the plan."),
        (CAPITAL, "english"),
        (CAPITAL, "I speak english well."),
        (COMMA, "However"),
        (COMMA_ALONE, ""),
        (COMMA_ALONE, "However"),
        (MARK, "."),
        (MARK, "Are you sure"),
        (TAIL, "also"),
        (FIRST, "Well"),
        (ONLY, "Well"),
        (BLANK, ","),
        (BLANK, "shop ,"),
        (BLANK, "I went to the shop , then home."),
        (NO_BLANK, "dogs,cats"),
        (NO_BLANK, "We have dogs,cats and mice."),
        (TAIL, "It is better too also"),
        (HEAD, "The my name is Ada."),
        (HEAD, "The my"),
        (FIRST, "Well I came"),
        (QUOTED, "dont"),
        (TWO_WORDS, "alot"),
        (SHARP, "Strase"),
        (CHINESE, "苹果们"),
        (BOTH, "Im tired"),
        *((card, MANY) for card in (SPELT, JOB, SINCE)),
        (JOB, "I received an offer and I am engineer for five years."),
        (SINCE, "I received an offer and I am an engineer since five years."),
        (TWICE, "I have said that I has time."),
        (TWICE, "I have said that I had time."),
        (HAVE, "have a nice day my dear friend"),
    ],
)
def test_what_is_wrong(card: Mistake, typed: str) -> None:
    assert not is_right(card, typed)


@pytest.mark.parametrize(
    ("card", "sentence"),
    [
        (HAVE, "I have the time."),
        (ARTICLE, "I am an engineer."),
        (PREPOSITION, "Yesterday we discussed the plan."),
        (TAIL, "It is better too."),
        (FIRST, "I came."),
        (mistake("We met on yesterday, too.", "on", ""), "We met yesterday, too."),
    ],
)
def test_the_sentence_as_it_should_be(card: Mistake, sentence: str) -> None:
    assert corrected_sentence(card) == sentence
    before, after = around(card)
    assert before + card.original + after == card.sentence


def test_a_mistake_about_blanks_is_asked_with_the_words_around_it() -> None:
    assert (as_asked(BLANK).original, as_asked(BLANK).corrected) == ("shop ,", "shop,")
    assert (as_asked(NO_BLANK).original, as_asked(NO_BLANK).corrected) == ("dogs,cats", "dogs, cats")
    assert as_asked(NO_BLANK).sentence[as_asked(NO_BLANK).offset :].startswith("dogs,cats and")
    assert as_asked(HAVE) == HAVE


def test_an_answer_is_compared_with_what_is_about_as_long() -> None:
    assert wanted_text(HAVE, "had") == "have"
    assert wanted_text(HAVE, "I had the time.") == "I have the time."


@pytest.mark.parametrize("typed", ["a " * 500, "\u0301" * 400, "?" * 1000, "have " * 200, "\ud83d", "\u202eevah"])
def test_hostile_answers_are_wrong_and_nothing_more(typed: str) -> None:
    assert not is_right(HAVE, typed)
