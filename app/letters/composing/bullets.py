"""A résumé's line made fit to be told: no bullet, address, markup or list of tools behind it; shouting made calm."""

import re
import unicodedata
from functools import lru_cache

from app.documents.terms.vocabulary import categories, lexicon
from app.letters.composing.verbs import verb_of, words
from app.letters.composing.voice import with_article

_LONGEST = 600
_ADDRESS = r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<![\w.])(?:[\w-]+\.){1,3}(?:com|org|net|io|dev|edu|co\.uk|de)/\S*"
_BRACKETED_ADDRESS = re.compile(rf"\s*[(\[<]\s*[^()\[\]<>]{{0,30}}(?:{_ADDRESS})[^()\[\]<>]{{0,30}}[)\]>]")
_BARE_ADDRESS = re.compile(
    rf"\s*(?:[-–—|:,;]\s*)?(?:\b(?:see|at|on|via|visit|link|demo|code|live|url)\b:?\s*)?(?:{_ADDRESS})"
)
_MARKS = re.compile(r"^[\s\-*•·–—▪◦‣●○✓✔➢►>#]+|[*_`]{2,}|`")
_EMPHASIS = re.compile(r"(?<!\w)[*_](\S(?:[^*_]*\S)?)[*_](?!\w)")
_TOOLS = re.compile(
    r"\s*(?:[.;,|(\[–—-]\s*)?\b(?:tech(?:nolog(?:y|ies))?(?: stack)?|stack|tools?|environment|skills|keywords"
    r"|built with|tech used)"
    r"(?: used)?\s*:\s*[^.]*[.)\]]*\s*$"
    r"|\s*\|\s*[^|]*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^([A-Z][\w&/’' -]{1,40}?)\s*(?::|\s[–—-])\s+(?=\S)")
_SENTENCE_END = re.compile(r"(?<=[\w)%’'”\"])[.!?]+\s+(?=[\"“(]?[A-ZÀ-ÞI])")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|incl|etc|approx|vs|Dr|Mr|Mrs|Ms|St|No|Inc|Ltd|Co|Corp|Jr|Sr|[A-Z])\.?$")
# A thing that can be counted, alone behind a verb: "Published plugin to", "Won award at".
_BARE_OBJECT = re.compile(
    r"(?i)^([a-z-]+(?:ed|ilt|rote|on|ave|ade|et up|an|ent)) (api|app|application|award|bot|budget|campaign|checklist|"
    r"course|curriculum|dashboard|database|game|guide|library|manual|module|paper|pipeline|platform|plugin|process|"
    r"program|programme|prototype|report|scholarship|script|service|shop|system|team|tool|website|workshop)"
    r"( (?:to|for|at|that|which|with|using|in|on|from|of|by|about)\b)"
)
_PUNCTUATION = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "\u2028": " ", "…": "..."})


def clean_line(line: str) -> str:
    """The line without what only a page needs; empty when no words are left."""
    text = "".join(
        " " if unicodedata.category(char).startswith("C") and char not in "\u200b\ufeff" else char for char in line
    )
    text = " ".join(text.translate(_PUNCTUATION).split())[:_LONGEST]
    text = _EMPHASIS.sub(r"\1", _MARKS.sub("", text))
    text = _BARE_ADDRESS.sub("", _BRACKETED_ADDRESS.sub("", text))
    stripped = _TOOLS.sub("", text)
    text = stripped if len(stripped.split()) >= 3 else text
    text = re.sub(r"\s+([,.;:!?)])", r"\1", re.sub(r"\(\s*\)|\[\s*\]", "", text))
    text = re.sub(r"([,;:!?])\1+|\.{2,}", lambda dots: dots[1] or ".", text)
    text = " ".join(text.split()).strip(" ,;:–—-|/\\")
    return _balanced(re.sub(r"[.!?]+$", "", text).strip(" ,;:–—-|")) if re.search(r"[^\W\d_]", text) else ""


def sentences_of(text: str) -> list[str]:
    """A cleaned line's sentences, without their full stops."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if not _ABBREVIATED.search(text[start : end.start()]):
            found.append(text[start : end.start()])
            start = end.end()
    return [*found, text[start:]]


def without_label(text: str) -> str:
    """A line without the heading in front of it ("Performance: cut …"), where a verb follows the heading."""
    label = _LABEL.match(text)
    if label is None:
        return text
    rest = text[label.end() :]
    verb = verb_of(rest.split()[0])
    headed = verb is not None and (verb.form == "past" or not verb_of(text.split()[0]))
    return rest if headed and not re.search(r"\b(?:and|or)$", label[1]) else text


def calm(text: str) -> str | None:
    """SHOUTING and Title Case Made Plain; None when a word might be a name that nobody could tell apart."""
    tokens = text.split()
    longer = [token for token in tokens if sum(char.isalpha() for char in token) > 3]
    loud = sum(token.isupper() for token in longer)
    titled = sum(token[:1].isupper() and not token.isupper() for token in longer)
    if len(longer) >= 3 and loud > 0.7 * len(longer):
        return _plainly(tokens, text, shouting=True)
    if len(longer) >= 5 and titled > 0.95 * len(longer):
        return _plainly(tokens, text, shouting=False)
    return text


def _for_one(found: re.Match[str]) -> str:
    return f"for {with_article(found[1])} to"


def mended(text: str) -> str:
    """The line without slips of the pen that have one remedy: a missing or misplaced article, a word twice."""
    text = re.sub(r"\b(new|single|similar|different) (an?) (?=[a-z])", r"\2 \1 ", text)
    text = re.sub(r"\b(using|via) with (?=[A-Z])", r"\1 ", text)
    text = re.sub(r"\bfor (artist|user|customer|client|student|teacher|patient|visitor|developer) to\b", _for_one, text)
    text = re.sub(r"\b(the|a|an|of|to|and|with|for|in|on) \1 (?=\w)", r"\1 ", text)

    def with_missing_article(found: re.Match[str]) -> str:
        return f"{found[1]} {with_article(found[2])}{found[3]}"

    return _BARE_OBJECT.sub(with_missing_article, text)


def _plainly(tokens: list[str], text: str, *, shouting: bool) -> str | None:
    named = {part for hit in lexicon().find(text) for part in hit.text.split()}
    plain = []
    for token in tokens:
        word = token.strip("()[].,;:!?&/'’\"“”").lower()
        if token in named and token.lower() not in _common():
            plain.append(token)
        elif word in _common() or (verb_of(word) is not None) or not re.search(r"[a-z]", word):
            plain.append(token.lower())
        elif shouting and sum(char.isalpha() for char in token) > 3:
            return None
        else:
            plain.append(token)
    result = " ".join(plain)
    return result[:1].upper() + result[1:]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words that are no names: the small ones, and those of trades in lower case."""
    trade = {word for term in categories() for word in term.split()[1:] if word.islower()}
    return frozenset(trade | words().english | words().objects)


def _balanced(text: str) -> str:
    """Without a bracket or quotation mark that has lost its fellow."""
    for opening, closing in ("()", "[]", "“”"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return " ".join((text.replace('"', "") if text.count('"') % 2 else text).split())
