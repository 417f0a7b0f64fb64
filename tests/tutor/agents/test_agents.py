"""The tutor and the adviser without a key, and what every agent is told with one."""

from app.tutor.models import Attached
from tests.tutor.replying.world import ADA, BACKEND, World

WRONG = "Yesterday I have buyed a bread."


async def test_the_tutor_shows_corrections_and_makes_an_exercise_of_them(world: World) -> None:
    conversation_id = await world.first(WRONG, agent="tutor")
    reply = await world.last(conversation_id)
    assert "“buyed” → “bought”" in reply.text
    assert "Try this sentence again: “Yesterday I have buyed a bread”." in reply.text
    exercise = await world.said(conversation_id, "Yesterday I bought bread.")
    assert "Which is right?" in exercise.text
    assert "“Yesterday I have buyed a bread”" in exercise.text


async def test_the_tutor_says_that_it_knows_english_alone(world: World) -> None:
    conversation_id = await world.first("Ich bin Bäcker.", agent="tutor", target="de")
    assert "I can only correct English, not German" in (await world.last(conversation_id)).text


async def test_the_adviser_holds_resume_and_posting_together(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("Do I fit?", agent="adviser", attached=attached)
    reply = await world.last(conversation_id)
    assert "your résumé shows" in reply.text
    assert "PostgreSQL" in reply.text
    missing = await world.said(conversation_id, "What am I missing?")
    assert "Kubernetes" in missing.text


async def test_the_adviser_without_a_posting_says_what_it_needs(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("Do I fit?", agent="adviser", attached=Attached(attached.resume_id))
    assert "No posting is attached" in (await world.last(conversation_id)).text


async def test_a_posting_deleted_meanwhile_is_missed_once(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("Do I fit?", agent="adviser", attached=attached)
    assert attached.posting_id is not None
    await world.postings.delete(ADA.id, attached.posting_id)
    first = await world.said(conversation_id, "Do I fit?")
    second = await world.said(conversation_id, "Do I fit?")
    assert first.text.startswith("The posting that was attached to this conversation has been deleted.")
    assert "deleted" not in second.text
    assert BACKEND[:20] not in second.text
