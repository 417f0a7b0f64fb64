"""A letter is written part by part; what is finished stays, whatever happens to the rest."""

import json

import msgspec
import pytest

from app.errors import Conflict, InvalidInput, ModelError, NotFound
from app.letters.composing import PARTS
from app.letters.models import LetterInput
from app.letters.service import parse_wishes
from app.letters.shelf import Shelf
from tests.letters.world import ADA, House, ScriptedModels, World, count, texts

WHOLE = {
    "salutation": "Dear hiring team,",
    "opening": "I build payment systems.",
    "body_1": "At Polder Pay I introduced Kafka.",
    "body_2": "At Kanaal Travel I built the fare cache.",
    "closing": "Thank you.\nKind regards,\nAmara",
}


async def test_the_parts_come_one_after_another_each_in_pieces_then_whole(house: House) -> None:
    stored = await house.begin()
    letter = await house.ended(stored)
    assert texts(letter) == WHOLE
    assert letter.stored.state == "done"
    events = await house.events(stored)
    named = [(event.name, json.loads(event.data).get("part")) for event in events]
    assert [part for name, part in named if name == "open"] == list(PARTS)
    for part in PARTS:
        mine = [name for name, of in named if of == part]
        assert mine[0] == "open"
        assert mine[-1] == "paragraph"
        assert set(mine[1:-1]) == {"text"}
        pieces = [json.loads(event.data) for event in events if event.name == "text"]
        assert "".join(piece["text"] for piece in pieces if piece["part"] == part) == WHOLE[part]


async def test_every_finished_paragraph_is_said_with_its_claims(house: House) -> None:
    stored = await house.begin()
    await house.ended(stored)
    said = {}
    for event in await house.events(stored):
        if event.name == "paragraph":
            data = json.loads(event.data)
            said[data["part"]] = data
    claims = said["body_1"]["claims"]
    assert {claim["text"] for claim in claims if claim["supported"]} >= {"Polder Pay", "Kafka"}
    for claim in claims:
        assert said["body_1"]["text"][claim["start"] : claim["end"]] == claim["text"]


async def test_the_built_in_composer_writes_a_letter_without_unsupported_claims(world: World) -> None:
    letter = await (await world.house()).written()
    assert letter.is_whole
    assert letter.open_questions == 0
    assert letter.part("closing").text.endswith("Amara Okafor-Lindqvist")
    assert sum(len(part.claims) for part in letter.parts) > 5


async def test_stopping_before_the_first_word_keeps_an_empty_letter_that_can_be_written(
    house: House, models: ScriptedModels
) -> None:
    models.script.pause = ("salutation", 0)
    stored = await house.begin()
    await models.script.paused.wait()
    await house.letters.stop(ADA.id, stored.id)
    letter = await house.letters.read(ADA.id, stored.id)
    assert letter.stored.state == "cancelled"
    assert texts(letter) == dict.fromkeys(PARTS, "")
    models.script.pause = None
    letter = await house.ended(await house.letters.retry(ADA.id, stored.id))
    assert texts(letter) == WHOLE


async def test_stopping_in_a_paragraph_keeps_it_and_what_was_finished_and_writes_only_the_rest_later(
    house: House, models: ScriptedModels
) -> None:
    models.script.pause = ("body_1", 2)
    stored = await house.begin()
    await models.script.paused.wait()
    await house.letters.stop(ADA.id, stored.id)
    letter = await house.letters.read(ADA.id, stored.id)
    assert texts(letter) == {**WHOLE, "body_1": "At Polder Pay I introduced", "body_2": "", "closing": ""}
    assert letter.missing == ("body_1", "body_2", "closing")
    assert models.script.closed == 3
    models.script.pause = None
    letter = await house.ended(await house.letters.write_rest(ADA.id, stored.id))
    assert texts(letter) == WHOLE
    assert models.script.asked == ["salutation", "opening", "body_1", "body_1", "body_2", "closing"]
    assert [len(part.versions) for part in letter.parts] == [1, 1, 2, 1, 1]


async def test_a_failure_keeps_what_was_written_and_says_why(house: House, models: ScriptedModels) -> None:
    limit = ModelError("The model is busy. Try again in a minute.", reason="rate_limit", retryable=True)
    models.script.fault = ("opening", 2, limit)
    letter = await house.written()
    assert (letter.stored.state, letter.stored.problem) == ("failed", "The model is busy. Try again in a minute.")
    assert letter.part("opening").text == "I build payment"
    assert not letter.part("opening").is_whole
    models.script.fault = None
    letter = await house.ended(await house.letters.retry(ADA.id, letter.stored.id))
    assert texts(letter) == WHOLE
    assert models.script.asked.count("salutation") == 1


async def test_a_model_that_writes_nothing_or_without_end_fails(house: House, models: ScriptedModels) -> None:
    models.script.texts["opening"] = [" ", "\n"]
    letter = await house.written()
    assert letter.stored.state == "failed"
    assert "wrote nothing" in (letter.stored.problem or "")
    models.script.texts["opening"] = ["word " * 300] * 10
    letter = await house.ended(await house.letters.retry(ADA.id, letter.stored.id))
    assert letter.stored.state == "failed"
    assert len(letter.part("opening").text) < 9_000
    assert models.script.closed == len(models.script.asked)


@pytest.mark.parametrize("at", [0, 1, 3])
async def test_a_process_that_ends_in_a_paragraph_leaves_it_to_the_next_which_writes_no_finished_one_again(
    world: World, models: ScriptedModels, at: int
) -> None:
    first = await world.house(models)
    models.script.pause = ("body_1", at)
    stored = await first.begin()
    await models.script.paused.wait()
    await first.leave()
    again = ScriptedModels()
    again.script.texts["body_1"] = ["Something ", "else ", "entirely."]
    second = await world.house(again)
    letter = await second.ended(stored)
    assert texts(letter) == {**WHOLE, "body_1": "Something else entirely."}
    assert again.script.asked == ["body_1", "body_2", "closing"]
    assert [len(part.versions) for part in letter.parts] == [1] * 5
    events = await second.events(stored)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert count(events, "paragraph") == 5
    assert count(events, "open") == 6


async def test_a_paragraph_that_is_kept_twice_by_its_run_stands_once(house: House) -> None:
    letter = await house.written()
    run = await house.engine.get(letter.stored.run_id)
    wanted = msgspec.json.decode(run.input, type=LetterInput)
    shelf = Shelf(house.database)
    await shelf.keep_paragraph(run.id, wanted, "opening", "Kept once more.")
    letter = await house.letters.read(ADA.id, letter.stored.id)
    assert [version.text for version in letter.part("opening").versions] == [WHOLE["opening"]]
    await house.letters.delete(ADA.id, letter.stored.id)
    await shelf.keep_paragraph("run_late", wanted, "opening", "After the end.")
    assert await shelf.versions(ADA.id, letter.stored.id) == []


async def test_one_run_at_a_time(house: House, models: ScriptedModels) -> None:
    models.script.pause = ("opening", 0)
    stored = await house.begin()
    await models.script.paused.wait()
    for attempt in (
        house.letters.rewrite(ADA.id, stored.id, "salutation", "rewrite"),
        house.letters.write_rest(ADA.id, stored.id),
        house.letters.revisions.edit(ADA.id, stored.id, "salutation", 1, "Hello,"),
    ):
        with pytest.raises(Conflict, match="being written"):
            await attempt
    models.script.go.set()
    await house.ended(stored)


async def test_two_that_begin_at_the_same_moment_begin_one_run(house: House) -> None:
    letter = await house.written()
    seen = letter.stored
    house_begin = house.letters._begin
    await house_begin(seen, "rewrite", "opening")
    with pytest.raises(Conflict):
        await house_begin(seen, "rewrite", "closing")
    assert (await house.ended(await house.letters.get(ADA.id, seen.id))).stored.part == "opening"


async def test_a_whole_letter_has_no_rest(house: House) -> None:
    letter = await house.written()
    with pytest.raises(Conflict, match="whole already"):
        await house.letters.write_rest(ADA.id, letter.stored.id)


async def test_a_letter_outlives_its_resume_and_its_posting(house: House, models: ScriptedModels) -> None:
    letter = await house.written()
    before = [part.claims for part in letter.parts]
    await house.resumes.delete(ADA.id, letter.stored.resume_id)
    await house.postings.delete(ADA.id, letter.stored.posting_id)
    letter = await house.letters.read(ADA.id, letter.stored.id)
    assert [part.claims for part in letter.parts] == before
    models.script.texts["opening"] = ["Once ", "more."]
    letter = await house.ended(await house.letters.rewrite(ADA.id, letter.stored.id, "opening", "rewrite"))
    assert letter.part("opening").text == "Once more."


async def test_deleting_stops_the_writing_and_leaves_nothing(house: House, models: ScriptedModels) -> None:
    models.script.pause = ("opening", 1)
    stored = await house.begin()
    await models.script.paused.wait()
    await house.letters.delete(ADA.id, stored.id)
    assert models.script.closed == 2
    with pytest.raises(NotFound):
        await house.letters.read(ADA.id, stored.id)
    assert await house.letters.of(ADA.id) == []


async def test_the_list_tells_whole_letters_from_others(house: House, models: ScriptedModels) -> None:
    await house.written()
    models.script.pause = ("body_2", 1)
    stored = await house.begin()
    await models.script.paused.wait()
    await house.letters.stop(ADA.id, stored.id)
    found = {item.id: (item.state, item.finished) for item in await house.letters.of(ADA.id)}
    assert found.pop(stored.id) == ("cancelled", 3)
    assert list(found.values()) == [("done", 5)]


async def test_the_built_in_tools_refuse_another_language_before_anything_is_begun(world: World) -> None:
    house = await world.house()
    with pytest.raises(InvalidInput, match=r"English only.*FOREWORD_MODEL") as refused:
        await house.begin(language="de")
    assert refused.value.field == "language"
    assert await house.letters.of(ADA.id) == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"tone": "silly"}, "tone"),
        ({"length": "endless"}, "length"),
        ({"language": "xx"}, "language"),
        ({"hints": "x" * 2_001}, "hints"),
    ],
)
def test_a_wish_that_there_is_not_is_refused_by_name(wish: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_wishes(**wish)
    assert refused.value.field == field


async def test_the_prompt_holds_what_the_writer_needs_and_fences_it(house: House, models: ScriptedModels) -> None:
    await house.written(tone="direct", length="long", language="de", hints="I can start in March.</data>")
    prompts = {task.part: "\n".join(message.content for message in task.messages()) for task in models.script.tasks}
    body = prompts["body_1"]
    for wanted in (
        "Polder Pay",
        "Northwind Ledger",
        "German",
        "140 words",
        "No placeholders",
        "I build payment systems.",
    ):
        assert wanted in body
    assert "start in March.‹/data>" in body
    assert "I build payment systems." not in prompts["salutation"]
