"""What a letter is composed from, and what comes out."""

from datetime import date
from typing import Literal

import msgspec

from app.documents.evidence import Evidence
from app.documents.resume import Resume
from app.postings.service import ExtractedKeywords
from app.tailoring.service import MatchResult

PARTS = ("salutation", "opening", "body_1", "body_2", "closing")
Tone = Literal["warm", "formal", "direct"]
Length = Literal["short", "standard", "long"]


class LetterWishes(msgspec.Struct, frozen=True):
    """How the person wants the letter. `hints` are their own words: facts to tell, or what to dwell on."""

    tone: Tone = "warm"
    length: Length = "standard"
    language: str = "en"
    hints: str = ""


class Occasion(msgspec.Struct, frozen=True):
    """One person, one posting, one day. `title` and `company` are what the person entered, empty when nothing."""

    resume: Resume
    extracted: ExtractedKeywords
    match: MatchResult
    posting: str
    title: str
    company: str
    wishes: LetterWishes
    today: date


class Paragraph(msgspec.Struct, frozen=True):
    """One part of the letter (of `PARTS`) and the résumé lines that it stands on, in the order of the telling."""

    part: str
    text: str
    evidence: tuple[Evidence, ...] = ()
