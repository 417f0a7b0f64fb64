"""Two applicants and the postings that they read."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from app.documents.resume import Group, ReadResume, Resume, Section, Span

HERE = Path(__file__).parent
SECTIONS = {
    "jake": ("education", "work", "projects", "skills"),
    "amara": ("summary", "work", "projects", "education", "skills", "languages"),
}


def load_resume(name: str) -> Resume:
    return msgspec.json.decode((HERE / "resumes" / f"{name}.json").read_bytes(), type=Resume)


def read_of(resume: Resume, keys: Sequence[str]) -> ReadResume:
    """A read résumé whose source has one line for each block, with every group that a reader would give."""
    tree = msgspec.to_builtins(resume)
    lists: list[tuple[str, list[str]]] = [("sections", [f"/sections/{at}" for at in range(len(keys))])]
    for key in ("work", "projects", "education"):
        entries = tree.get(key, [])
        lists.append(("entries", [f"/{key}/{at}" for at in range(len(entries))]))
        for at, entry in enumerate(entries):
            lines = range(len(entry.get("highlights", [])))
            lists.append(("bullets", [f"/{key}/{at}/highlights/{line}" for line in lines]))
    lists.append(("skill_groups", [f"/skills/{at}" for at in range(len(resume.skills))]))
    for at, skill in enumerate(resume.skills):
        lists.append(("skills", [f"/skills/{at}/keywords/{one}" for one in range(len(skill.keywords))]))
    groups, text = [], ""
    for kind, pointers in lists:
        spans = []
        for pointer in pointers:
            spans.append(Span(len(text), len(text) + len(pointer)))
            text += pointer + "\n"
        if len(pointers) > 1:
            groups.append(Group(kind, tuple(pointers), tuple(spans)))
    sections = [Section(key, key.title(), Span(0, 0)) for key in keys]
    return ReadResume(format="tex", text=text, resume=resume, sections=sections, groups=groups)


@pytest.fixture(scope="session")
def jake() -> ReadResume:
    return read_of(load_resume("jake"), SECTIONS["jake"])


@pytest.fixture(scope="session")
def amara() -> ReadResume:
    return read_of(load_resume("amara"), SECTIONS["amara"])


@pytest.fixture(scope="session")
def posting() -> Callable[[str], str]:
    """The text of a posting by its name, from the samples or from this folder."""

    def load(name: str) -> str:
        own = HERE / "postings" / f"{name}.txt"
        path = own if own.exists() else HERE.parent / "samples" / f"{name}.txt"
        return path.read_text(encoding="utf-8")

    return load
