"""How conditions are said on a page."""

from datetime import date

from app.postings.analysis import Deadline, Pay

CATEGORY_TITLES = {
    "languages": "Programming languages",
    "frameworks": "Frameworks",
    "tools": "Tools",
    "practices": "Practices",
    "domain": "Domain",
    "soft_skills": "Soft skills",
    "education": "Education",
    "spoken_languages": "Languages spoken",
}
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "US$", "$": "$"}
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch", "pt": "Portuguese",
    "it": "Italian", "pl": "Polish", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish",
    "cs": "Czech", "ro": "Romanian", "tr": "Turkish", "hu": "Hungarian", "ca": "Catalan",
}  # fmt: skip
READ_WELL = frozenset({"en", "de", "fr", "es", "nl", "pt"})


def pay_text(pay: Pay) -> tuple[str, str]:
    """The pay as it is written, and what it comes to in a year where that can be said."""
    if pay.words or (pay.yearly_low is None and pay.yearly_high is None):
        return pay.as_written, ""
    low, high = _money(pay.yearly_low, pay.currency), _money(pay.yearly_high, pay.currency)
    if pay.yearly_low is None:
        yearly = f"up to {high}"
    elif pay.yearly_high is None:
        yearly = f"from {low}"
    else:
        yearly = low if low == high else f"{low} to {high}"
    about = "" if pay.period == "year" else "about "
    return pay.as_written, f"{about}{yearly} a year ({pay.basis})" if pay.basis else ""


def deadline_text(deadline: Deadline) -> str:
    """The last day: written out where the posting leaves nothing open, else as it is written."""
    if not deadline.day:
        return deadline.as_written
    day = date.fromisoformat(deadline.day)
    return f"{day.day} {day:%B %Y}"


def language_text(code: str) -> str:
    """The name of the language that a posting is written in."""
    return LANGUAGES.get(code, code)


def language_note(code: str) -> str:
    """A warning for a language that the tools read badly."""
    if not code or code in READ_WELL:
        return ""
    return (
        f"This posting seems to be in {language_text(code)}. Foreword's own tools read English, German, French, "
        "Spanish, Dutch and Portuguese; in other languages they miss much."
    )


def _money(value: float | None, currency: str) -> str:
    if value is None:
        return ""
    sign = _SIGNS.get(currency)
    return f"{sign}{value:,.0f}" if sign else f"{currency} {value:,.0f}".strip()
