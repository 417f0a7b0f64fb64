from collections import defaultdict
from pathlib import Path

import pytest

from app.documents.resume import Resume
from app.documents.terms import vocabulary
from app.documents.terms.categories import CATEGORIES
from app.documents.terms.lexicon import make_form
from app.documents.terms.tokens import fold_in_place, is_written_in_english, language_of, tokenize
from app.documents.terms.vocabulary import categories, implied_by, lexicon, load_data, related_to
from app.tailoring.instructions import read_instructions

FOLDER = Path(vocabulary.__file__).parent
TRADES = (
    "software", "infrastructure", "data", "health", "business", "operations", "people", "personal",
    "care", "trades", "office", "science", "character", "health_wide", "care_wide", "medicines", "services",
    "making", "building", "moving", "money", "public", "digital", "land", "qualifications_health",
    "qualifications_trades", "many_languages",
    *sorted(path.stem for path in FOLDER.glob("more_*.toml") if path.stem != "more_relations"),
)  # fmt: skip


def spellings() -> list[tuple[str, str]]:
    return [
        (term, text)
        for trade in TRADES
        for terms in load_data(trade).values()
        for term, aliases in terms.items()
        for text in (term, *aliases)
    ]


def test_there_are_many_terms_in_every_category() -> None:
    counts = {category: list(categories().values()).count(category) for category in CATEGORIES}
    assert sum(counts.values()) > 8000
    assert min(counts.values()) >= 20


def test_no_spelling_belongs_to_two_terms() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for term, text in spellings():
        form = make_form(term, text)
        assert form is not None, text
        owners[form.words].add(term)
    assert {words for words, terms in owners.items() if len(terms) > 1} == set()


@pytest.mark.parametrize(
    ("text", "term", "category"),
    [
        ("Scrub for theatre and run a second list in CT scans", "CT scanning", "practices"),
        ("Erfahrung in der Chemotherapie", "Chemotherapy administration", "practices"),
        ("carné de manipulador de alimentos", "Carné de manipulador de alimentos", "education"),
        ("3+2 Drehmaschinen und 5-Achs-Fräsen", "Five-axis machining", "practices"),
        ("setting a press brake to drawing", "Press brake operation", "practices"),
        ("dédouanement des marchandises", "Customs clearance", "practices"),
        ("rijbewijs C en code 95", "Category C licence", "education"),
        ("Lohn- und Gehaltsabrechnung mit LODAS", "DATEV LODAS", "tools"),
        ("claims adjusting for motor policies", "Claims handling", "practices"),
        ("Spurensicherung am Tatort", "Crime scene examination", "practices"),
        ("tree climbing and aerial rescue", "Tree climbing", "practices"),
        ("Kombidämpfer bedienen", "Combi oven", "tools"),
        ("relecture et montage d'expositions", "Art handling", "practices"),
        ("knowledge of FSSC 22000", "FSSC 22000", "domain"),
        ("HAZOP studies and P&ID reviews", "HAZOP", "practices"),
        ("roulette dealing and table games", "Casino dealing", "practices"),
        ("Kraftwerksbetrieb im Schichtdienst", "Power plant operation", "practices"),
        ("saturation diving offshore", "Commercial diving", "practices"),
        ("vitrerie et miroiterie", "Glazing installation", "practices"),
        ("Küchenhilfe gesucht", "Kitchen assistance", "practices"),
        ("poda, riego y fitosanitario cualificado", "Fitosanitario cualificado", "education"),
    ],
)
def test_trades_speak_in_their_own_words(text: str, term: str, category: str) -> None:
    assert term in {hit.term for hit in lexicon(language_of(text)).find(text)}
    assert categories()[term] == category


@pytest.mark.parametrize(
    "text",
    [
        "She paved the way, piling up ideas and ironing out every issue while facing our customers.",
        "We tend to empower people, and it was a riveting talk by a chipper speaker acting as host.",
        "Offices in Leeds and Cannes; a sane man lends his tens and the mice tell a relative story.",
        "Wir bieten Altersvorsorge, Fahrradleasing, gute ÖPNV-Anbindung und Bezahlung nach Tarifvertrag.",
        "Se valoran candidaturas de personas con discapacidad.",
        "Vous êtes de nature curieuse et vous aimez les défis.",
        "We tolerate no discrimination of any kind, and a six-month probation period applies.",
        "It supports the security of our network; an adapter and an integer value are exact.",
    ],
)
def test_ordinary_prose_and_benefits_name_no_trade(text: str) -> None:
    assert [hit.text for hit in lexicon(language_of(text)).find(text)] == []


@pytest.mark.parametrize(
    ("shown", "asked"),
    [
        ("care of people with Parkinson's disease", "multiple sclerosis"),
        ("Trello", "Asana"),
        ("taught Key Stage 1", "Key Stage 2"),
        ("Jahresabschluss nach HGB", "US GAAP"),
        ("CISM", "CISA"),
        ("private hire licence", "SIA licence"),
        ("Führerschein C1", "Führerschein CE"),
        ("MIG welding", "TIG welding"),
        ("SAP MM", "SAP HCM"),
        ("CPA", "ACCA"),
        ("Microbiology", "haematology"),
        ("visual impairment", "hearing impairment"),
        ("Okta", "Keycloak"),
    ],
)
def test_two_things_of_a_kind_are_two_terms(shown: str, asked: str) -> None:
    terms = [{hit.term for hit in lexicon(language_of(text)).find(text, listed=True)} for text in (shown, asked)]
    assert all(terms)
    assert terms[0].isdisjoint(terms[1])


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("NEC4 contracts", "NEC contracts"),
        ("real estate license", "Real estate licence"),
        ("MARC 21", "MARC21"),
        ("Passive House", "Passivhaus"),
        ("AEVO", "Ausbildereignung"),
        ("Trados Studio", "SDL Trados"),
        ("Einzelhandelskauffrau", "Kaufmann im Einzelhandel"),
        ("code 95", "Driver CPC"),
        ("HGV Class 1", "rijbewijs CE"),
        ("IRM", "magnetic resonance imaging"),
    ],
)
def test_one_thing_has_one_term_however_it_is_called(text: str, other: str) -> None:
    first, second = ({hit.term for hit in lexicon().find(each, listed=True)} for each in (text, other))
    assert first == second
    assert len(first) == 1


def test_relations_name_known_terms_only() -> None:
    named = {*implied_by(), *related_to()}
    named |= {
        relation.term for relations in (implied_by(), related_to()) for each in relations.values() for relation in each
    }
    assert named <= categories().keys()


def test_ambiguous_words_are_spellings_of_terms() -> None:
    known = {text for _, text in spellings()}
    words, wide, more = (load_data(name) for name in ("ambiguity", "ambiguity_wide", "ambiguity_more"))
    marked = {text for each in (words, wide, more) for kind in ("cased", "wary") for text in each[kind]}
    assert {text for text in marked if text not in known} == set()
    folded = {text.casefold() for text in known}
    assert {text for text in words["unstemmed"] if text.casefold() not in folded} == set()


def test_every_spelling_finds_its_own_term_in_a_skill_list() -> None:
    lost = [
        (term, text)
        for term, text in spellings()
        if term not in {hit.term for hit in lexicon().find(text, listed=True)}
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and .NET", ["C++", "C#", "and", ".NET"]),
        ("Node.js. Next", ["Node.js", "Next"]),
        ("GD&T or R&D", ["GD&T", "or", "R&D"]),
        ("see github.com/jake and a@b.org", ["see", "and"]),
        ("S/4HANA, CI/CD", ["S/4HANA", "CI", "CD"]),
    ],
)
def test_words_keep_the_signs_that_are_part_of_them(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


def test_folding_in_place_keeps_every_place() -> None:
    text = "Maîtrise ﬁne ß İ É"
    assert len(fold_in_place(text)) == len(text)
    assert fold_in_place("Éà") == "ea"


def test_too_few_words_tell_no_language() -> None:
    assert language_of("Infrastructure as code") == "en"
    assert not is_written_in_english("Python, Docker")


def test_an_empty_instruction_has_no_clauses() -> None:
    assert read_instructions(" .\n;", Resume()) == []
