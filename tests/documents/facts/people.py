"""Applicants of several trades, claims about them, and their check."""

import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.documents.evidence import Claim, check_text
from app.documents.resume import Certificate, Resume, Skill, Work

HERE = Path(__file__).parent
TODAY = date(2025, 6, 1)
OWN = (
    "accountant_fr",
    "analyst",
    "chef",
    "electrician_de",
    "engineer",
    "marketer",
    "nurse",
    "paralegal",
    "people_manager",
    "sales",
    "scientist",
    "teacher",
    "warehouse",
)
SHARED = ("amara", "jake")
EVERYBODY = (*OWN, *SHARED)
ACME = Resume(
    work=[
        Work(
            name="Acme Ltd",
            position="Engineer",
            start_date="2019-02",
            end_date="2022-01",
            highlights=["Cut build times by 38 % with Django caching", "Served more than 3,000 users", "Raised $2M"],
        ),
        Work(name="Globex", position="Assistant Store Manager", start_date="2016", end_date="2018", highlights=[]),
    ],
    skills=[Skill(keywords=["Terraform"])],
    certificates=[Certificate(name="First aid", date="2020")],
)


class Told(NamedTuple):
    """A claim about an applicant; `wrong` are the words that make it false, `kind` is what is false about it."""

    of: str
    text: str
    kind: str = ""
    wrong: str = ""


def resume_of(name: str) -> Resume:
    """The résumé of one of `EVERYBODY`."""
    folder = HERE / "resumes" if name in OWN else HERE.parents[1] / "applicants" / "resumes"
    return msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=Resume)


def told(name: str) -> tuple[list[Told], list[Told]]:
    """The true and the false claims of a file beside this one."""
    tables = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return [Told(**each) for each in tables["true"]], [Told(**each) for each in tables["false"]]


def check(text: str, resume: Resume = ACME, *, entry: str | None = None) -> tuple[Claim, ...]:
    """The claims of a text on the day of the tests."""
    return check_text(text, resume, entry=entry, today=TODAY)


def marked(text: str, resume: Resume = ACME, *, entry: str | None = None) -> list[tuple[str, str]]:
    """Kind and words of what is not borne out."""
    return [(claim.kind, claim.text) for claim in check(text, resume, entry=entry) if not claim.supported]
