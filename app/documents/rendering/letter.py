"""A cover letter as it stands on paper: the sender, the date, the firm, the paragraphs."""

from collections.abc import Sequence
from datetime import date

import msgspec

from app.documents.rendering.presentation import contacts_of, paper_of
from app.documents.rendering.printable import breakable, clean, language_of
from app.documents.rendering.printed import Contact
from app.documents.resume import Basics

MOST_CHARACTERS = 60_000
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_DATES = {"de": "{day}. {month} {year}", "es": "{day} de {month} de {year}", "pt": "{day} de {month} de {year}"}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})


class PrintedLetter(msgspec.Struct, frozen=True, kw_only=True):
    """`paragraphs` are lists of lines. `paper`: a4 or us-letter; `language` an ISO 639-1 code."""

    title: str
    name: str
    contacts: list[Contact]
    date: str
    recipient: list[str]
    paragraphs: list[list[str]]
    language: str
    paper: str

    @property
    def is_right_to_left(self) -> bool:
        """Whether its lines begin at the right margin."""
        return self.language in _RIGHT_TO_LEFT


def lay_out(
    basics: Basics, paragraphs: Sequence[str], *, company: str, job: str, language: str, on: date
) -> PrintedLetter:
    """A letter from the person of `basics`, dated `on`. Lines of a paragraph are kept, empty ones inside it too."""
    name, paper = clean(basics.name), paper_of(basics)
    shown = [[breakable(line) for line in text.strip().splitlines()] for text in paragraphs if text.strip()]
    script = language_of(line for lines in shown for line in lines)
    return PrintedLetter(
        title=" – ".join(part for part in (name, clean(job)) if part) or "Letter",
        name=name,
        contacts=contacts_of(basics),
        date=written_date(on, language, paper),
        recipient=[line for line in (breakable(company),) if line],
        paragraphs=shown,
        # Letters of another script than the language chosen are still set by that script's rules.
        language=language if script == "en" else script,
        paper=paper,
    )


def written_date(on: date, language: str, paper: str) -> str:
    """A date as one writes it in a letter: "21 November 2026", in American English "November 21, 2026"."""
    months = _MONTHS.get(language)
    if months is None:
        return on.isoformat()
    month = months.split()[on.month - 1]
    if language == "en" and paper == "us-letter":
        return f"{month} {on.day}, {on.year}"
    return _DATES.get(language, "{day} {month} {year}").format(day=on.day, month=month, year=on.year)
