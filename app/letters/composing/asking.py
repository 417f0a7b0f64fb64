"""What the posting says, in words that a letter takes up: the job's name, duties, terms, whom to write to."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.documents.terms.vocabulary import categories
from app.letters.composing.bullets import calm
from app.letters.composing.places import place_name
from app.letters.composing.verbs import is_base, verb_of, words
from app.postings.service import ExtractedKeywords, Keyword

_READ_AT_MOST = 20_000
_COMMON_NOUNS = frozenset({"practices", "domain", "soft_skills"})
_NAMED = frozenset({"Scrum", "Kanban", "Six", "National", "Basel", "Lean"})
_CLEAN = re.compile(r"[\w\s,.'’/&%+#€£$–—-]+")
_PERSONAL = re.compile(r"(?i)\b(?:you|your|you'll|yours|we|we're|i|my|us\b(?=\s+(?:at|by|on)))\b")
_NO_TASK = re.compile(r"(?i)@|https?:|\byears?\b|salary|\bcv\b|\b(?:[ap]\.m|etc)$")
_BULLET = re.compile(r"^\s*(?:[-*•·–—▪◦‣●○✓✔➢►]|\d{1,2}[.)])\s+")
_GREETED = (
    r"(?:ask for|contact(?: person)?|hiring manager|recruiter|speak (?:to|with)|talk to|reach out to|write to|apply to|"
    r"addressed? (?:it |the letter |your (?:letter|application) )?to|attention(?: of)?|attn|ansprechpartner(?:in)?|"
    r"questions\W{1,3}(?:call|ask|contact|email)|call|email|send (?:it|your \w+(?: and \w+)?) to|recipient)"
)
_HONORIFIC = r"(?:Ms|Mrs|Mr|Mx|Dr|Prof|Professor|Frau|Herrn?|Mme|M)\b\.?"
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:de|van|der|den|von|la|del|di|da|bin|al|ter)\s+){0,2}[A-ZÀ-Þ][\w’'-]+){0,2}"
_CONTACT = re.compile(rf"(?i:\b{_GREETED})\s*(?:is\s+|:\s*|,\s*|-\s*)?((?:{_HONORIFIC}\s+)?)({_NAME})")
_NO_PERSON = re.compile(
    r"(?i)\b(?:human|resources|hr|team|department|office|recruit\w*|talent|people|service|services|support|customer|"
    r"human|us|our|the|jobs?|careers?|reception|manager|hiring|email|monday|tuesday|wednesday|thursday|friday|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|london|today|now|group|"
    r"company|university|hospital|school|council|salesforce|centre|center|desk|sales|head|director|lead)\b"
)
_TITLES = {"frau": "Ms", "herr": "Mr", "herrn": "Mr", "mme": "Ms", "professor": "Professor", "prof": "Professor"}


class Asked(NamedTuple):
    """What a letter says of one keyword: its name in running text."""

    term: str
    name: str
    keyword: Keyword


def title_of(title: str) -> str:
    """A job's name fit for a sentence: its first part, without brackets; empty when it is none."""
    plain = " ".join(re.sub(r"[(\[][^)\]]*[)\]]?", " ", title).split())
    plain = re.split(r"\s[–—|-]\s|,\s|\s*[|·:]\s|\s/\s", plain)[0].strip(' ,;:|–—-.*#"“”')
    if plain.isupper() and len(plain) > 5:
        plain = " ".join(word if len(word) <= 3 else word.capitalize() for word in plain.split())
    usable = re.fullmatch(r"[\w][\w .&'’+#/*:-]{1,68}", plain) and re.search(r"[^\W\d_]{2}", plain)
    return plain if usable else ""


def company_of(company: str) -> str:
    """An employer's name fit for a sentence, empty when it is none."""
    name = place_name(re.sub(r"[<>{}\[\]\n\r]", " ", company)).removeprefix("the ")
    return name if re.fullmatch(r"[\w][\w .,&'’+/!-]{0,58}[\w.!]", name) else ""


def asked_of(extracted: ExtractedKeywords) -> dict[str, Asked]:
    """Every keyword by its term, with its name."""
    return {keyword.term: Asked(keyword.term, name_of(keyword), keyword) for keyword in extracted.all()}


def name_of(keyword: Keyword) -> str:
    """A keyword in running text, spelt as the posting spells the same word: "Kafka", "data visualization"."""
    name = keyword.term
    for found in keyword.found:
        shorter = keyword.category not in _COMMON_NOUNS and found in name.split()
        if shorter or (found.casefold() != name.casefold() and _same_spelling(found) == _same_spelling(name)):
            name = found
            break
    return common_noun(name) if keyword.category in _COMMON_NOUNS and keyword.term in categories() else name


def common_noun(term: str) -> str:
    """A term of the vocabulary without the capital of a heading; names and acronyms keep theirs."""
    first, _, rest = term.partition(" ")
    if first in _NAMED or not (first[1:].replace("-", "").replace("'", "").islower()):
        return term
    return f"{first.lower()} {rest}".strip()


def duties_of(posting: str, title: str, language: str) -> list[str]:
    """What the job is to do, as the posting puts it, each to go behind "to": "run the kitchen with a brigade"."""
    if language != "en":
        return []
    found = [duty for line in _lines(posting) if (duty := _duty(line)) and duty.casefold() not in title.casefold()]
    return list(dict.fromkeys(found))


def story_of(posting: str, company: str, language: str) -> str:
    """What the employer says of itself, told back to it ("You move money for …"); empty when nothing lends itself."""
    if language != "en":
        return ""
    for line in _lines(posting):
        for sentence in re.split(r"(?<=[.!?])\s+", line):
            told = _told_back(sentence.strip(" .!"), company)
            if told and 5 <= len(told.split()) <= 18 and _CLEAN.fullmatch(told):
                return told
    return ""


def contact_of(posting: str) -> str:
    """The person whom the posting says to turn to, with the title given ("Dr Okoye"); empty when there is none."""
    for match in _CONTACT.finditer(posting[:_READ_AT_MOST]):
        honorific, name = match[1].strip(" ."), " ".join(match[2].split())
        if _NO_PERSON.search(name) or (not honorific and len(name.split()) < 2) or "\n" in match[0].strip():
            continue
        if any(verb_of(part) or part.lower() in words().objects for part in name.split()[1:]):
            continue
        if not honorific:
            return name
        return f"{_TITLES.get(honorific.lower(), honorific.capitalize())} {name.split()[-1]}"
    return ""


def _lines(posting: str) -> Iterator[str]:
    """Bullets and paragraphs, each on one line."""
    unit = ""
    for line in posting[:_READ_AT_MOST].splitlines():
        begins = bool(_BULLET.match(line))
        if not line.strip() or begins or (unit and line.strip()[:1].isupper() and len(unit) < 60):
            if unit:
                yield unit
            unit = ""
        text = _BULLET.sub("", line).strip(" #*")
        if text:
            unit = f"{unit} {text}".strip()
    if unit:
        yield unit


def _duty(line: str) -> str:
    for sentence in re.split(r"(?<=[.!?])\s+", line):
        begun = re.sub(r"(?i)^(?:you will|you['’]ll|you)\s+(?:be\s+(?=able))?", "", sentence)
        text = re.split(r"[:;(]|,\s+(?:and|where|so)\s+(?:you|we)\b|\s[–—-]\s|[.!?]$", begun)[0].strip(" ,.")
        text = _turned(re.sub(r"\s&\s", " and ", text).replace(" w/ ", " with "))
        first, _, rest = text.partition(" ")
        verb = first.lower()
        if not (is_base(verb) and rest) or verb in ("help", *words().no_duty) or not 4 <= len(text.split()) <= 17:
            continue
        if verb in words().nounish and begun == sentence and not _is_imperative(rest):
            continue
        told = f"{verb} {rest}"
        if _PERSONAL.search(told.replace("your ", "")) or _NO_TASK.search(told):
            continue
        if _CLEAN.fullmatch(told) and calm(told[:1].upper() + told[1:]) == told[:1].upper() + told[1:]:
            return told
    return ""


def _is_imperative(rest: str) -> bool:
    after = rest.split()[0].lower()
    return after not in {"of", "for", "in", "on", "at", "as", "by", "from", "to"} and (
        after in words().objects
        or after.endswith(("s", "ly"))
        or after == "your"
        or is_base(after)
        or rest[:1].isupper()
    )


def _told_back(sentence: str, company: str) -> str:
    first, _, rest = sentence.partition(" ")
    verb = verb_of(rest.split()[0]) if rest.split() else None
    if verb is None or not verb.base or verb.base in words().no_story:
        return ""
    if first == "We" and verb.form == "base" and not _PERSONAL.search(rest.replace("our ", "")):
        return _turned(f"You {rest}")
    named = company and sentence.casefold().startswith(company.casefold() + " ")
    alone = not company and first[:1].isupper() and verb_of(first) is None and first.lower() not in words().english
    if alone and verb.form == "third" and verb.base not in words().nounish and not _PERSONAL.search(rest):
        return sentence
    if named:
        verb = verb_of(sentence[len(company) :].split()[0])
        if verb and verb.form == "third" and verb.base not in words().no_story and not _PERSONAL.search(sentence):
            return sentence
    return ""


def _turned(text: str) -> str:
    """The posting's "our" seen from the applicant's side."""
    for ours, yours in ((r"\bour\b", "your"), (r"\bOur\b", "Your"), (r"\bus\b", "you")):
        text = re.sub(ours, yours, text)
    return text


def _same_spelling(text: str) -> str:
    return text.casefold().replace("isation", "ization").replace("ise", "ize").replace("yse", "yze")


def required_first(asked: Sequence[Asked]) -> list[Asked]:
    """Those that the posting insists on first, then by weight."""
    return sorted(asked, key=lambda one: (not one.keyword.required, -one.keyword.weight))
