"""The people and postings whose letters are looked at, and how to take a letter apart."""

import asyncio
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from app.documents.reader import read_resume
from app.documents.resume import Resume
from app.letters.composing import LetterWishes, Occasion, Paragraph
from app.letters.composing.letter import compose_letter
from app.letters.composing.occasion import Length, Tone
from app.postings.keywords import extract_keywords
from app.postings.results import ExtractedKeywords
from app.tailoring.matching import match_skills
from app.tailoring.results import MatchResult
from tests.applicants import HERE as SHARED
from tests.applicants import load_resume

HERE = Path(__file__).parent
TODAY = date(2026, 1, 1)
APPLICANTS = ("amara", "jake", *sorted(path.stem for path in (HERE / "resumes").glob("*.json")))
SAMPLE_RESUMES = ("jake_resume.tex", "jsonresume.sample.json", "resume_plain.md")
SAMPLES = ("job_backend", "job_data")
POSTINGS = (*SAMPLES, *sorted(path.stem for path in (SHARED / "postings").glob("*.txt")), "chef_contact")
TONES: tuple[Tone, ...] = ("warm", "formal", "direct")
LENGTHS: tuple[Length, ...] = ("short", "standard", "long")
_FOLDERS = (HERE / "postings", SHARED / "postings", SHARED.parent / "samples")
_END = re.compile(r"(?<=[.!?])(?<!\bSt\.)\s+(?=[“A-ZÀ-Þ])")


@lru_cache(maxsize=30)
def resume_of(name: str) -> Resume:
    """An applicant by name, or a sample résumé by the name of its file."""
    if name in SAMPLE_RESUMES:
        data = (SHARED.parent / "samples" / name).read_bytes()
        return asyncio.run(read_resume(data, name)).resume
    own = HERE / "resumes" / f"{name}.json"
    return msgspec.json.decode(own.read_bytes(), type=Resume) if own.exists() else load_resume(name)


def posting_of(name: str) -> str:
    paths = (folder / f"{name}.txt" for folder in _FOLDERS)
    return next(path for path in paths if path.exists()).read_text(encoding="utf-8")


def occasion_for(
    resume: Resume,
    posting: str,
    tone: Tone = "warm",
    length: Length = "standard",
    hints: str = "",
    language: str = "en",
) -> Occasion:
    extracted = _extracted(posting)
    match = _match(msgspec.json.encode(resume), posting)
    wishes = LetterWishes(tone=tone, length=length, language=language, hints=hints)
    return Occasion(resume, extracted, match, posting, "", "", wishes, TODAY)


@lru_cache(maxsize=200)
def _extracted(posting: str) -> ExtractedKeywords:
    return extract_keywords(posting)


@lru_cache(maxsize=500)
def _match(resume: bytes, posting: str) -> MatchResult:
    return match_skills(msgspec.json.decode(resume, type=Resume), _extracted(posting), TODAY)


@lru_cache(maxsize=4_000)
def letter(applicant: str, posting: str, tone: Tone = "warm", length: Length = "standard") -> tuple[Paragraph, ...]:
    return compose_letter(occasion_for(resume_of(applicant), posting_of(posting), tone, length))


def full_text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs) + "\n"


def sentences_of(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    """All sentences but the salutation and the sign-off."""
    bodies = [paragraph.text.partition("\n\n")[0] for paragraph in paragraphs if paragraph.part != "salutation"]
    return [sentence for body in bodies for sentence in _END.split(body)]
