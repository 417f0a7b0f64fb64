"""What is so of every letter: all applicants, postings, tones and lengths."""

import re
from collections import Counter
from itertools import combinations

import pytest

from app.documents.evidence import Background, check_text
from app.letters.composing import PARTS
from app.letters.composing.letter import compose_letter
from app.letters.composing.material import gather
from app.letters.composing.occasion import Length, Tone
from app.letters.composing.voice import article_for
from tests.letters.composing.world import (
    APPLICANTS,
    HERE,
    LENGTHS,
    POSTINGS,
    SAMPLE_RESUMES,
    SAMPLES,
    TODAY,
    TONES,
    full_text,
    letter,
    occasion_for,
    posting_of,
    resume_of,
    sentences_of,
)

EMPTY_WORDS = re.compile(
    r"(?i)\b(?:passionate|results[- ]driven|dynamic|synerg\w*|motivated|proven track record|team player|"
    r"hard[- ]working|detail[- ]oriented|go-getter|thrive|leverag\w*|cutting[- ]edge|"
    r"world[- ]class|esteemed|prestigious|perfect fit|excited|thrilled|excellent|outstanding|exceptional|unique)\b"
)
VERB = re.compile(
    r"(?i)\b(?:please|i'?m|i'?d|i'?ve|is|are|am|was|were|has|have|had|would|could|can|may|include[sd]?|ask|asks|want|wish|apply|"
    r"know|use|worked|work|hold|took|speak|thank|thanks|let|accept|cook|move|sells|builds|says|reads|report|mentions?|names?|list|name)\b"
)
ARTICLE = re.compile(r"(?<![\w-])(an?|An?) ([\w&]+)")
WORDS: dict[Length, tuple[int, int]] = {"short": (60, 165), "standard": (60, 280), "long": (60, 400)}
OPENED_ALIKE = frozenset({"I", "I'd", "I'm", "I've", "My", "The", "You", "It", "A", "In", "As", "Since", "From", "At"})
MATCHED = (("amara", "job_backend"), ("jake", "job_backend"), ("nurse", "nurse"), ("chef", "chef"), ("sales", "sales"))
SNAPSHOTS: tuple[tuple[str, str, Tone, Length], ...] = (
    ("amara", "job_backend", "warm", "standard"),
    ("amara", "job_data", "formal", "standard"),
    ("amara", "job_backend", "direct", "long"),
    ("jake", "job_backend", "warm", "standard"),
    ("jake", "job_data", "warm", "standard"),
    ("jake", "software_de", "direct", "short"),
    ("nurse", "nurse", "warm", "standard"),
    ("nurse", "social_work", "formal", "short"),
    ("chef", "chef", "warm", "standard"),
    ("chef", "chef_contact", "direct", "standard"),
    ("sales", "sales", "formal", "long"),
    ("sales", "teacher", "warm", "standard"),
    ("student", "job_data", "warm", "standard"),
    ("student", "teacher", "formal", "standard"),
    ("sparse", "hotel_es", "warm", "standard"),
    *((resume, posting, "warm", "standard") for resume in SAMPLE_RESUMES for posting in SAMPLES),
)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("applicant", APPLICANTS)
def test_every_letter_is_whole_and_in_correct_english(applicant: str, tone: Tone) -> None:
    for posting in POSTINGS:
        for length in LENGTHS:
            paragraphs = letter(applicant, posting, tone, length)
            text = full_text(paragraphs)
            where = f"{applicant}, {posting}, {tone}, {length}:\n{text}"
            assert [paragraph.part for paragraph in paragraphs] == list(PARTS), where
            assert all(paragraph.text.strip() for paragraph in paragraphs), where
            assert not re.search(r"[ \t]{2,}|\.\.|,,|;;| [.,;:]|[(“] | [)”]|\bi\b(?!\.e)|[{}]", text), where
            assert not EMPTY_WORDS.search(text), where
            assert all(article_for(word) == article.lower() for article, word in ARTICLE.findall(text)), where
            for sentence in sentences_of(paragraphs):
                assert sentence[0].isupper() or sentence[0] in "“$£€" or sentence[0].isdigit(), (sentence, where)
                assert sentence[-1] in ".!?”", (sentence, where)
                assert VERB.search(sentence) or "I " in sentence, (sentence, where)
            assert paragraphs[-1].text.endswith(resume_of(applicant).basics.name or ""), where


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_letters_are_as_long_as_wished_and_no_longer(applicant: str) -> None:
    for posting in POSTINGS:
        counts = [len(full_text(letter(applicant, posting, "warm", length)).split()) for length in LENGTHS]
        assert all(WORDS[length][0] <= count <= WORDS[length][1] for length, count in zip(LENGTHS, counts, strict=True))
        assert counts == sorted(counts)


@pytest.mark.parametrize(("applicant", "posting"), MATCHED)
def test_a_person_with_enough_to_tell_fills_a_page(applicant: str, posting: str) -> None:
    assert 90 <= len(full_text(letter(applicant, posting, "warm", "short")).split()) <= 165
    assert 150 <= len(full_text(letter(applicant, posting, "warm", "standard")).split()) <= 280
    assert 180 <= len(full_text(letter(applicant, posting, "warm", "long")).split()) <= 400


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("applicant", [*APPLICANTS, *SAMPLE_RESUMES])
def test_nothing_is_claimed_that_the_resume_does_not_say(applicant: str, length: Length) -> None:
    resume = resume_of(applicant)
    for posting in POSTINGS:
        text = posting_of(posting)
        extracted = occasion_for(resume, text).extracted
        background = Background(company=extracted.company, title=extracted.title, posting=text)
        for tone in TONES:
            for paragraph in letter(applicant, posting, tone, length):
                claims = check_text(paragraph.text, resume, background=background, today=TODAY)
                assert [(claim.text, claim.problem) for claim in claims if not claim.supported] == [], paragraph.text


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_the_evidence_of_a_paragraph_is_lines_of_the_resume(applicant: str) -> None:
    for posting in POSTINGS:
        paragraphs = letter(applicant, posting)
        for paragraph in paragraphs:
            for evidence in paragraph.evidence:
                assert _is_line(resume_of(applicant), evidence.pointer, evidence.line), evidence
        told = [
            each.pointer for paragraph in paragraphs for each in paragraph.evidence if "/highlights/" in each.pointer
        ]
        assert len(told) >= (0 if applicant == "sparse" else 2)


@pytest.mark.parametrize("applicant", ["amara", "jake", "nurse", "chef", "sales", "student"])
def test_no_achievement_is_told_twice(applicant: str) -> None:
    lines = [line for entry in _entries(applicant) for line in entry]
    for posting in POSTINGS:
        for tone in TONES:
            for length in LENGTHS:
                text = full_text(letter(applicant, posting, tone, length)).casefold()
                for line in lines:
                    core = " ".join(re.split(r" \(|;", line.rstrip("."))[0].split()[1:10]).casefold()
                    assert text.count(core) <= 1, (core, text)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("applicant", [*APPLICANTS, *SAMPLE_RESUMES])
def test_letters_for_the_two_sample_postings_share_no_sentence(applicant: str, tone: Tone, length: Length) -> None:
    first, second = (set(sentences_of(letter(applicant, posting, tone, length))) for posting in SAMPLES)
    assert first & second == set()


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("applicant", ["amara", "jake"])
def test_letters_for_any_two_postings_share_few_sentences(applicant: str, tone: Tone) -> None:
    said = {posting: set(sentences_of(letter(applicant, posting, tone))) for posting in POSTINGS}
    shared = [len(said[one] & said[two]) for one, two in combinations(POSTINGS, 2)]
    assert max(shared) <= 3
    assert sum(count > 1 for count in shared) <= len(shared) * 0.06


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("applicant", [*APPLICANTS, *SAMPLE_RESUMES])
def test_a_letter_names_the_employer_and_the_job_with_a_light_hand(applicant: str, tone: Tone) -> None:
    for posting in POSTINGS:
        material = gather(occasion_for(resume_of(applicant), posting_of(posting)))
        held = {(job.position or "").casefold() for job in resume_of(applicant).work}
        for length in LENGTHS:
            text = full_text(letter(applicant, posting, tone, length))
            assert not material.company or text.count(material.company) <= 3, text
            if material.title and material.title.casefold() not in held:
                assert text.count(material.title) <= 2, text
            ties = re.findall(r"(?i)you(?:r posting)? (?:ask|mention|want|name|list)s?\b", text)
            assert len(ties) <= 2, text


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("applicant", [*APPLICANTS, *SAMPLE_RESUMES])
def test_sentences_of_a_letter_seldom_begin_alike(applicant: str, tone: Tone) -> None:
    for posting in POSTINGS:
        for length in ("short", "standard"):
            said = sentences_of(letter(applicant, posting, tone, length))
            firsts = Counter(sentence.split()[0] for sentence in said if sentence.split()[0] not in OPENED_ALIKE)
            assert sum(count - 1 for count in firsts.values()) <= 1, (posting, length, said)
            by_the_person = sum(bool(re.match(r"I(?:'\w+)? ", sentence)) for sentence in said)
            assert by_the_person <= (len(said) + 1) // 2 + 1, said


@pytest.mark.parametrize("applicant", ["amara", "jake", "nurse", "chef", "sales", "student"])
def test_tones_differ_in_their_words(applicant: str) -> None:
    warm, formal, direct = (full_text(letter(applicant, "job_data", tone)) for tone in TONES)
    assert "I'd " in warm
    assert not re.search(r"\bI'(?:d|m|ve)\b", formal + direct)
    assert warm.startswith("Dear")
    assert direct.startswith("Hello")
    assert {text.rstrip().splitlines()[-2] for text in (warm, formal, direct)} & {"Kind regards,", "Best regards,"}


@pytest.mark.parametrize(("applicant", "posting", "tone", "length"), SNAPSHOTS)
def test_the_letters_that_a_reader_may_read(applicant: str, posting: str, tone: Tone, length: Length) -> None:
    kept = HERE / "letters" / f"{applicant}-{posting}-{tone}-{length}.txt"
    assert full_text(letter(applicant, posting, tone, length)) == kept.read_text(encoding="utf-8")


def test_the_same_occasion_gives_the_same_letter() -> None:
    occasion = occasion_for(resume_of("nurse"), posting_of("nurse"))
    assert compose_letter(occasion) == compose_letter(occasion)


def _entries(applicant: str) -> list[list[str]]:
    resume = resume_of(applicant)
    jobs, projects, posts = resume.work, resume.projects, resume.volunteer
    return [
        *(one.highlights for one in jobs),
        *(one.highlights for one in projects),
        *(one.highlights for one in posts),
    ]


def _is_line(resume: object, pointer: str, line: str) -> bool:
    """Whether the pointer leads to a value of the résumé that the line shows."""
    node = resume
    for step in pointer.strip("/").split("/"):
        name = re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), step)
        node = node[int(step)] if isinstance(node, list) else getattr(node, name)
    return not isinstance(node, str) or node in line or line in node
