"""What is done beside a reply: corrections, the title, what it took."""

from typing import Any

import pytest

from app.postings.forms import PostingForm
from app.tutor.models import Attached
from app.tutor.replying import sides
from tests.provider import Provider
from tests.provider.behaviours import failing, held
from tests.tutor.replying.world import ADA, MOST_MESSAGES, TITLE, Script, World, data_of

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
"""LiteLLM's own types make pydantic warn when they are first used; the app keeps that out of its log."""

WRONG = "Yesterday I have buyed a bread."


def names_of(events: list[Any]) -> list[str]:
    return [event.name for event in events]


async def test_corrections_are_said_kept_and_in_the_end(world: World) -> None:
    conversation_id, run = await world.begin(WRONG)
    events = await world.events(run)
    (said,) = data_of(events, "corrections")
    question = (await world.path(conversation_id))[0]
    assert [one["corrected"] for one in said["corrections"]] == [one.corrected for one in question.corrections]
    assert "bought" in [one.corrected for one in question.corrections]
    assert data_of(events, "done")[0]["corrections"] == said["corrections"]
    assert said["question_id"] == question.id


async def test_a_name_of_the_posting_is_no_mistake(world: World) -> None:
    form = PostingForm(title="Baker", company="Recieve", text="We look for a baker who knows sourdough and rye.")
    posting = await world.postings.add(ADA.id, form)
    text = "I want to work at Recieve because of the people."
    stranger = await world.first(text)
    conversation_id = await world.first(text, attached=Attached(None, posting.id))
    assert [one.original for one in (await world.path(stranger))[0].corrections] == ["Recieve"]
    assert (await world.path(conversation_id))[0].corrections == ()


async def test_corrections_come_while_the_reply_is_held(room: World, script: Script, provider: Provider) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=1)]
    _, run = await room.begin(WRONG)
    await room.until(run, "corrections")
    gate.open()
    names = names_of(await room.events(run))
    assert names.count("corrections") == 1
    assert names[-1] == "done"


async def test_a_check_that_never_ends_is_replaced_by_the_built_in_one(
    room: World, script: Script, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sides, "CHECK_SECONDS", 0.2)
    gate = provider.gate()
    script.others = held(gate, after=0)
    _, run = await room.begin(WRONG)
    events = await room.events(run)
    (said,) = data_of(events, "corrections")
    assert "bought" in [one["corrected"] for one in said["corrections"]]
    assert "took too long" in said["note"]
    assert names_of(events).index("text") < names_of(events).index("corrections")
    gate.open()


async def test_a_check_by_the_model_that_fails_leaves_the_built_in_one(room: World, script: Script) -> None:
    script.others = failing(500)
    _, run = await room.begin(WRONG)
    (said,) = data_of(await room.events(run), "corrections")
    assert "bought" in [one["corrected"] for one in said["corrections"]]
    assert said["note"]


async def test_a_retried_message_is_not_checked_again(room: World, provider: Provider) -> None:
    conversation_id = await room.first(WRONG)
    checks = [one for one in provider.requests if one.asked.schema is not None]
    reply = await room.last(conversation_id)
    run = await room.start(await room.conversations.questions.retry(ADA.id, reply.id))
    (said,) = data_of(await room.events(run), "corrections")
    assert said["corrections"]
    assert [one for one in provider.requests if one.asked.schema is not None] == checks


async def test_a_long_message_is_not_checked_and_said_so(world: World) -> None:
    conversation_id, run = await world.begin(f"{WRONG} " * 200)
    (said,) = data_of(await world.events(run), "corrections")
    assert said["corrections"] == []
    assert "4,000 characters" in said["note"]
    assert (await world.last(conversation_id)).state == "complete"


async def test_the_answer_to_a_form_is_not_checked(world: World) -> None:
    conversation_id = await world.first("Hello")
    await world.fill_in(conversation_id, {"job_title": "Baker", "done": WRONG})
    assert (await world.path(conversation_id))[2].corrections == ()


async def test_without_a_model_the_title_is_the_beginning_of_the_message(world: World) -> None:
    conversation_id, run = await world.begin("Help me with bakeries. I am new.")
    events = await world.events(run)
    assert names_of(events)[:2] == ["created", "title"]
    assert [data["title"] for data in data_of(events, "title")] == ["Help me with bakeries"]
    assert data_of(events, "done")[0]["title"] == "Help me with bakeries"
    later = await world.events(await world.ask(conversation_id, "And then?"))
    assert data_of(later, "title") == []
    assert data_of(later, "done")[0]["title"] is None


async def test_a_model_finds_a_better_title(room: World, script: Script, provider: Provider) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=1)]
    script.title = f"“{TITLE}.”\n"
    conversation_id, run = await room.begin("Help me with bakeries.")
    await room.until(run, "title")
    gate.open()
    events = await room.events(run)
    assert [data["title"] for data in data_of(events, "title")] == [TITLE]
    assert data_of(events, "done")[0]["title"] == TITLE
    assert (await room.conversations.get(ADA.id, conversation_id)).title == TITLE


async def test_a_title_is_not_waited_for(
    room: World, script: Script, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sides, "CHECK_SECONDS", 0.2)
    gate = provider.gate()
    script.others = held(gate, after=0)
    conversation_id, run = await room.begin("Help me with bakeries.")
    events = await room.events(run)
    assert [data["title"] for data in data_of(events, "title")] == ["Help me with bakeries"]
    assert (await room.conversations.get(ADA.id, conversation_id)).title == "Help me with bakeries"
    gate.open()


async def test_a_title_by_hand_stays(room: World, script: Script, provider: Provider) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=1)]
    script.others = held(gate, after=0)
    conversation_id, run = await room.begin("Help me with bakeries.")
    await room.until(run, "text")
    await room.conversations.rename(ADA.id, conversation_id, "Mine")
    gate.open()
    await room.engine.wait(run.id)
    assert (await room.conversations.get(ADA.id, conversation_id)).title == "Mine"


async def test_what_it_took_is_the_sum_of_all_calls(room: World) -> None:
    conversation_id, run = await room.begin("Hello there.")
    (done,) = data_of(await room.events(run), "done")
    reply = await room.last(conversation_id)
    (bill,) = await room.accounts.bill_of_run(ADA.id, run.id)
    assert done["used"]["calls"] == bill.calls
    assert (done["used"]["input_tokens"], done["used"]["output_tokens"]) == (bill.input_tokens, bill.output_tokens)
    assert (reply.tokens_in, reply.tokens_out) == (bill.input_tokens, bill.output_tokens)
    assert (reply.model, done["model"]) == (bill.model, bill.model)


async def test_the_built_in_model_takes_nothing(world: World) -> None:
    _, run = await world.begin("Hello")
    (done,) = data_of(await world.events(run), "done")
    assert done["used"] == {"input_tokens": 0, "output_tokens": 0, "calls": 0}
    assert done["model"] == "builtin"


async def test_a_suggested_reply_is_not_checked(room: World, provider: Provider) -> None:
    conversation_id = await room.first("Hello")
    await room.said(conversation_id, "Skip this question")
    checked = [one.asked.data["text"] for one in provider.requests if one.asked.schema is not None]
    assert checked == ["Hello"]


async def test_the_end_says_when_few_messages_are_left(world: World) -> None:
    conversation_id, run = await world.begin("Hello")
    (first,) = data_of(await world.events(run), "done")
    for _ in range(MOST_MESSAGES - 2):
        await world.said(conversation_id, "skip")
    (last,) = data_of(await world.events(await world.ask(conversation_id, "skip")), "done")
    assert first["usage_warning"] is None
    assert (last["usage_warning"]["used"], last["usage_warning"]["limit"]) == (MOST_MESSAGES, MOST_MESSAGES)


async def test_only_the_first_message_gives_a_title(room: World, script: Script, provider: Provider) -> None:
    script.title = "…"
    conversation_id = await room.first("Hello there.")
    again = await room.events(await room.ask(conversation_id, "Hello there."))
    assert data_of(again, "title") == []
    assert [one.asked.prompt.count("Give a title") for one in provider.requests].count(1) == 1
    assert (await room.conversations.get(ADA.id, conversation_id)).title == "Hello there"
