"""Mistakes as cards: made once, brought back by FSRS, counted by week."""

import asyncio
from datetime import date

import pytest

from app.errors import Conflict, NotFound
from app.tutor.corrections.models import Correction, Type
from app.tutor.models import Grade, Mistake
from tests.tutor.world import ADA, World

DAY = 86_400.0


def correction(text: str, original: str, corrected: str, kind: Type = "grammar") -> Correction:
    return Correction(original, corrected, f"Say {corrected}.", kind, text.index(original), len(original))


async def written(world: World, text: str, *found: Correction, owner: str = ADA.id) -> str:
    """A message of the learner with its corrections; its id."""
    question = (await world.path(await world.begin(text, owner), owner))[0]
    await world.conversations.replies.keep_corrections(owner, question.id, found)
    return question.id


async def card(world: World, original: str = "has", corrected: str = "have") -> Mistake:
    text = f"Hello. I {original} time. Bye."
    return await world.mistakes.accept(ADA.id, await written(world, text, correction(text, original, corrected)), 0)


async def test_a_card_has_the_learners_own_sentence(world: World) -> None:
    text = "😀 Hello there. I has the time, e.g. now. Bye."
    made = await world.mistakes.accept(ADA.id, await written(world, text, correction(text, "has", "have")), 0)
    assert made.sentence == "I has the time, e.g. now."
    assert made.sentence[made.offset : made.offset + len(made.original)] == "has"
    assert (made.corrected, made.explanation, made.type, made.times) == ("have", "Say have.", "grammar", 1)
    assert await world.mistakes.due(ADA.id) == [made]


async def test_a_correction_between_sentences_keeps_both(world: World) -> None:
    text = "I came. but late."
    made = await world.mistakes.accept(ADA.id, await written(world, text, correction(text, ". but", ", but")), 0)
    assert (made.sentence, made.offset) == (text, 6)


async def test_a_word_that_is_missing_has_a_place(world: World) -> None:
    text = "I am engineer."
    missing = Correction("", "an ", "A job takes ‘an’.", "grammar", 5, 0)
    made = await world.mistakes.accept(ADA.id, await written(world, text, missing), 0)
    assert (made.sentence, made.offset, made.original) == (text, 5, "")


async def test_accepting_twice_is_one_card(world: World) -> None:
    text = "I has time."
    message_id = await written(world, text, correction(text, "has", "have"))
    made = await asyncio.gather(*(world.mistakes.accept(ADA.id, message_id, 0) for _ in range(5)))
    assert len({one.id for one in made}) == 1
    assert [one.times for one in await world.mistakes.of(ADA.id)] == [1]
    message = await world.conversations.message(ADA.id, message_id)
    assert await world.mistakes.cards_in(ADA.id, message) == {0: made[0]}


async def test_the_same_mistake_in_another_message_is_due_again(world: World) -> None:
    made = await card(world)
    await world.mistakes.review(ADA.id, made.id, Grade.EASY, 0)
    assert await world.mistakes.due(ADA.id) == []
    text = "You  has it."
    again = await world.mistakes.accept(ADA.id, await written(world, text, correction(text, "has", "have")), 0)
    assert (again.id, again.times, again.sentence, again.reviews) == (made.id, 2, text, 1)
    assert [one.id for one in await world.mistakes.due(ADA.id)] == [made.id]


async def test_capitals_may_be_the_mistake(world: World) -> None:
    text = "english and ENGLISH"
    both = [correction(text, "english", "English", "spelling"), correction(text, "ENGLISH", "English", "spelling")]
    message_id = await written(world, text, *both)
    ids = {(await world.mistakes.accept(ADA.id, message_id, index)).id for index in range(2)}
    assert len(ids) == 2


@pytest.mark.parametrize("index", [-1, 1, 99])
async def test_a_correction_that_is_not_there_makes_no_card(world: World, index: int) -> None:
    text = "I has time."
    with pytest.raises(NotFound):
        await world.mistakes.accept(ADA.id, await written(world, text, correction(text, "has", "have")), index)


async def test_what_a_button_promises_is_what_happens(world: World) -> None:
    for grade in Grade:
        made = await card(world, f"has{grade}", "have")
        promised = world.mistakes.choices(made)
        after = await world.mistakes.review(ADA.id, made.id, grade, 0)
        assert after.due_at - world.clock.now == pytest.approx(promised[grade])
        assert list(promised.values()) == sorted(promised.values())
        assert promised[Grade.AGAIN] < promised[Grade.EASY]


async def test_a_mistake_that_is_remembered_stays_away_longer_and_longer(world: World) -> None:
    mistake = await card(world)
    gaps = []
    for seen in range(8):
        mistake = await world.mistakes.review(ADA.id, mistake.id, Grade.GOOD, seen)
        gaps.append(mistake.due_at - world.clock.now)
        world.clock.now = mistake.due_at
        assert [one.id for one in await world.mistakes.due(ADA.id)] == [mistake.id]
    assert gaps == sorted(gaps)
    assert gaps[0] == 600
    assert gaps[-1] > 60 * DAY
    assert (await world.mistakes.progress(ADA.id)).learned == {"grammar": 1}
    forgotten = await world.mistakes.review(ADA.id, mistake.id, Grade.AGAIN, 8)
    assert forgotten.due_at - world.clock.now == 600
    assert (await world.mistakes.progress(ADA.id)).learned == {"grammar": 0}


async def test_a_button_pressed_twice_counts_once(world: World) -> None:
    made = await card(world)
    first = await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 0)
    assert await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 0) == first
    with pytest.raises(Conflict):
        await world.mistakes.review(ADA.id, made.id, Grade.EASY, 0)
    with pytest.raises(Conflict):
        await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 7)
    assert (await world.mistakes.get(ADA.id, made.id)).reviews == 1


async def test_ten_tabs_review_once(world: World) -> None:
    made = await card(world)
    await asyncio.gather(*(world.mistakes.review(ADA.id, made.id, Grade.GOOD, 0) for _ in range(10)))
    progress = await world.mistakes.progress(ADA.id)
    assert progress.weeks[-1].reviewed == {"grammar": 1}


async def test_a_clock_that_is_set_back_breaks_nothing(world: World) -> None:
    made = await card(world)
    await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 0)
    world.clock.pass_days(-400)
    after = await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 1)
    assert after.due_at > made.due_at


async def test_progress_counts_by_week_and_type(world: World) -> None:
    first = await card(world)
    await world.mistakes.review(ADA.id, first.id, Grade.AGAIN, 0)
    world.clock.pass_days(6.6)
    text = "Teh end."
    message_id = await written(world, text, correction(text, "Teh", "The", "spelling"))
    await world.mistakes.accept(ADA.id, message_id, 0)
    await world.mistakes.review(ADA.id, first.id, Grade.GOOD, 1)
    world.clock.pass_days(0.02)
    progress = await world.mistakes.progress(ADA.id, weeks=3)
    assert [week.start for week in progress.weeks] == [date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2)]
    present = progress.weeks[-1]
    assert (present.added, present.reviewed) == ({"grammar": 1, "spelling": 1}, {"grammar": 2})
    assert present.remembered == {"grammar": 1}
    assert (progress.cards, progress.due) == ({"grammar": 1, "spelling": 1}, 2)
    world.clock.pass_days(1)
    later = await world.mistakes.progress(ADA.id, weeks=2)
    assert [week.start for week in later.weeks] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert (later.weeks[0].added, later.weeks[1].added) == ({"grammar": 1, "spelling": 1}, {})


async def test_the_oldest_week_is_counted_from_its_monday(world: World) -> None:
    await card(world)
    world.clock.pass_days(13.5)
    progress = await world.mistakes.progress(ADA.id, weeks=2)
    assert progress.weeks[0].start == date(2026, 3, 2)
    assert progress.weeks[0].added == {"grammar": 1}


async def test_a_card_that_was_deleted_is_gone_with_its_log(world: World) -> None:
    made = await card(world)
    await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 0)
    await world.mistakes.delete(ADA.id, made.id)
    assert await world.mistakes.of(ADA.id) == []
    with pytest.raises(NotFound):
        await world.mistakes.delete(ADA.id, made.id)
    again = await card(world)
    assert (again.id, again.reviews, again.times) == (made.id, 0, 1)
    assert (await world.mistakes.review(ADA.id, made.id, Grade.GOOD, 0)).reviews == 1


async def test_a_card_outlives_its_conversation(world: World) -> None:
    made = await card(world)
    for conversation in await world.conversations.of(ADA.id):
        await world.conversations.delete(ADA.id, conversation.id)
    assert await world.mistakes.due(ADA.id) == [made]
