"""The deck as its page asks for it: by due time, by type and words, how it stands, what waits."""

import pytest

from app.errors import NotFound
from app.tutor.corrections.models import Correction, Type
from app.tutor.models import Grade, Mistake
from tests.tutor.world import ADA, EVE, World

MINUTE, DAY = 60.0, 86_400.0


async def accept(world: World, text: str, original: str, corrected: str, kind: Type = "grammar") -> Mistake:
    question = (await world.path(await world.begin(text)))[0]
    found = Correction(original, corrected, "Because.", kind, text.index(original), len(original))
    await world.conversations.replies.keep_corrections(ADA.id, question.id, [found])
    return await world.mistakes.accept(ADA.id, question.id, 0)


async def words(world: World, kind: Type | None = None, typed: str = "", owner: str = ADA.id) -> list[str]:
    found = world.mistakes.search(owner, typed, kind) if typed else world.mistakes.by_due(owner, kind)
    return [card.original for card in await found]


async def test_the_card_that_is_due_first_leads(world: World) -> None:
    first = await accept(world, "I has time.", "has", "have")
    world.clock.now += MINUTE
    await accept(world, "Teh end.", "Teh", "The", "spelling")
    assert await words(world) == ["has", "Teh"]
    await world.mistakes.review(ADA.id, first.id, Grade.EASY, 0)
    assert await words(world) == ["Teh", "has"]
    assert await words(world, "spelling") == ["Teh"]
    assert await words(world, "register") == []
    assert [card.original for card in await world.mistakes.by_due(ADA.id, limit=1, offset=1)] == ["has"]


async def test_cards_are_found_by_every_word_without_marks_or_capitals(world: World) -> None:
    await accept(world, "The Café has closed.", "has closed", "closed")
    await accept(world, "Teh end.", "Teh", "The", "spelling")
    assert await words(world, typed="cafe CLOSED") == ["has closed"]
    assert await words(world, typed="cafe end") == []
    assert await words(world, typed="because") == ["has closed", "Teh"]
    assert await words(world, "spelling", "cafe") == []
    assert await words(world, typed="%") == []
    assert await words(world, owner=EVE.id) == []


async def test_a_deck_knows_how_it_stands(world: World) -> None:
    assert await world.mistakes.standing(ADA.id) == (0, 0, None)
    card = await accept(world, "I has time.", "has", "have")
    assert await world.mistakes.standing(ADA.id) == (1, 1, None)
    assert await world.mistakes.standing(EVE.id) == (0, 0, None)
    assert world.mistakes.is_due(card)
    later = await world.mistakes.review(ADA.id, card.id, Grade.GOOD, 0)
    assert not world.mistakes.is_due(later)
    assert await world.mistakes.standing(ADA.id) == (1, 0, later.due_at)


async def test_what_is_due_soon_can_be_taken_ahead(world: World) -> None:
    card = await accept(world, "I has time.", "has", "have")
    await world.mistakes.review(ADA.id, card.id, Grade.GOOD, 0)
    assert await world.mistakes.due(ADA.id) == []
    assert await world.mistakes.due(ADA.id, ahead=9 * MINUTE) == []
    assert [one.id for one in await world.mistakes.due(ADA.id, ahead=20 * MINUTE)] == [card.id]
    assert (await world.mistakes.standing(ADA.id, ahead=20 * MINUTE)).due == 1


async def test_all_corrections_of_a_message_become_cards(world: World) -> None:
    text = "I has teh time, I has it."
    question = (await world.path(await world.begin(text)))[0]
    has = Correction("has", "have", "", "grammar", 2, 3)
    teh = Correction("teh", "the", "", "spelling", 6, 3)
    again = Correction("has", "have", "", "grammar", 18, 3)
    await world.conversations.replies.keep_corrections(ADA.id, question.id, [has, teh, again])
    await world.mistakes.accept(ADA.id, question.id, 1)
    message = await world.mistakes.accept_all(ADA.id, question.id)
    cards = await world.mistakes.cards_in(ADA.id, message)
    assert {index: (card.original, card.times) for index, card in cards.items()} == {
        0: ("has", 1), 1: ("teh", 1), 2: ("has", 1),
    }  # fmt: skip
    assert cards[0].id == cards[2].id
    assert await world.mistakes.cards_in(EVE.id, message) == {}
    with pytest.raises(NotFound):
        await world.mistakes.accept_all(EVE.id, question.id)
