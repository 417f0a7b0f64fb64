"""Prompts about postings: pure functions."""

from app.llm import Message, prompt
from app.postings.results import ExtractedKeywords


def keyword_messages(posting: str, title: str, company: str) -> list[Message]:
    """Ask for what a posting asks for."""
    task = (
        "List what this posting asks for, as an experienced recruiter would, in the posting's order. A keyword is "
        "required only if the posting says so. `start` and `end` are the code points of the sentence that asks for it. "
        "Where one of several is enough, name the others in `alternatives`. Benefits, places and the employer's "
        "name are no keywords, nor is what the posting says it does not need."
    )
    return prompt(task, ExtractedKeywords, posting=posting, title=title, company=company)


def piece_messages(job: str, answer: type, posting: str, title: str, company: str) -> list[Message]:
    """Ask for one piece of an analysis."""
    rule = (
        "`quote` is the one sentence of the posting that each thing comes from, copied to the letter; leave `start` "
        "and `end` out. What the posting does not say is left out too."
    )
    return prompt(f"{job} {rule}", answer, posting=posting, title=title, company=company)
