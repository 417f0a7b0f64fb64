"""Each paragraph by itself: written again, changed by hand, taken back; and the marks, answered."""

import json

import pytest

from app.documents.evidence import Claim
from app.errors import Conflict, InvalidInput, NotFound
from app.letters.reading import Letter
from tests.letters.world import ADA, House, ScriptedModels, texts

FALSE = "At Polder Pay I led a team of 26 engineers. I introduced Kafka for booking events."


async def doubtful(house: House, models: ScriptedModels) -> tuple[Letter, Claim]:
    """A letter whose opening claims a team that the résumé does not have."""
    models.script.texts["opening"] = [FALSE]
    letter = await house.written()
    doubts = letter.part("opening").doubts
    assert any("26" in doubt.text for doubt in doubts), doubts
    return letter, next(doubt for doubt in doubts if "26" in doubt.text)


async def test_a_paragraph_is_rewritten_while_the_rest_stays(house: House, models: ScriptedModels) -> None:
    letter = await house.written()
    before = texts(letter)
    models.script.texts["opening"] = ["Another ", "opening."]
    stored = await house.letters.rewrite(ADA.id, letter.stored.id, "opening", "rewrite")
    letter = await house.ended(stored)
    assert texts(letter) == {**before, "opening": "Another opening."}
    said = [json.loads(event.data).get("part") for event in await house.events(stored)]
    assert {part for part in said if part} == {"opening"}
    task = models.script.tasks[-1]
    assert task.avoid == (before["opening"],)
    assert [paragraph.part for paragraph in task.written] == ["salutation", "body_1", "body_2", "closing"]


async def test_shortening_asks_for_the_same_in_fewer_words(house: House, models: ScriptedModels) -> None:
    letter = await house.written()
    models.script.texts["body_1"] = ["Kafka."]
    letter = await house.ended(await house.letters.rewrite(ADA.id, letter.stored.id, "body_1", "shorten"))
    assert models.script.tasks[-1].shorter
    assert "At most" in models.script.tasks[-1].messages()[-1].content
    assert [version.origin for version in letter.part("body_1").versions] == ["written", "shortened"]


async def test_stopping_a_rewrite_leaves_the_paragraph_and_keeps_the_beginning_as_a_version(
    house: House, models: ScriptedModels
) -> None:
    letter = await house.written()
    models.script.texts["opening"] = ["Half ", "an ", "opening."]
    models.script.pause = ("opening", 2)
    stored = await house.letters.rewrite(ADA.id, letter.stored.id, "opening", "rewrite")
    await models.script.paused.wait()
    await house.letters.stop(ADA.id, stored.id)
    letter = await house.letters.read(ADA.id, stored.id)
    assert letter.part("opening").text == "I build payment systems."
    assert [(version.text, version.complete) for version in letter.part("opening").versions] == [
        ("I build payment systems.", True),
        ("Half an", False),
    ]
    await house.letters.revisions.restore(ADA.id, stored.id, "opening", 2)
    letter = await house.letters.read(ADA.id, stored.id)
    assert letter.part("opening").text == "Half an"
    assert letter.is_whole


async def test_a_rewrite_that_failed_can_be_tried_again(house: House, models: ScriptedModels) -> None:
    letter = await house.written()
    models.script.fault = ("opening", 1, InvalidInput("No."))
    letter = await house.ended(await house.letters.rewrite(ADA.id, letter.stored.id, "opening", "shorten"))
    assert letter.stored.state == "failed"
    models.script.fault = None
    letter = await house.ended(await house.letters.retry(ADA.id, letter.stored.id))
    assert letter.stored.state == "done"
    assert [version.origin for version in letter.part("opening").versions if version.complete] == [
        "written",
        "shortened",
    ]


async def test_an_edit_is_kept_as_typed_checked_and_can_be_taken_back(house: House) -> None:
    letter = await house.written()
    name = letter.stored.id
    await house.letters.revisions.edit(ADA.id, name, "body_2", 1, "  At Kanaal Travel I saved 90 %.\r\n\r\n\x00Yes. ")
    letter = await house.letters.read(ADA.id, name)
    assert letter.part("body_2").text == "At Kanaal Travel I saved 90 %.\n\nYes."
    assert letter.part("body_2").doubts
    await house.letters.revisions.restore(ADA.id, name, "body_2", 1)
    letter = await house.letters.read(ADA.id, name)
    assert letter.part("body_2").text == "At Kanaal Travel I built the fare cache."
    assert [version.origin for version in letter.part("body_2").versions] == ["written", "edited", "restored"]


async def test_two_tabs_that_edit_the_same_paragraph_do_not_overwrite_each_other(house: House) -> None:
    letter = await house.written()
    await house.letters.revisions.edit(ADA.id, letter.stored.id, "opening", 1, "The first tab.")
    with pytest.raises(Conflict, match="another tab"):
        await house.letters.revisions.edit(ADA.id, letter.stored.id, "opening", 1, "The second tab.")
    await house.letters.revisions.edit(ADA.id, letter.stored.id, "closing", 1, "Another paragraph.")
    letter = await house.letters.read(ADA.id, letter.stored.id)
    assert letter.part("opening").text == "The first tab."
    assert letter.part("closing").text == "Another paragraph."


@pytest.mark.parametrize("text", ["", " \n\u200b\u202e", "x" * 6_001])
async def test_an_edit_that_is_no_paragraph_is_refused_at_its_field(house: House, text: str) -> None:
    letter = await house.written()
    with pytest.raises(InvalidInput) as refused:
        await house.letters.revisions.edit(ADA.id, letter.stored.id, "opening", 1, text)
    assert refused.value.field == "text"


async def test_a_part_that_is_missing_can_be_written_by_hand(house: House, models: ScriptedModels) -> None:
    models.script.pause = ("opening", 0)
    stored = await house.begin()
    await models.script.paused.wait()
    await house.letters.stop(ADA.id, stored.id)
    await house.letters.revisions.edit(ADA.id, stored.id, "opening", 0, "My own opening.")
    models.script.pause = None
    letter = await house.ended(await house.letters.write_rest(ADA.id, stored.id))
    assert letter.part("opening").text == "My own opening."
    assert models.script.asked == ["salutation", "opening", "body_1", "body_2", "closing"]


async def test_removing_a_mark_takes_its_sentence_out(house: House, models: ScriptedModels) -> None:
    letter, claim = await doubtful(house, models)
    number = letter.part("opening").current
    assert number is not None
    await house.letters.revisions.remove(ADA.id, letter.stored.id, "opening", number.number, claim.start, claim.end)
    letter = await house.letters.read(ADA.id, letter.stored.id)
    assert letter.part("opening").text == "I introduced Kafka for booking events."
    assert letter.part("opening").doubts == ()


async def test_rephrasing_tells_the_writer_what_is_wrong(house: House, models: ScriptedModels) -> None:
    letter, claim = await doubtful(house, models)
    models.script.texts["opening"] = ["I introduced Kafka ", "for booking events."]
    stored = await house.letters.rephrase(ADA.id, letter.stored.id, "opening", 1, claim.start, claim.end)
    letter = await house.ended(stored)
    assert claim.problem in models.script.tasks[-1].messages()[-1].content
    assert letter.part("opening").doubts == ()
    with pytest.raises(Conflict, match="another tab"):
        await house.letters.rephrase(ADA.id, letter.stored.id, "opening", 1, claim.start, claim.end)


async def test_what_is_true_goes_into_the_resume_and_then_stands(house: House, models: ScriptedModels) -> None:
    letter, _ = await doubtful(house, models)
    await house.letters.revisions.add_to_resume(letter.stored, "/work/0", "Led a team of 26 engineers.")
    letter = await house.letters.read(ADA.id, letter.stored.id)
    assert letter.part("opening").doubts == ()
    assert letter.resume is not None
    assert letter.resume.work[0].highlights[-1] == "Led a team of 26 engineers."


async def test_a_skill_that_is_true_joins_the_skills(house: House, models: ScriptedModels) -> None:
    models.script.texts["opening"] = ["I know Kubernetes."]
    letter = await house.written()
    assert [doubt.text for doubt in letter.part("opening").doubts] == ["Kubernetes"]
    await house.letters.revisions.add_to_resume(letter.stored, "/skills/0", "Kubernetes")
    letter = await house.letters.read(ADA.id, letter.stored.id)
    assert letter.part("opening").doubts == ()
    assert letter.resume is not None
    assert "Kubernetes" in letter.resume.skills[0].keywords


@pytest.mark.parametrize(
    ("entry", "line", "field"),
    [
        ("/work/9", "True.", "entry"),
        ("/basics/name", "True.", "entry"),
        ("/work/0/highlights", "True.", "entry"),
        ("", "True.", "entry"),
        ("/work/0", " \n ", "line"),
        ("/work/0", "x" * 1_001, "line"),
        ("/work/0", "Mentored two graduates; both now run their own services.", "line"),
    ],
)
async def test_a_line_that_has_no_place_in_the_resume_is_refused(
    house: House, entry: str, line: str, field: str
) -> None:
    letter = await house.written()
    with pytest.raises(InvalidInput) as refused:
        await house.letters.revisions.add_to_resume(letter.stored, entry, line)
    assert refused.value.field == field
    assert (await house.resumes.get(ADA.id, letter.stored.resume_id)).version == 1


async def test_a_version_or_a_part_that_there_is_not_is_not_found(house: House) -> None:
    letter = await house.written()
    with pytest.raises(NotFound):
        await house.letters.revisions.restore(ADA.id, letter.stored.id, "opening", 7)
    with pytest.raises(NotFound):
        await house.letters.rewrite(ADA.id, letter.stored.id, "postscript", "rewrite")
    with pytest.raises(NotFound):
        await house.letters.revisions.edit(ADA.id, letter.stored.id, "postscript", 0, "P.S.")


async def test_blanks_to_fill_in_count_as_marks(house: House, models: ScriptedModels) -> None:
    models.script.texts["salutation"] = ["Dear [Hiring Manager's Name],"]
    letter = await house.written()
    assert letter.part("salutation").blanks == ("[Hiring Manager's Name]",)
    assert letter.open_questions >= 1
