"""The quiet warning: from 98 % on, in the protocol's words."""

import pytest
from sqlalchemy import text

from app.usage.days import next_midnight, reset_words
from app.usage.models import Feature
from app.usage.service import Quotas, UsageWarning
from app.usage.wording import message_of, used_up
from tests.usage.world import ADA, World

MIDNIGHT = 1_772_496_000.0
"""The beginning of Tuesday 3 March 2026, UTC."""


async def set_used(world: World, feature: Feature, used: int) -> None:
    async with world.database.write() as connection:
        await connection.execute(
            text("INSERT OR REPLACE INTO usage_days VALUES (:owner, '2026-03-02', :feature, :used, NULL)"),
            {"owner": ADA.id, "feature": feature, "used": used},
        )


async def test_a_warning_begins_at_490_of_500(world: World) -> None:
    await set_used(world, "ai_text_messages", 489)
    assert await world.quotas.warning(ADA.id, "ai_text_messages") is None
    assert await world.quotas.note(ADA.id, "ai_text_messages") == ""
    await world.start("ai_text_messages")
    assert await world.quotas.warning(ADA.id, "ai_text_messages") == UsageWarning(
        feature="ai_text_messages",
        used=490,
        limit=500,
        remaining=10,
        message="You have 10 messages remaining today.",
    )


async def test_the_last_ones_are_told_in_the_right_number_and_with_the_time_when_none_is_left(world: World) -> None:
    await set_used(world, "ai_text_messages", 499)
    assert await world.quotas.note(ADA.id, "ai_text_messages") == "You have 1 message remaining today."
    await set_used(world, "ai_text_messages", 500)
    assert await world.quotas.note(ADA.id, "ai_text_messages") == (
        "You have no messages remaining today. You can go on at midnight UTC, in 5 hours."
    )


@pytest.mark.parametrize(("limit", "first"), [(1, 1), (2, 2), (10, 10), (49, 49), (50, 49), (51, 50), (100, 98)])
async def test_a_small_limit_is_warned_of_at_the_next_whole_number(world: World, limit: int, first: int) -> None:
    quotas = Quotas(world.database, {"letters": limit}, world.clock)
    await set_used(world, "letters", first - 1)
    assert await quotas.warning(ADA.id, "letters") is None
    await set_used(world, "letters", first)
    warning = await quotas.warning(ADA.id, "letters")
    assert warning is not None
    assert (warning.used, warning.remaining) == (first, limit - first)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (24 * 3600, "24 hours"),
        (5 * 3600 - 60, "5 hours"),
        (3 * 3600, "3 hours"),
        (3 * 3600 - 60, "2 hours and 59 minutes"),
        (2 * 3600, "2 hours"),
        (3660, "1 hour and 1 minute"),
        (3600, "1 hour"),
        (3599, "1 hour"),
        (600.5, "11 minutes"),
        (0.25, "1 minute"),
    ],
)
def test_the_time_of_the_reset_is_told_as_a_person_says_it(before: float, words: str) -> None:
    now = MIDNIGHT - before
    assert next_midnight(now) == MIDNIGHT
    assert reset_words(now) == f"at midnight UTC, in {words}"


def test_numbers_agree_with_their_nouns() -> None:
    assert used_up("letters", 1, "soon") == "Today's letter is used up. You can go on soon."
    assert used_up("tailorings", 1_200, "soon") == "Today's 1,200 tailorings are used up. You can go on soon."
    assert message_of("letters", 1) == "You have 1 letter remaining today."
    assert message_of("tailorings", 0) == "You have no tailorings remaining today."
