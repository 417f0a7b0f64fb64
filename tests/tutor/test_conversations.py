"""Conversations as things of their own: made, listed, chosen for, about something."""

import pytest

from app.errors import InvalidInput, NotFound
from app.tutor.models import Attached, Manner, NewConversation
from app.tutor.service import parse_manner
from tests.tutor.world import ADA, World


async def test_the_one_used_last_is_first(world: World) -> None:
    older, newer = await world.begin("Older."), await world.begin("Newer.")
    assert [one.id for one in await world.conversations.of(ADA.id)] == [newer, older]
    await world.ask(older, "Again.")
    assert [one.id for one in await world.conversations.of(ADA.id)] == [older, newer]
    assert [one.id for one in await world.conversations.of(ADA.id, limit=1)] == [older]


async def test_a_program_makes_one_and_names_it_by_number(world: World) -> None:
    made = await world.conversations.create(ADA.id, NewConversation(Manner("tutor", "de", "tr", "A2")), key="k")
    assert await world.conversations.create(ADA.id, NewConversation(), key="k") == made
    assert await world.conversations.by_number(ADA.id, made.number) == made
    assert (made.manner, made.title, made.head_id) == (Manner("tutor", "de", "tr", "A2"), "", None)
    assert (await world.conversations.open(ADA.id, made.id)).shown == ()
    with pytest.raises(NotFound):
        await world.conversations.by_number(ADA.id, made.number + 1)


async def test_a_number_is_never_given_twice(world: World) -> None:
    first = await world.conversations.create(ADA.id, NewConversation())
    await world.conversations.delete(ADA.id, first.id)
    assert (await world.conversations.create(ADA.id, NewConversation())).number == first.number + 1


async def test_who_answers_and_what_it_is_about_may_change(world: World) -> None:
    conversation_id, posting_id = await world.begin(), await world.add_posting()
    await world.conversations.configure(ADA.id, conversation_id, Manner("adviser", level="C2"))
    await world.conversations.attach(ADA.id, conversation_id, Attached(posting_id=posting_id))
    changed = await world.conversations.get(ADA.id, conversation_id)
    assert (changed.manner, changed.attached) == (Manner("adviser", level="C2"), Attached(posting_id=posting_id))
    for absent in (Attached(resume_id="res_x"), Attached(letter_id="let_x"), Attached(posting_id="pos_x")):
        with pytest.raises(NotFound):
            await world.conversations.attach(ADA.id, conversation_id, absent)
    await world.conversations.attach(ADA.id, conversation_id, Attached())
    assert (await world.conversations.get(ADA.id, conversation_id)).attached == Attached()


def test_what_a_form_leaves_out_stays_as_it_is() -> None:
    known = Manner("tutor", "de", "tr", "A2")
    assert parse_manner({"level": "B2", "native": " "}, known) == Manner("tutor", "de", "tr", "B2")
    assert parse_manner({}) == Manner()
    assert parse_manner({"target": "pt-BR", "native": "zh-Hant-TW"}) == Manner("coach", "pt-BR", "zh-Hant-TW")


@pytest.mark.parametrize(
    ("field", "value"),
    [("agent", "boss"), ("level", "D1"), ("target", "English!"), ("native", "e"), ("native", "en" + "-abcd" * 9)],
)
def test_what_is_not_offered_is_refused_by_name(field: str, value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_manner({field: value})
    assert caught.value.field == field
