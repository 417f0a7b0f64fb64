"""How well a text of an entry's head fits a role there: position or study, employer or school, place."""

from app.documents.entries import (
    is_region,
    looks_like_degree,
    names_site,
    organisation_evidence,
    place_evidence,
    role_evidence,
    school_likelihood,
)
from app.documents.reading.remarks import is_remark

TITLE, GIVER, PLACE = "title", "giver", "place"
_REGION = 0.8


def job_fit(role: str, text: str) -> float:
    """How well a text fits a role of a job's head."""
    position, organisation = role_evidence(text), _organised(text)
    if role == PLACE:
        return _placed(text) - position - 0.7 * organisation * (not names_site(text))
    own, other = (position, organisation) if role == TITLE else (organisation, position)
    return own - 0.7 * other - max(0.0, place_evidence(text) - 0.8) - 1.5 * is_remark(text)


def _organised(text: str) -> float:
    """The evidence for an organisation; the site that one stands at is none: "Coach, Easton Town Center"."""
    before, comma, last = text.rpartition(",")
    return organisation_evidence(before if comma and names_site(last) else text)


def _placed(text: str) -> float:
    """The evidence for a place; a region is less than a town in it: "Turkana County", "HI"."""
    return min(place_evidence(text), _REGION) if is_region(text) else place_evidence(text)


def study_fit(role: str, text: str) -> float:
    """How well a text fits a role of a study's head: the study, the school, the place."""
    school, degree = school_likelihood(text) > 0, looks_like_degree(text)
    if role == PLACE:
        return _placed(text) - 2.0 * school - 2.0 * degree - 0.7 * organisation_evidence(text)
    remark = 2.5 * is_remark(text)
    if role == TITLE:
        return 2.0 * degree - 1.5 * (school and not degree) - max(0.0, place_evidence(text) - 0.8) - remark
    organised = 0.6 * organisation_evidence(text)
    return 1.8 * school + organised - 2.0 * degree - max(0.0, place_evidence(text) - 0.8) - remark
