"""A conversation's title by itself: what its first message begins with."""

import re
import unicodedata

from app.tutor.corrections.sentences import sentences_of

LONGEST = 60
MOST_TYPED = 200
_LEAD = re.compile(r"^(?:[#>*+\-•]+\s+|\d{1,2}[.)]\s+|[*_`~]+)+")
_SHORTEST_CUT = 20
_FEW_WORDS = 4
_ABOUT_A_JOB = {"coach": "Interview", "adviser": "Application"}


def title_of(text: str) -> str:
    """The first sentence on one line, cut at a word when it is over 60 code points; empty when nothing can be read."""
    plain = (_plain(sentence.text) for sentence in sentences_of(text))
    return next((_cut(words) for words in plain if any(char.isalnum() for char in words)), "")


def says_little(text: str) -> bool:
    """Whether a first message is too short to tell what the conversation is about: "Start the interview", "Hi"."""
    return len(text.split()) <= _FEW_WORDS


def title_of_job(agent: str, title: str, company: str) -> str:
    """What a conversation about a posting is called by it: "Interview: Backend Engineer, Northwind"."""
    job = ", ".join(part for part in (tidy_title(title), tidy_title(company)) if part)
    return _cut(f"{_ABOUT_A_JOB[agent]}: {job}") if job and agent in _ABOUT_A_JOB else ""


def tidy_title(typed: str) -> str:
    """A title as the person typed it, on one line, without what cannot be seen."""
    return _plain(typed)[:MOST_TYPED].strip()


def _plain(line: str) -> str:
    seen = "".join(char if unicodedata.category(char) not in {"Cc", "Cs", "Co", "Zl", "Zp"} else " " for char in line)
    visible = "".join(char for char in seen if unicodedata.category(char) != "Cf" or char in "\u200c\u200d")
    return " ".join(_LEAD.sub("", visible.strip()).split())


def _cut(sentence: str) -> str:
    title = sentence.rstrip(" .。")
    if len(title) <= LONGEST:
        return title
    gap = title.rfind(" ", _SHORTEST_CUT, LONGEST)
    return title[: gap if gap > 0 else LONGEST - 1].rstrip(" ,;:–—-") + "…"
