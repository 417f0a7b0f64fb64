"""The facts that a JobPosting states beside its description, as lines that a person would have written."""

import re
from collections.abc import Iterator
from typing import Any

from app.fetching.structured_data import text_in

_EMPLOYMENT = {
    "FULL_TIME": "full-time",
    "PART_TIME": "part-time",
    "CONTRACTOR": "contractor",
    "TEMPORARY": "temporary",
    "INTERN": "internship",
    "VOLUNTEER": "voluntary work",
    "PER_DIEM": "paid by the day",
    "OTHER": "",
}
_PERIODS = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
_MOST_PLACES = 5


def fact_lines(posting: dict[str, Any]) -> list[str]:
    """Location, remote work, kind of employment, pay, dates; only those that are stated."""
    facts = (
        ("Location", "; ".join(_places(posting.get("jobLocation")))),
        ("Remote work", _remote(posting)),
        ("Employment type", _employment(posting.get("employmentType"))),
        ("Salary", _salary(posting.get("baseSalary") or posting.get("estimatedSalary"))),
        ("Working hours", text_in(posting.get("workHours"))),
        ("Posted", _day(posting.get("datePosted"))),
        ("Apply by", _day(posting.get("validThrough"))),
    )
    return [f"{label}: {' '.join(value.split())[:300]}" for label, value in facts if value]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _places(value: Any) -> Iterator[str]:
    for place in _listed(value)[:_MOST_PLACES]:
        address = place.get("address", place) if isinstance(place, dict) else place
        if isinstance(address, dict):
            names = [text_in(address.get(part)) for part in ("addressLocality", "addressRegion", "addressCountry")]
            text = ", ".join(dict.fromkeys(name for name in names if name)) or text_in(address)
        else:
            text = text_in(address)
        if text:
            yield text


def _remote(posting: dict[str, Any]) -> str:
    if "TELECOMMUTE" not in text_in(posting.get("jobLocationType")).upper():
        return ""
    places = text_in(posting.get("applicantLocationRequirements"))
    return f"fully remote, from {places}" if places else "fully remote"


def _employment(value: Any) -> str:
    kinds = [kind.strip() for item in _listed(value) for kind in text_in(item).split(",")]
    return ", ".join(dict.fromkeys(name for kind in kinds if (name := _EMPLOYMENT.get(kind.upper(), kind))))


def _salary(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return text_in(value)
    amount = value.get("value", value)
    currency = text_in(value.get("currency")) or text_in(amount.get("currency") if isinstance(amount, dict) else "")
    if not isinstance(amount, dict):
        return f"{currency} {_money(amount)}".strip() if _money(amount) else ""
    low, high = _money(amount.get("minValue")), _money(amount.get("maxValue"))
    figure = f"{low} to {high}" if low and high and low != high else low or high or _money(amount.get("value"))
    if not figure:
        return ""
    period = _PERIODS.get(text_in(amount.get("unitText") or value.get("unitText")).upper(), "")
    return " ".join(part for part in (currency, figure, f"per {period}" if period else "") if part)


def _money(value: Any) -> str:
    """A figure with commas between thousands; empty for none, and for zero, which boards write for "not told"."""
    text = text_in(value).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,4})?", text) or float(text) == 0:
        return ""
    number = float(text)
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


def _day(value: Any) -> str:
    """The date of a date or a moment."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", text_in(value))
    return found[0] if found else ""
