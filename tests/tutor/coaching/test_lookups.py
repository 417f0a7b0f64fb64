"""Answers out of the posting and the résumé, in their own words."""

import re
from collections.abc import Callable

import pytest

from app.documents.resume import ReadResume
from app.tutor.coaching import lookups
from app.tutor.coaching.advising import advise, changes, overview
from app.tutor.coaching.models import Material
from tests.tutor.coaching.rooms import material_of


@pytest.fixture(scope="module")
def backend(amara: ReadResume, posting: Callable[[str], str]) -> Material:
    return material_of(amara.resume, posting("job_backend"))


def test_what_the_job_asks_for(backend: Material) -> None:
    text = lookups.requirements(backend)
    assert "- “PostgreSQL in production: indexing, partitioning, locking, zero-downtime migrations”" in text
    assert "Nice to have, not needed" in text
    assert "“Go or Rust”" in text
    flat = " ".join(backend.posting.split())
    for quote in re.findall(r"“([^”]*)”", text):
        assert quote.removesuffix(" …") in flat


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("Kubernetes", "asks for Kubernetes. It says “Docker and Kubernetes”"),
        ("kafka", "“Event-driven systems: Kafka"),
        ("Rust", "would like Rust"),
        ("salary", "“EUR 82,000 to 98,000"),
        ("holidays", "30 days of leave"),
        ("remote", "hybrid, three days in the office"),
        ("parental leave pay in Portugal", "The posting says"),
        ("COBOL", "says nothing about “COBOL”"),
    ],
)
def test_what_the_posting_says_about_something(backend: Material, term: str, words: str) -> None:
    assert words in lookups.about(backend, term)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("Postgres", "“Led the move of the settlement service from MySQL to PostgreSQL 14"),
        ("Redis", "“Built the fare cache (Redis, asyncio)"),
        ("contract tests", "“Wrote the contract tests"),
        ("fare cache", "“Built the fare cache"),
        ("Kubernetes", "no line about “Kubernetes”"),
        ("<b>*x*</b>", "no line about “\\<b\\>\\*x\\*\\</b\\>”"),
    ],
)
def test_what_was_done_with_something(backend: Material, term: str, words: str) -> None:
    assert words in lookups.done_with(backend, term)


def test_what_is_missing_and_what_fits_agree_with_the_match(backend: Material) -> None:
    assert backend.match is not None
    text = lookups.missing(backend)
    required = [one.term for one in backend.match.missing if one.required]
    assert all(term in text for term in required[:6])
    assert "Kubernetes: nearest is “Set up GitHub Actions and Docker images for eleven services”" in text
    fits = lookups.fits(backend)
    count = sum(one.required for one in backend.match.matched)
    assert f"your résumé shows {count}." in fits
    assert "- PostgreSQL: “Led the move" in fits


def test_what_to_change_first_comes_with_its_line(backend: Material) -> None:
    text = changes(backend)
    assert text.startswith("What I would change first:\n\n1. ")
    assert "Your line: “Set up GitHub Actions and Docker images for eleven services”" in text
    assert "4. " not in text


def test_without_a_posting_or_a_resume_it_says_so(amara: ReadResume, posting: Callable[[str], str]) -> None:
    assert lookups.requirements(Material()) == lookups.NO_POSTING
    assert lookups.about(Material(), "pay") == lookups.NO_POSTING
    assert lookups.done_with(Material(), "SQL") == lookups.NO_RESUME
    assert lookups.missing(Material(resume=amara.resume)) == lookups.NO_POSTING
    assert lookups.fits(material_of(None, posting("nurse"))) == lookups.NO_RESUME
    assert overview(Material()) == lookups.NO_RESUME


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Hello", "meet at"),
        ("what fits?", "your résumé shows"),
        ("What am I missing?", "nearest is"),
        ("What should I change first?", "What I would change first"),
        ("what does it say about pay?", "EUR 82,000"),
        ("Terraform?", "asks for Terraform"),
        ("What have I done with Kafka?", "“Introduced Kafka for booking events"),
        ("who are you?", "no language model"),
        ("Write me a poem about the sea", "outside what I can do"),
        ("", "meet at"),
    ],
)
def test_the_adviser_answers(backend: Material, message: str, words: str) -> None:
    turn = advise(backend, message)
    assert words in turn.text
    assert turn == advise(backend, message)
