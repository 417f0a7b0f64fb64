"""Titles by themselves."""

import pytest

from app.errors import InvalidInput
from app.tutor.models import Agent, Attached, Manner, NewConversation
from app.tutor.titles import LONGEST, tidy_title, title_of
from tests.tutor.world import ADA, World


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello. I need help.", "Hello"),
        ("Can you help me? Thanks", "Can you help me?"),
        ("\n\n# My question\nmore", "My question"),
        ("- first point\n- second", "first point"),
        ("I know tools, e.g. SQL and dbt. They help.", "I know tools, e.g. SQL and dbt"),
        ("...\n\nReally", "Really"),
        ("👋", ""),
        ("", ""),
        ("evil\u202eltr\u200b text", "evilltr text"),
        ("面试英语", "面试英语"),
    ],
)
def test_the_first_sentence_is_the_title(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_long_sentence_is_cut_at_a_word() -> None:
    title = title_of("I would like to practise the interview for the backend job, which is on Monday morning")
    assert title == "I would like to practise the interview for the backend job…"
    assert len(title_of("x" * 500)) == LONGEST


def test_a_typed_title_is_one_line() -> None:
    assert tidy_title("  My\n title\x07 ") == "My title"
    assert len(tidy_title("x" * 500)) == 200


async def test_a_title_that_was_chosen_stays(world: World) -> None:
    conversation_id = await world.begin("First.")
    await world.conversations.name(ADA.id, conversation_id, "A model's title")
    assert (await world.conversations.get(ADA.id, conversation_id)).title == "A model's title"
    await world.conversations.rename(ADA.id, conversation_id, "Mine")
    await world.conversations.name(ADA.id, conversation_id, "A model's title")
    assert (await world.conversations.get(ADA.id, conversation_id)).title == "Mine"


async def test_an_empty_title_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput):
        await world.conversations.rename(ADA.id, await world.begin(), " \u200b ")


@pytest.mark.parametrize(
    ("agent", "text", "title"),
    [
        ("coach", "Start the interview", "Interview: Senior Backend Engineer, Payments Platform"),
        ("adviser", "What fits?", "Application: Senior Backend Engineer, Payments Platform"),
        ("tutor", "Hello there", "Hello there"),
        ("coach", "How do I talk about my gap?", "How do I talk about my gap?"),
    ],
)
async def test_a_message_that_says_little_is_titled_by_the_job(
    world: World, agent: Agent, text: str, title: str
) -> None:
    opening = NewConversation(Manner(agent=agent), Attached(posting_id=await world.add_posting()))
    prepared = await world.conversations.questions.begin(ADA.id, opening, text)
    assert prepared.title == title


async def test_a_posting_that_was_deleted_gives_no_title(world: World) -> None:
    posting_id = await world.add_posting()
    conversation = await world.conversations.create(ADA.id, NewConversation(attached=Attached(posting_id=posting_id)))
    await world.postings.delete(ADA.id, posting_id)
    prepared = await world.conversations.questions.ask(ADA.id, conversation.id, "Start the interview")
    assert prepared.title == "Start the interview"
