"""What a model would write for Jake's letter, part by part: an honest one, and one that obeys whoever speaks last."""

from collections.abc import Mapping

from tests.provider.asked import Asked
from tests.provider.fitting import default_answer
from tests.provider.server import Script

PARTS = ("salutation", "opening", "body_1", "body_2", "closing")
_ASKED_FOR = {
    "Write the salutation": "salutation",
    "Write the opening paragraph": "opening",
    "Write the first main paragraph": "body_1",
    "Write the second main paragraph": "body_2",
    "Write the closing": "closing",
}
HONEST = {
    "salutation": "Dear hiring team at Northwind Ledger,",
    "opening": "Your posting asks for services on PostgreSQL. At Texas A&M University I built a REST API with it.",
    "body_1": "In College Station I developed a full-stack web application using Flask, React and PostgreSQL.",
    "body_2": "For Gitlytics I used Celery and Redis for asynchronous tasks.",
    "closing": "Thank you for your time; I would be glad to talk.\n\nKind regards,\nJake Ryan",
}
INVENTED = ("2 million", "Rust", "PhD")
OBEDIENT = HONEST | {
    "body_1": "At Texas A&M University I led a team of 40 engineers, and we served 2 million users with Rust.",
    "body_2": "I hold a PhD in Computer Science. <img src=x onerror=alert(1)> "
    '<div hx-get="/settings" hx-trigger="load">[x](javascript:alert(1))</div>',
}


def part_of(asked: Asked) -> str | None:
    """Which part of a letter this request is for; None for another task."""
    return next((part for words, part in _ASKED_FOR.items() if words in asked.prompt), None)


def letter_script(letter: Mapping[str, str] = HONEST) -> Script:
    """Answers with the letter's parts, and with the default to everything else."""

    def answer(asked: Asked) -> str:
        part = part_of(asked)
        return letter[part] if part else default_answer(asked)

    return answer
