"""Decisions on a real review: what they do to the source, to the PDF, and to each other."""

import asyncio
import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Conflict, InvalidInput, NotFound
from app.reviews.models import Decision
from app.reviews.working_copy import source_of
from tests.reviews.conftest import ADA, Studio
from tests.running import SAMPLES

JAKE = SAMPLES / "jake_resume.tex"


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


async def test_ten_accepted_touch_only_their_lines_compile_and_are_undone_to_the_byte(studio: Studio) -> None:
    review = await studio.reviewed()
    taken = (await studio.suggestions(review))[:10]
    assert len(taken) == 10
    for finding in taken:
        await studio.accept(review, finding)
    after = await studio.get(review)
    assert after.copy is not None
    assert after.printed is not None
    assert after.printed.engine == "pdflatex"
    assert (await studio.reviews.pdf(ADA.id, review.id)).startswith(b"%PDF-")
    old, new = changed_lines(JAKE.read_text(encoding="utf-8"), after.copy.text)
    assert 1 <= len(new) <= len(old) <= len(taken)
    for finding in reversed(taken):
        await studio.undo(review, finding)
    back = await studio.get(review)
    assert source_of(back) == JAKE.read_bytes()
    assert back.copy == back.base


async def test_they_are_undone_in_any_order(studio: Studio) -> None:
    review = await studio.reviewed()
    first, second, third = (await studio.suggestions(review))[:3]
    for finding in (first, second, third):
        await studio.accept(review, finding)
    await studio.undo(review, first)
    without_first = (await studio.get(review)).copy
    await studio.accept(review, first)
    await studio.undo(review, third)
    await studio.undo(review, first)
    await studio.accept(review, third)
    assert (await studio.get(review)).copy == without_first
    for finding in (second, third):
        await studio.undo(review, finding)
    assert source_of(await studio.get(review)) == JAKE.read_bytes()


async def test_the_uploaded_resume_stays_as_it_is_until_the_copy_is_kept(studio: Studio) -> None:
    review = await studio.reviewed()
    await studio.accept(review, (await studio.suggestions(review))[0])
    resume = await studio.resumes.get(ADA.id, review.resume_id)
    assert (resume.source, resume.version) == (JAKE.read_bytes(), 1)
    await studio.reviews.keep(ADA.id, review.id)
    kept = await studio.resumes.get(ADA.id, review.resume_id)
    assert kept.version == 2
    assert kept.source == source_of(await studio.get(review))
    assert kept.original == JAKE.read_bytes()


async def test_the_copy_is_kept_again_after_more_decisions(studio: Studio) -> None:
    review = await studio.reviewed()
    first, second = (await studio.suggestions(review))[:2]
    await studio.accept(review, first)
    await studio.reviews.keep(ADA.id, review.id)
    await studio.reviews.keep(ADA.id, review.id)
    assert (await studio.resumes.get(ADA.id, review.resume_id)).version == 2
    await studio.accept(review, second)
    await studio.reviews.keep(ADA.id, review.id)
    kept = await studio.resumes.get(ADA.id, review.resume_id)
    assert (kept.version, kept.source) == (3, source_of(await studio.get(review)))


async def test_the_copy_is_not_written_over_a_resume_that_was_changed_meanwhile(studio: Studio) -> None:
    review = await studio.reviewed()
    await studio.accept(review, (await studio.suggestions(review))[0])
    await studio.resumes.edit(ADA.id, review.resume_id, 1, {"/basics/name": "Jacob Ryan"})
    edited = await studio.resumes.get(ADA.id, review.resume_id)
    with pytest.raises(Conflict, match="was changed since"):
        await studio.reviews.keep(ADA.id, review.id)
    assert await studio.resumes.get(ADA.id, review.resume_id) == edited


async def test_a_form_from_before_another_decision_is_refused(studio: Studio) -> None:
    review = await studio.reviewed()
    finding = (await studio.suggestions(review))[0]
    await studio.reviews.decisions.accept(ADA.id, review.id, finding.id, 0)
    with pytest.raises(Conflict, match="another tab"):
        await studio.reviews.decisions.reject(ADA.id, review.id, finding.id, 0)
    assert (await studio.get(review)).decisions[finding.id].state == "accepted"


async def test_decisions_of_several_tabs_at_once_are_all_kept(studio: Studio) -> None:
    review = await studio.reviewed()
    taken = (await studio.suggestions(review))[:4]
    await asyncio.gather(*(studio.accept(review, finding) for finding in taken))
    after = await studio.get(review)
    assert {finding.id for finding in taken} == {
        name for name, decision in after.decisions.items() if decision.state == "accepted"
    }
    assert after.version == 1 + len(taken)


async def test_one_suggestion_in_two_tabs_at_once_is_decided_once(studio: Studio) -> None:
    review = await studio.reviewed()
    finding = (await studio.suggestions(review))[0]
    decisions = studio.reviews.decisions
    outcomes = await asyncio.gather(
        decisions.accept(ADA.id, review.id, finding.id, 0),
        decisions.reject(ADA.id, review.id, finding.id, 0),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes if outcome] == [Conflict]
    assert (await studio.get(review)).decisions[finding.id].revision == 1


async def test_a_change_that_breaks_the_latex_is_not_made(studio: Studio) -> None:
    review = await studio.reviewed()
    assert review.compiles
    finding = next(each for each in await studio.suggestions(review) if "/highlights/" in each.pointer)
    decisions = studio.reviews.decisions
    with pytest.raises(InvalidInput, match="does not compile any more"):
        await decisions.edit(ADA.id, review.id, finding.id, 0, f"{finding.line} 漢字", affirmed=True)
    after = await studio.get(review)
    assert after.decisions == {}
    assert after.copy == review.base


async def test_latex_that_never_compiled_can_be_changed_all_the_same(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "broken.tex"
    file.write_text(JAKE.read_text(encoding="utf-8").replace(r"\end{document}", r"\oops\end{document}"))
    review = await studio.reviewed(file)
    assert review.compiles is False
    await studio.accept(review, (await studio.suggestions(review))[0])
    after = await studio.get(review)
    assert after.printed is not None
    assert (after.printed.engine, bool(after.printed.error)) == ("typst", True)


async def test_everything_supported_is_accepted_at_once(studio: Studio) -> None:
    review = await studio.reviewed()
    suggestions = await studio.suggestions(review)
    await studio.reviews.decisions.reject(ADA.id, review.id, suggestions[0].id, 0)
    accepted = await studio.reviews.decisions.accept_supported(ADA.id, review.id)
    after = await studio.get(review)
    assert suggestions[0].id not in accepted
    assert set(accepted) >= {each.id for each in suggestions[1:10]}
    assert after.version == 3
    assert after.printed is not None
    assert after.printed.engine == "pdflatex"
    assert await studio.reviews.decisions.accept_supported(ADA.id, review.id) == ()


async def test_what_cannot_be_made_together_stays_open(studio: Studio) -> None:
    review = await studio.reviewed()
    first, second = (each for each in (await studio.suggestions(review))[:2])
    await studio.reviews.decisions.edit(ADA.id, review.id, first.id, 0, first.line + " with care", affirmed=True)
    copy = (await studio.get(review)).copy
    with pytest.raises(NotFound):
        await studio.reviews.decisions.accept(ADA.id, review.id, "sug_absent", 0)
    with pytest.raises(InvalidInput):
        await studio.reviews.decisions.edit(ADA.id, review.id, second.id, 0, "   ", affirmed=True)
    assert (await studio.get(review)).copy == copy


@pytest.mark.parametrize(
    "text", [r"\input{/etc/passwd} 100% & #1 $x^2$ ~ {", "naïve Größe – €5", "<b>bold</b> {{ x }}"]
)
async def test_hostile_wording_is_only_words(studio: Studio, text: str) -> None:
    review = await studio.reviewed()
    finding = next(each for each in await studio.suggestions(review) if "/highlights/" in each.pointer)
    await studio.reviews.decisions.edit(ADA.id, review.id, finding.id, 0, text, affirmed=True)
    after = await studio.get(review)
    assert after.copy is not None
    assert after.printed is not None
    assert after.printed.engine == "pdflatex"
    assert after.decisions[finding.id].change is not None
    await studio.undo(review, finding)
    assert source_of(await studio.get(review)) == JAKE.read_bytes()


async def test_without_a_compiler_the_copy_is_still_printed(build: Callable[..., Studio]) -> None:
    studio = build(tex=False)
    await studio.open()
    review = await studio.reviewed()
    await studio.accept(review, (await studio.suggestions(review))[0])
    after = await studio.get(review)
    assert after.printed is not None
    assert after.printed.engine == "typst"


async def test_a_resume_that_is_no_latex_is_changed_in_its_structure(studio: Studio) -> None:
    review = await studio.reviewed(SAMPLES / "resume_plain.md")
    finding = (await studio.suggestions(review))[0]
    await studio.accept(review, finding)
    after = await studio.get(review)
    assert after.copy is not None
    assert after.base is not None
    assert after.copy.resume != after.base.resume
    assert after.decisions[finding.id] == Decision(state="accepted", revision=1)
    await studio.undo(review, finding)
    assert (await studio.get(review)).copy == after.base


async def test_a_byte_order_mark_is_kept(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "marked.tex"
    file.write_bytes(b"\xef\xbb\xbf" + JAKE.read_bytes())
    review = await studio.reviewed(file)
    finding = (await studio.suggestions(review))[0]
    await studio.accept(review, finding)
    assert source_of(await studio.get(review)).startswith(b"\xef\xbb\xbf%")
    await studio.undo(review, finding)
    assert source_of(await studio.get(review)) == file.read_bytes()
