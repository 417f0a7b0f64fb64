"""What a posting asks for as a must, and what it would welcome."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.documents.terms.tokens import fold_in_place
from app.documents.terms.vocabulary import posting_words
from app.postings.analysis import Finding, Requirements
from app.postings.findings.passages import Passage, Source
from app.postings.results import ExtractedKeywords, Keyword

_PART = re.compile(r"\s*;\s*|\.\s+(?=[A-ZÀ-Þ])|,?\s+(?:but|aber|mais|maar|pero|mas)\s+")
_OFFER = re.compile(
    r"^(?:we (?:also )?offer|we pay|you get|wir bieten|nous offrons|wij bieden|ofrecemos|oferecemos|benefits\b|"
    r"send your|apply\b|acme is|equal opportunity)|equal opportunit|do not discriminate"
)
_MUST = re.compile(
    r"\bmust\b|\brequired\b|\bessential\b|\bmandatory\b|you (?:have|bring|need)\b|we (?:require|expect)|erforderlich|"
    r"zwingend|vorausgesetzt|\bdu hast\b|\bdu bringst\b|sie (?:haben|verfugen|bringen)|indispensable|exige|obligatoire|"
    r"vous (?:avez|maitrisez|justifiez)|imprescindible|necesario|requerid|se requiere|\bje hebt\b|je beschikt|vereist|"
    r"obrigatori|necessari"
)
_NEEDS = re.compile(r"\b(?:you|we)(?:'ll| will| would|'d)? (?:need|have|bring|require|expect|look)|need from you")
_SHORTEST = 3


def list_requirements(source: Source, keywords: ExtractedKeywords) -> Requirements:
    """Musts and welcomes in the order of the posting, in its own words; what it does not ask for is in neither."""
    musts: list[Finding] = []
    nices: list[Finding] = []
    heading = ""
    for passage in source.passages:
        if passage.part == "heading":
            heading = passage.folded
        if passage.part in ("head", "heading", "offer", "about") or _OFFER.search(passage.folded):
            continue
        for text in _parts(passage.text):
            asked = _asked(passage, fold_in_place(text), heading)
            if asked == "must":
                musts.append(passage.finding(text))
                nices.extend(_welcome_inside(passage, text, keywords))
            elif asked == "nice":
                nices.append(passage.finding(text))
    return Requirements(musts=_once(musts), nices=_once(nices))


def _parts(text: str) -> Iterator[str]:
    for part in _PART.split(text):
        bare = " ".join(part.split()).strip(" .;,")
        if len(bare) >= _SHORTEST:
            yield bare


def _asked(passage: Passage, folded: str, heading: str) -> str:
    """must, nice, or nothing."""
    words = posting_words()
    if any(phrase in folded for phrase in words.not_asked) or re.match(
        r"(?:no|kein\w*|pas de|geen|sin|sem|we don't|we do not)\s", folded
    ):
        return ""
    welcome = _welcome_cue().search(folded)
    if passage.part == "nice" or (welcome and not _inside(folded, welcome)):
        return "nice"
    if passage.part == "required" or (passage.part == "intro" and passage.listed and _NEEDS.search(heading)):
        return "must"
    return "must" if _MUST.search(folded) else ""


def _inside(folded: str, welcome: re.Match[str]) -> bool:
    """Whether only the last of several listed things is welcome ("Python, SQL, Scala a plus")."""
    comma = folded.rfind(",", 0, welcome.start())
    return comma > 0 and len(folded[:comma].split()) >= 1 and len(folded[comma : welcome.start()].split()) <= 4


def _welcome_inside(passage: Passage, text: str, keywords: ExtractedKeywords) -> Iterator[Finding]:
    welcome = _welcome_cue().search(fold_in_place(text))
    if not welcome:
        return
    for keyword in keywords.all():
        if keyword.origin == "nice" and _is_in(keyword, passage, text):
            yield passage.finding(keyword.term)


def _is_in(keyword: Keyword, passage: Passage, text: str) -> bool:
    return passage.start <= keyword.start < passage.end and any(found in text for found in keyword.found)


@lru_cache(maxsize=1)
def _welcome_cue() -> re.Pattern[str]:
    phrases = sorted(posting_words().cues["nice"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple({(one.text.casefold(), one.start): one for one in findings}.values())
