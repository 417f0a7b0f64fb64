"""How the judge of open phrases is taught: from labels, under a vocabulary that knows less, and the same every time."""

import pytest

from app.documents.terms.plain_words import plain_words
from app.documents.terms.vocabulary import categories, lexicon
from app.postings.judging import Judge
from benchmarks.keywords import crossing, training
from benchmarks.keywords.labels import Label, LabelledPosting, Labels, load
from benchmarks.keywords.masking import masked, terms_of_one_trade
from benchmarks.keywords.training import Example, examples_in, learn

TEXT = "Rigger\nMast Ltd\n\nRequirements\n- Experience with yacht rigging\n- Tidy benches and varnish pots\n"


def rigger() -> LabelledPosting:
    wanted = (Label("yacht rigging", "practices", "required"),)
    return LabelledPosting("rigger", TEXT, Labels("en", "rigging", "bullets", wanted, optional=("varnish pots",)))


def test_the_weights_are_what_the_tuned_half_teaches() -> None:
    judge = learn(training.examples_of(load("tuned")))
    assert training.as_file(judge) == training.TARGET.read_bytes(), "Run python -m benchmarks.keywords.training."


def test_a_cut_is_taught_as_its_label_says_and_an_optional_one_not_at_all() -> None:
    examples = list(examples_in(rigger()))
    rigging = [example.names for example in examples if {"head=rigging", "first=yacht"} <= example.traces]
    assert rigging == [True]
    assert {example.names for example in examples if "head=benches" in example.traces} == {False}
    assert [example for example in examples if {"first=varnish", "head=pots"} <= example.traces] == []


def test_what_is_seen_with_skills_gets_weight_and_what_is_rare_none() -> None:
    examples = [Example(frozenset({"always", "good"}), True), Example(frozenset({"always", "bad"}), False)] * 20
    judge = learn([*examples, Example(frozenset({"always", "once"}), True)])
    assert judge.weights["good"] > 1 > -1 > judge.weights["bad"]
    assert "once" not in judge.weights
    assert judge == learn([*examples, Example(frozenset({"always", "once"}), True)])


def test_a_masked_vocabulary_lacks_the_terms_of_one_trade_and_comes_back_whole() -> None:
    postings = [one for one in load("tuned") if one.labels.language == "en"][:12]
    gone, before = set(terms_of_one_trade(postings)), dict(categories())
    words = plain_words("en")
    assert gone
    with masked(postings):
        assert not gone & categories().keys()
        assert [hit for term in sorted(gone)[:40] for hit in lexicon("en").find(term) if hit.term in gone] == []
        assert len(plain_words("en").generic) < len(words.generic)
    assert categories() == before
    assert plain_words("en") == words


def test_no_posting_is_judged_by_what_its_own_trade_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    postings = [one for one in load("tuned") if one.labels.language == "en"][:6]
    trades = {one.labels.trade for one in postings}
    taught: list[set[str]] = []
    monkeypatch.setattr(
        crossing, "examples_in", lambda one: [Example(frozenset({one.labels.trade}), names=True)] * training.FEWEST
    )

    def note(examples: list[Example]) -> Judge:
        taught.append({trace for example in examples for trace in example.traces})
        return Judge(1.0, {})

    monkeypatch.setattr(crossing, "learn", note)
    outcomes = list(crossing.outcomes_across(postings))
    assert sorted(outcome.posting.name for outcome in outcomes) == sorted(one.name for one in postings)
    left_out = [trades - seen for seen in taught if seen != trades]
    assert set().union(*left_out) == trades
    assert max(len(one) for one in left_out) == 1
