"""The eight kinds of things that postings ask for and résumés show."""

from typing import Literal

Category = Literal[
    "languages",
    "frameworks",
    "tools",
    "practices",
    "domain",
    "soft_skills",
    "education",
    "spoken_languages",
]
CATEGORIES: tuple[Category, ...] = (
    "languages",
    "frameworks",
    "tools",
    "practices",
    "domain",
    "soft_skills",
    "education",
    "spoken_languages",
)
