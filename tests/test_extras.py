"""What only a JSON Resume file knows (`Part.extra`) is given back in its file, and nowhere else."""

from datetime import date
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from app.documents.rendering.presentation import present
from app.documents.resume import OtherSection, Part, ReadResume, Resume
from app.documents.structure import to_plain_text
from app.documents.terms.lines import lines_of
from app.resumes.presenting import resume_view
from app.tailoring.prompts import inference_messages
from app.tailoring.suggesting.tasks import SuggestEdits, entries_to_ask_about
from tests.running import SAMPLES, Visitor, wait_until

SECRET = "hunter2"


def with_secrets(resume: Resume) -> Resume:
    """A copy in which every object has a member of another program's."""
    copy = msgspec.convert(msgspec.to_builtins(resume), Resume)
    copy.other = [OtherSection(title="Equipment", lines=["Two pumps"])]

    def mark(part: Part) -> None:
        part.extra = {SECRET: [SECRET], "summary ": SECRET}
        for name in part.__struct_fields__:
            value: Any = getattr(part, name)
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, Part):
                    mark(inner)

    mark(copy)
    assert msgspec.json.encode(copy).count(SECRET.encode()) > 20
    return copy


@pytest.fixture
def resume(amara: ReadResume) -> Resume:
    """Amara's, full of secrets."""
    return with_secrets(amara.resume)


def test_no_model_is_asked_with_it(resume: Resume) -> None:
    prompts = [inference_messages(resume, ["Kubernetes"])]
    entries = entries_to_ask_about(resume)
    assert "/skills" in entries
    prompts += [SuggestEdits(resume, entry, today=date(2026, 1, 1)).messages() for entry in entries]
    sent = "\n".join(message.content for messages in prompts for message in messages)
    assert "Polder Pay" in sent
    assert SECRET not in sent


def test_it_is_neither_printed_nor_shown_nor_matched(amara: ReadResume, resume: Resume) -> None:
    shown = [
        present(resume),
        resume_view(msgspec.structs.replace(amara, resume=resume), "A"),
        to_plain_text(resume),
        lines_of(resume),
    ]
    text = msgspec.json.encode(shown).decode()
    assert "Polder Pay" in text
    assert SECRET not in text


def test_its_length_and_language_do_not_count_when_it_is_printed(amara: ReadResume) -> None:
    resume = with_secrets(amara.resume)
    resume.extra = {"notes": "漢字" * 200_000}
    assert present(resume).language == "en"


def test_a_program_gets_it_back_by_the_same_names(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "sample.json"
    given = msgspec.json.decode((SAMPLES / "jsonresume.sample.json").read_bytes())
    given["work"][0]["team"] = {"size": 3, "extra": None}
    file.write_bytes(msgspec.json.encode(given))
    made: httpx.Response = visitor.post("/v1/resumes", files={"file": (file.name, file.read_bytes())})
    path = f"/v1/resumes/{made.json()['resumeId']}"
    wait_until(lambda: visitor.get(path).json()["state"] != "reading", "the résumé is read")
    assert visitor.get(path).json()["resume"] == given
