"""Conversations to take away."""

import json

from markdown_it import MarkdownIt

from app.tutor.corrections.models import Correction
from app.tutor.service import Export, export, file_stem
from tests.tutor.world import ADA, World


async def exported(world: World, conversation_id: str, kind: Export) -> str:
    conversation, messages = await world.conversations.everything(ADA.id, conversation_id)
    return export(conversation, messages, kind).decode()


async def test_markdown_has_the_open_branch_with_its_corrections(world: World) -> None:
    conversation_id = await world.begin("Old.")
    first = (await world.path(conversation_id))[0]
    prepared = await world.finished(await world.conversations.questions.edit(ADA.id, first.id, "I has *time*."))
    correction = Correction("has", "have", "With ‘I’: have.", "grammar", 2, 3)
    await world.conversations.replies.keep_corrections(ADA.id, prepared.reply.question_id, [correction])
    text = await exported(world, conversation_id, "md")
    assert text.startswith("# Old\n\nInterview coach, ")
    assert text.endswith(
        "\n\n## You\n\nI has *time*.\n\n- “has” → “have” With ‘I’: have.\n\n## Interview coach\n\nTell me more.\n"
    )
    assert "Old." not in text


async def test_an_open_code_block_swallows_nothing(world: World) -> None:
    world.say, world.fails = "Look:\n````python\n```\nprint(1)", True
    conversation_id = await world.begin()
    world.say, world.fails = "Whole.", False
    await world.ask(conversation_id, "And?")
    text = await exported(world, conversation_id, "md")
    assert "*This reply could not be finished.*" in text
    tokens = MarkdownIt().parse(text)
    assert [token.content for token in tokens if token.type == "fence"] == ["```\nprint(1)\n"]
    assert sum(token.type == "heading_open" for token in tokens) == 5


async def test_a_title_cannot_forge_markup(world: World) -> None:
    conversation_id = await world.begin()
    await world.conversations.rename(ADA.id, conversation_id, "<script>*x* [a](b)")
    assert (await exported(world, conversation_id, "md")).startswith("# \\<script\\>\\*x\\* \\[a\\](b)\n")


async def test_json_has_all_branches(world: World) -> None:
    conversation_id = await world.begin("One.")
    first = (await world.path(conversation_id))[0]
    await world.finished(await world.conversations.questions.edit(ADA.id, first.id, "Two."))
    document = json.loads(await exported(world, conversation_id, "json"))
    assert [message["text"] for message in document["messages"]] == ["One.", "Tell me more.", "Two.", "Tell me more."]
    last = document["messages"][-1]
    assert document["open_branch_ends_with"] == last["id"]
    assert last["parent"] == document["messages"][2]["id"]
    assert last["usage"] == {"input_tokens": 7, "output_tokens": 3}
    assert "owner" not in document
    assert ADA.id not in json.dumps(document)


async def test_the_file_is_named_by_the_title(world: World) -> None:
    conversation_id = await world.begin("Über mich: ../../etc")
    assert file_stem(await world.conversations.get(ADA.id, conversation_id)) == "Über_mich_etc"
    other = await world.conversations.get(ADA.id, await world.begin("👋"))
    assert file_stem(other) == f"conversation_{other.number}"


async def test_a_conversation_without_messages_is_exported_too(world: World) -> None:
    from app.tutor.service import NewConversation

    made = await world.conversations.create(ADA.id, NewConversation())
    assert (await exported(world, made.id, "md")).startswith("# Conversation\n")
    assert json.loads(await exported(world, made.id, "json"))["messages"] == []
