"""What a posting asks for, read with language tools alone: terms of many trades, and names that no list knows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.documents.terms.categories import CATEGORIES, Category
from app.documents.terms.levels import cefr_in, fluency_in
from app.documents.terms.lexicon import Hit
from app.documents.terms.tokens import fold, language_of, tokenize
from app.documents.terms.vocabulary import categories, lexicon
from app.postings.asking import (
    alternatives_of,
    offers,
    origins_of,
    sets_a_condition,
    speaks_of_the_job,
    tells_of_the_employer,
)
from app.postings.believing import believed
from app.postings.compounds import without_parts_of_compounds
from app.postings.coordination import with_shared_heads
from app.postings.degrees import asked_degree, end_of_subjects, without_subjects
from app.postings.doing import said_as_verbs
from app.postings.judging import Choose, choose_as_learnt
from app.postings.mentions import Mention, merged
from app.postings.open_terms import OpenTerm, open_terms
from app.postings.results import ExtractedKeywords
from app.postings.seniority import seniority_of
from app.postings.sentences import Posting, Sentence, read_posting
from app.postings.traces import Scene, Surroundings, surroundings_of
from app.postings.traits import traits
from app.postings.years import years_asked

_BASE_WEIGHT = {"soft_skills": 0.5, "education": 1.0, "spoken_languages": 1.0}
_OPEN_WEIGHT = 0.75
_PRACTISED = frozenset({"languages", "frameworks", "tools", "practices"})
_TAUGHT = re.compile(r"\b(?:teach\w*|lectur\w*|unterricht\w*|enseign\w*)\b[^.;]*$", re.IGNORECASE)
_MUST = re.compile(
    r"\b(?:must|required|essential|should|experience|knowledge|would be|you (?:will )?(?:need|have)|erforderlich|"
    r"indispensable|vereist)\b",
    re.IGNORECASE,
)
_WE_USE = re.compile(
    r"\b(?:we use|we work with|our stack|arbeiten mit|utilisons|werken met|utilizamos)\b", re.IGNORECASE
)
_TASKS = re.compile(r"\b[Yy]ou(?:['’]ll| will)\b(?! (?:be part|get|receive|join|enjoy|find|love))")


class _Read(NamedTuple):
    """A posting that is read: `ignored` are the folded words of its company and title."""

    posting: Posting
    language: str
    ignored: frozenset[str]
    around: Surroundings
    choose: Choose


def extract_keywords(
    text: str, title: str = "", company: str = "", *, choose: Choose = choose_as_learnt
) -> ExtractedKeywords:
    """Keywords of a posting by category; `title` and `company` override what its head says.

    A keyword is required when a heading, or in running text its own sentence, says so; in a posting that
    names no requirements apart, whatever it asks for is. What the employer offers gives no keywords.
    `choose` says which phrases that no list knows are skills.
    """
    posting = read_posting(text, title, company)
    language = language_of(text)
    ignored = frozenset(fold(token.text) for token in tokenize(f"{posting.company} {posting.title}"))
    read = _Read(posting, language, ignored, surroundings_of(posting, text), choose)
    mentions = list(_title_mentions(posting, language))
    for sentence, speaks in _speaking(_asking(posting.sentences)):
        if sentence.part != "intro" or _may_ask(sentence, headed=posting.headed, speaks=speaks):
            mentions.extend(_mentions(sentence, read, speaks=speaks))
    keywords = merged(mentions)
    return ExtractedKeywords(
        title=posting.title,
        company=posting.company,
        seniority=seniority_of(posting.title),
        years_required=years_asked(posting),
        language=language,
        **{category: tuple(keyword for keyword in keywords if keyword.category == category) for category in CATEGORIES},
    )


def _asking(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences that may ask for something: what follows an offer in its paragraph goes on offering."""
    offering = -1
    for sentence in sentences:
        if sentence.part == "offer" or offers(sentence):
            offering = sentence.unit
            if sets_a_condition(sentence):
                yield sentence._replace(part="offer")
        elif sentence.unit != offering or sentence.listed or _MUST.search(sentence.text):
            yield sentence


def _speaking(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, bool]]:
    """Whether each speaks of the applicant or the tasks; what follows tasks in their paragraph tells of them too."""
    speaking = -1
    for sentence in sentences:
        follows = sentence.unit == speaking and not tells_of_the_employer(sentence)
        speaks = sentence.part != "intro" or follows or speaks_of_the_job(sentence)
        speaking = sentence.unit if follows or _TASKS.search(sentence.text) else -1
        yield sentence, speaks


def weight_of(category: Category) -> float:
    """What a keyword of this category counts in a score when the posting names it once."""
    return _BASE_WEIGHT.get(category, 1.0)


def _title_mentions(posting: Posting, language: str) -> Iterator[Mention]:
    head = Sentence("intro", posting.title, 0, posting.title_end, -1, listed=False)
    for hit in lexicon(language).find(posting.title):
        category = categories()[hit.term]
        if category not in ("soft_skills", "spoken_languages"):
            yield Mention(hit.term, category, "title", hit.text, head)


def _mentions(sentence: Sentence, read: _Read, *, speaks: bool) -> Iterator[Mention]:
    posting, language = read.posting, read.language
    known = believed(sentence, lexicon(language).find(sentence.text), read.ignored)
    degrees = list(_degrees(sentence, posting, known))
    if degrees:
        known = without_subjects(known, asked_degree(sentence.text))
    known = without_parts_of_compounds(sentence, known, language)
    if language == "en" and sentence.part not in ("about", "offer"):
        known = sorted([*known, *said_as_verbs(sentence, known)], key=lambda hit: hit.start)
    further = _open(sentence, known, read, speaks=speaks)
    named = {hit.term for hit in known}
    further.extend(term for term in _sharing(sentence, language) if term.text not in named)
    if language == "en" and sentence.part != "offer":
        places = [(hit.start, hit.end) for hit in known]
        kinds = traits(sentence, places)
        further = [term for term in further if not any(kind.start == term.start for kind in kinds)] + kinds
    shapes = {term.text: term.category for term in further}
    hits = sorted(
        [*known, *(_as_hit(term, sentence) for term in further)],
        key=lambda hit: hit.start,
    )
    origins = origins_of(sentence, hits, headed=posting.headed)
    choices = alternatives_of(sentence, hits, language)
    years, reach = _years(sentence, posting)
    for index, (hit, origin, others) in enumerate(zip(hits, origins, choices, strict=True)):
        category = categories().get(hit.term) or shapes[hit.term]
        if origin is None or (origin == "about" and category != "domain"):
            continue
        level = _fluency(sentence.text, hits, index) if category == "spoken_languages" else None
        weight = weight_of(category) if hit.term in categories() else _OPEN_WEIGHT
        asked_for = {other.term for other, asked in zip(hits, origins, strict=True) if asked is not None}
        kept = tuple(dict.fromkeys(term for term in others if term in asked_for and term != hit.term))
        asked_years = years if category in _PRACTISED and hit.start < reach else None
        yield Mention(hit.term, category, origin, hit.text, sentence, weight, kept, asked_years, level)
        if category == "spoken_languages" and re.search(r"(?i)\bwritten\b", sentence.text):
            yield Mention("Written communication", "soft_skills", origin, "written", sentence, 0.5)
    yield from degrees


def _as_hit(term: OpenTerm, sentence: Sentence) -> Hit:
    return Hit(term.text, term.start, term.end, sentence.text[term.start : term.end], "exact")


def _sharing(sentence: Sentence, language: str) -> list[OpenTerm]:
    """Things that leave their head to the next one, under the names that the vocabulary has for them."""
    found = with_shared_heads(sentence, language) if sentence.part not in ("about", "intro", "offer") else []
    names = [
        next((hit.term for hit in lexicon(language).find(term.text) if hit.text == term.text), "") for term in found
    ]
    return [
        term._replace(text=name, category=categories()[name]) if name else term
        for term, name in zip(found, names, strict=True)
    ]


def _may_ask(sentence: Sentence, *, headed: bool, speaks: bool) -> bool:
    """Whether a sentence under no heading may ask for something; beside headings it has to speak of the job."""
    if sentence.listed or _WE_USE.search(sentence.text):
        return True
    return speaks if headed else not tells_of_the_employer(sentence)


def _years(sentence: Sentence, posting: Posting) -> tuple[int | None, int]:
    """The years that a sentence asks for, and up to where in it they count: the next semicolon."""
    semicolon = sentence.text.find(";")
    reach = semicolon if semicolon >= 0 else len(sentence.text)
    return years_asked(posting._replace(sentences=[sentence._replace(text=sentence.text[:reach])])), reach


def _fluency(text: str, hits: Sequence[Hit], index: int) -> str | None:
    """The level that is said of one language: before it, back to the language before, else after it."""
    start = hits[index - 1].end if index else 0
    end = hits[index + 1].start if index + 1 < len(hits) else len(text)
    before, after = text[start : hits[index].start], text[hits[index].end : end]
    first = next(hit for hit in hits if categories().get(hit.term) == "spoken_languages")
    if fluency_in(text[: first.start]) is None:
        return fluency_in(after) or (fluency_in(before) if index == 0 else None)
    return cefr_in(after) or fluency_in(before)


def _degrees(sentence: Sentence, posting: Posting, known: Sequence[Hit]) -> Iterator[Mention]:
    degree = asked_degree(sentence.text)
    named = (hit for hit in known if categories()[hit.term] == "education")
    if degree is None or any(hit.start <= degree.start < hit.end for hit in named):
        return
    if sentence.part in ("about", "offer", "duties") or _TAUGHT.search(sentence.text[: degree.start]):
        return
    place = Hit(degree.wish.level, degree.start, degree.end, degree.text, "exact")
    origin = origins_of(sentence, [place], headed=posting.headed)[0]
    if origin is None or (sentence.part == "intro" and origin == "duties"):
        return
    alternatives = ("equivalent experience",) if degree.wish.equal else ()
    yield Mention(degree.term, "education", origin, degree.text, sentence, 1.0, alternatives, level=degree.wish.level)


def _open(sentence: Sentence, hits: Sequence[Hit], read: _Read, *, speaks: bool) -> list[OpenTerm]:
    """Skills that no list knows; none in the employer's own story, and no subjects of degrees."""
    if sentence.part in ("about", "offer"):
        return []
    taken = [(hit.start, hit.end) for hit in hits]
    degree = asked_degree(sentence.text)
    if degree is not None:
        taken.append((degree.start, max(degree.end, end_of_subjects(sentence.text, degree.wish.end))))
    scene = Scene(sentence, taken, read.language, read.ignored, read.around, speaks)
    return [term for term in open_terms(scene, read.choose) if term.text not in categories() or _is_surely(term, scene)]


def _is_surely(term: OpenTerm, scene: Scene) -> bool:
    """Whether an ambiguous name of the vocabulary that stands alone is meant: "good Excel", not "Excel at this"."""
    return scene.sentence.part in ("required", "nice", "duties") and term.start > 0
