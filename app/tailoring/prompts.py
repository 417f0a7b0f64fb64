"""Prompts of tailoring: pure functions."""

import msgspec

from app.documents.resume import Resume
from app.llm import Message, prompt
from app.postings.service import ExtractedKeywords
from app.tailoring.results import MatchResult, ResumeAnalysis


def analysis_messages(resume: Resume) -> list[Message]:
    """Ask for what a résumé shows."""
    task = (
        "List the skills that this résumé shows, each with its category and every place that shows it, as JSON "
        "pointer and line, work first. Count years of work from the dates, time in two jobs once. Guess the seniority "
        "(student, junior, mid, senior, lead) from titles first, years second."
    )
    return prompt(task, ResumeAnalysis, resume=_resume(resume))


def match_messages(resume: Resume, extracted: ExtractedKeywords) -> list[Message]:
    """Ask which keywords a résumé shows."""
    task = (
        "For each keyword say whether the résumé shows it (matched), shows a neighbouring skill (nearly) or does not "
        "(missing). Give the JSON pointer and the exact line. A keyword without a line is missing. "
        "The points of the parts add up to the score."
    )
    keywords = msgspec.json.encode(extracted).decode()
    return prompt(task, MatchResult, resume=_resume(resume), keywords=keywords)


def _resume(resume: Resume) -> str:
    return msgspec.json.encode(resume).decode()
