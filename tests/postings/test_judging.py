"""The learnt judge: which cuts it is offered, what it takes, and that it goes by where a phrase stands."""

import os
import subprocess
import sys
from collections import Counter

import msgspec
import pytest

from app.postings.judging import Judge, best_of, candidates, learnt
from app.postings.keywords import extract_keywords
from app.postings.sentences import Sentence, read_posting
from app.postings.spans import Span, spans
from app.postings.traces import Scene, Surroundings, surroundings_of, traces

NOWHERE = Surroundings(frozenset(), Counter(), frozenset(), headed=True)


def scene(text: str, *taken: str, language: str = "en") -> Scene:
    sentence = Sentence("required", text, 0, len(text), 0, listed=True)
    places = [(text.index(word), text.index(word) + len(word)) for word in taken]
    return Scene(sentence, places, language, frozenset(), NOWHERE)


def texts(found: list[Span], text: str) -> list[str]:
    return [text[span.start : span.end] for span in found]


def cuts(text: str, *taken: str, language: str = "en") -> list[str]:
    return texts(list(candidates(scene(text, *taken, language=language))), text)


def test_every_piece_of_a_phrase_is_a_cut() -> None:
    assert {"rope", "rope access", "access", "rope access rescue"} <= set(cuts("Certified in rope access rescue"))


def test_a_verb_is_a_cut_with_its_object() -> None:
    found = spans(scene("You will draft the specifications").sentence, "en")
    assert ("draft", "specifications") in {tuple(unit.text for unit in span.units) for span in found if span.verbal}


def test_no_cut_reaches_into_what_is_known() -> None:
    found = cuts("Knowledge of yacht rigging and SQL tuning", "SQL")
    assert "yacht rigging" in found
    assert [cut for cut in found if "SQL" in cut] == []


@pytest.mark.parametrize("text", ["Trips to Wolfsburg", "Working with our CEO"])
def test_places_and_titles_of_people_are_no_cuts(text: str) -> None:
    assert not {"Wolfsburg", "CEO"} & set(cuts(text))


def test_of_cuts_that_overlap_those_are_taken_that_gain_most_together() -> None:
    text = "rope access rescue"
    by_text = {text[span.start : span.end]: span for span in spans(scene(text).sentence, "en")}
    apart = [(by_text["rope"], 1.0), (by_text["access rescue"], 1.5), (by_text["rope access rescue"], 2.0)]
    assert texts(best_of(apart), text) == ["rope", "access rescue"]
    whole = [(by_text["rope"], 1.0), (by_text["rope access rescue"], 2.0), (by_text["access"], 0.5)]
    assert texts(best_of(whole), text) == ["rope access rescue"]
    assert best_of([]) == []


def test_what_is_taken_scores_above_the_threshold() -> None:
    here = scene("Certified in yacht rigging")
    weights = {"head=rigging": 1.0}
    assert texts(Judge(0.5, weights).choose(here), here.sentence.text) != []
    assert Judge(1.0, weights).choose(here) == []


def test_a_trace_counts_once_and_an_unknown_one_nothing() -> None:
    here = scene("Certified in yacht rigging")
    span = next(span for span in candidates(here) if span.units[-1].text == "rigging")
    named = list(traces(span, here))
    assert Judge(0.0, {named[0]: 2.0, "not a trace": 5.0}).score(span, here) == 2.0


def test_the_weights_lie_with_the_app_and_name_traces_that_are_made() -> None:
    judge = learnt()
    assert judge.weights
    text = "Baker\nCrumb\n\nRequirements\n- Experience with sourdough lamination and our deck ovens\n"
    posting = read_posting(text)
    here = Scene(posting.sentences[-1], [], "en", frozenset(), surroundings_of(posting, text))
    made = {trace for span in candidates(here) for trace in traces(span, here)}
    assert len(made & judge.weights.keys()) > 50
    assert msgspec.json.decode(msgspec.json.encode(judge), type=Judge) == judge


ENGLISH = "Worker\nAcme\n\nYou work for us and with our team.\n\nRequirements\n- {}\n"
GERMAN = "Handwerker\nAcme\n\nSie arbeiten mit uns und für die Kunden in der Werkstatt.\n\nAnforderungen\n- {}\n"
FRENCH = "Artisan\nAcme\n\nVous travaillez avec nous et pour les clients de la région.\n\nProfil recherché\n- {}\n"


@pytest.mark.parametrize(
    ("posting", "line", "wanted", "unwanted"),
    [
        (ENGLISH, "Experience with yacht rigging", "yacht rigging", "Experience"),
        (ENGLISH, "Confident with harness splicing and keel fairing", "keel fairing", "Confident"),
        (GERMAN, "Kenntnisse in Orgelbau und Intonation", "Orgelbau", "Kenntnisse"),
        (FRENCH, "Vous avez une bonne connaissance de la marqueterie", "marqueterie", "connaissance"),
    ],
)
def test_trades_that_nobody_listed_are_read(posting: str, line: str, wanted: str, unwanted: str) -> None:
    found = {keyword.term for keyword in extract_keywords(posting.format(line)).all()}
    assert wanted in found
    assert unwanted not in found


def test_another_judge_may_choose() -> None:
    text = "Baker\nCrumb\n\nRequirements\n- Yacht rigging\n"
    nothing = extract_keywords(text, choose=lambda _scene: [])
    everything = extract_keywords(text, choose=lambda here: list(candidates(here))[:1])
    assert nothing.all() == []
    assert [keyword.term for keyword in everything.all()] == ["Yacht"]


IN_ANOTHER_PROCESS = """
from benchmarks.keywords.extracting import foreword
from benchmarks.keywords.labels import load
print([foreword(posting) for posting in load("tuned") if posting.name == "funeral_arranger"])
"""


def test_every_process_takes_the_same_of_cuts_that_weigh_alike() -> None:
    """A set has another order in each process; what is added up in another order may differ in its last digit."""
    said = {
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "2", "4")
    }
    assert len(said) == 1
    assert "arranger" in said.pop()
