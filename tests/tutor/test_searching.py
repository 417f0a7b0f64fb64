"""Full-text search: whose words it finds, and that nothing typed is syntax."""

import pytest
import sqlalchemy as sa

from app.tutor.models import NewConversation, conversations, messages
from app.tutor.repository import searching
from app.tutor.searching import parse_query, snippet_of
from tests.tutor.world import ADA, EVE, World


async def found(world: World, typed: str, owner: str = ADA.id) -> list[str]:
    """What the hits show."""
    return [hit.snippet.text for hit in await world.conversations.search(owner, typed)]


async def test_titles_come_before_messages_and_marks_are_places(world: World) -> None:
    world.say = "A notice period is usual."
    conversation_id = await world.begin("My notice period. It is long.")
    hits = await world.conversations.search(ADA.id, "notice per")
    assert {hit.role for hit in hits[1:]} == {"assistant", "user"}
    title = hits[0]
    assert (title.conversation_id, title.message_id, title.snippet.text) == (conversation_id, None, "My notice period")
    assert [title.snippet.text[start:end] for start, end in title.snippet.marks] == ["notice", "period"]


async def test_words_may_stand_apart_and_without_their_accents(world: World) -> None:
    await world.begin("Ich habe in Zürich ein Café geführt")
    assert len(await found(world, "cafe zurich")) == 2
    assert await found(world, "cafe paris") == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        '" OR "',
        "NEAR(a b)",
        "text: hello",
        "hello AND",
        "*",
        "-hello",
        "(",
        "^hello",
        "{a b}",
        "%",
        "_",
        "\0",
    ],
)
async def test_nothing_that_is_typed_is_syntax(world: World, typed: str) -> None:
    await world.begin("Hello world")
    await world.conversations.search(ADA.id, typed)


async def test_operators_are_words(world: World) -> None:
    await world.begin("Cats and dogs")
    assert await found(world, "cats OR fish") == []
    assert await found(world, "cats NOT dogs") == []
    assert len(await found(world, "cats AND dogs")) == 2


@pytest.mark.parametrize("typed", ["", "  ", "!?", "👋"])
async def test_nothing_to_look_for_finds_nothing(world: World, typed: str) -> None:
    await world.begin("👋 !?")
    assert await found(world, typed) == []


async def test_scripts_without_spaces_are_found_in_the_middle(world: World) -> None:
    await world.begin("我想练习面试英语")
    assert await found(world, "面试") == ["我想练习面试英语"] * 2
    assert await found(world, "面条") == []
    assert await found(world, "100%面") == []


async def test_each_finds_only_their_own(world: World) -> None:
    await world.begin("Salary secret of Ada")
    await world.begin("Salary of Eve", EVE.id)
    assert all("Ada" in text for text in await found(world, "salary"))
    assert await found(world, "secret", EVE.id) == []
    assert await found(world, "salary OR secret", EVE.id) == []


async def test_the_index_follows_every_change(world: World) -> None:
    conversation_id = await world.begin("Alpha beta")
    await world.conversations.rename(ADA.id, conversation_id, "Gamma")
    assert await found(world, "alpha") == ["Alpha beta"]
    assert await found(world, "gamma") == ["Gamma"]
    world.say = "Delta"
    await world.ask(conversation_id, "More")
    assert await found(world, "delta") == ["Delta"]
    await world.conversations.delete(ADA.id, conversation_id)
    assert await found(world, "alpha") == await found(world, "gamma") == await found(world, "delta") == []


async def test_what_stands_there_without_its_words_is_found_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a server of the version before writes it; they are read some at a time."""
    monkeypatch.setattr(searching, "UNREAD_AT_ONCE", 2)
    for number in range(5):
        await world.begin(f"Alpha {number}")
    async with world.database.write() as connection:
        for table in (conversations, messages):
            await connection.execute(sa.update(table).values(words=None))
    assert len(await found(world, "alpha 4")) == 2
    async with world.database.read() as connection:
        assert await searching.find_unread_titles(connection, ADA.id) == []
        assert await searching.find_unread_texts(connection, ADA.id) == []


async def test_a_reply_that_was_broken_off_is_found(world: World) -> None:
    world.say, world.holds = "Tell me of the settlement", True
    prepared = await world.conversations.questions.begin(ADA.id, NewConversation(), "Hello.")
    run = await world.start(prepared)
    await world.heard(run.id)
    await world.conversations.stop(ADA.id, prepared.reply.conversation_id)
    assert await found(world, "settlement") == ["Tell me of the settlement"]


async def test_a_reply_that_a_server_of_the_version_before_ends_is_found(world: World) -> None:
    world.holds = True
    prepared = await world.conversations.questions.begin(ADA.id, NewConversation(), "Hello.")
    run = await world.start(prepared)
    await world.heard(run.id)
    assert await found(world, "settlement") == []
    async with world.database.write() as connection:
        ended = sa.update(messages).where(messages.c.id == prepared.reply.reply_id)
        await connection.execute(ended.values(text="Tell me of the settlement", state="complete"))
    assert await found(world, "settlement") == ["Tell me of the settlement"]


async def test_words_that_came_meanwhile_are_not_written_over(world: World) -> None:
    conversation_id = await world.begin("Alpha")
    (message, *_) = await world.path(conversation_id)
    async with world.database.write() as connection:
        await connection.execute(searching.keep_text_words(ADA.id, message.id, " of before"))
        await connection.execute(searching.keep_title_words(ADA.id, conversation_id, " of before"))
    assert await found(world, "before") == []
    assert len(await found(world, "alpha")) == 2


async def test_a_hit_on_another_branch_is_opened_there(world: World) -> None:
    conversation_id = await world.begin("Old words")
    first = (await world.path(conversation_id))[0]
    await world.finished(await world.conversations.questions.edit(ADA.id, first.id, "New text"))
    await world.conversations.rename(ADA.id, conversation_id, "Title")
    (hit,) = await world.conversations.search(ADA.id, "old words")
    assert hit.message_id is not None
    await world.conversations.switch(ADA.id, conversation_id, hit.message_id)
    assert (await world.texts(conversation_id))[0] == "Old words"


def test_a_snippet_is_cut_between_words_around_what_was_found() -> None:
    text = "before " * 40 + "the <b>needle</b>\nhere " + "after " * 60
    snippet = snippet_of(text, parse_query("NEEDLE"))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["needle"]
    assert snippet.before
    assert snippet.after
    assert len(snippet.text) <= 180
    assert snippet.text.startswith("before ")
    assert snippet.text.endswith(" after")
    assert "\n" not in snippet.text


def test_marks_count_code_points_and_do_not_overlap() -> None:
    snippet = snippet_of("😀 naïve Naïveté", parse_query("naive nai"))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["naïve", "Naïveté"]


def test_a_word_without_spaces_around_is_cut_anyway() -> None:
    snippet = snippet_of("x" * 5_000, parse_query("xxx"))
    assert len(snippet.text) == 180
    assert snippet.marks == ((0, 180),)


def test_an_endless_query_is_cut() -> None:
    assert len(parse_query("a b c d e f g h i j k l m n o p " * 100).phrases) == 12
