"""What each mistake of a keyword costs, and that the labelled postings are what they are taken for."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.postings.results import Keyword
from benchmarks import keyword_quality
from benchmarks.keywords import __main__ as command
from benchmarks.keywords.extracting import foreword, peers
from benchmarks.keywords.labels import HALVES, Half, Label, LabelledPosting, Labels, faults, load
from benchmarks.keywords.scoring import Extracted, Outcome, Score, compare, extracted, total
from benchmarks.keywords.table import BEGIN, END, differences, line, lines_of, write

WOUND_CARE = Label("wound care", "practices", "required", ("wound management",))
EXCEL = Label("Excel", "tools", "nice")
FLEET = Label("fleet management", "practices", "duties")
TEXT = "Wound care is a must, Excel a plus. You do fleet management and teamwork. Free yoga."


def posting(*labels: Label, language: Any = "en", **phrases: tuple[str, ...]) -> LabelledPosting:
    return LabelledPosting("a posting", TEXT, Labels(language, "nursing", "prose", labels, **phrases))


def outcome(keywords: list[Extracted], *labels: Label, language: str = "en", **phrases: tuple[str, ...]) -> Outcome:
    return compare(posting(*labels, language=language, **phrases), keywords)


@pytest.mark.parametrize(
    ("language", "label", "term"),
    [
        ("en", "wound care", "Wound Care"),
        ("en", "event-driven", "event driven"),
        ("en", "dashboard", "Dashboards"),
        ("en", "P&ID", "P&IDs"),
        ("en", "C++", "c++"),
        ("en", "Customer.io", "customer.io"),
        ("fr", "préparations magistrales", "Preparation magistrale"),
        ("de", "Jahresabschlüsse", "Jahresabschluss"),
        ("es", "unit tests", "Unit testing"),
    ],
)
def test_the_same_words_hit(language: str, label: str, term: str) -> None:
    assert outcome([Extracted(term)], Label(label, "tools", "required"), language=language).score.f1 == 1


@pytest.mark.parametrize(
    ("label", "term"),
    [("C", "C++"), ("C#", "C"), ("wound care", "care wound"), ("SAP", "SAP EWM"), ("Java", "JavaScript")],
)
def test_other_words_do_not(label: str, term: str) -> None:
    score = outcome([Extracted(term)], Label(label, "tools", "required")).score
    assert (score.precision, score.recall, score.f1) == (0, 0, 0)


def test_another_cut_of_the_words_is_as_good_when_the_label_says_so() -> None:
    assert outcome([Extracted("Wound management")], WOUND_CARE).score.f1 == 1
    assert outcome([Extracted("wound dressing")], WOUND_CARE).score.f1 == 0


def test_a_keyword_is_known_by_the_spelling_it_was_found_by() -> None:
    assert outcome([Extracted("Tissue viability", ("wound care",))], WOUND_CARE).score.f1 == 1


def test_a_missed_label_costs_recall_and_a_wrong_keyword_precision() -> None:
    score = outcome([Extracted("Excel"), Extracted("Word")], EXCEL, WOUND_CARE, FLEET).score
    assert (score.precision, score.recall) == (1 / 2, 1 / 3)
    assert score.f1 == pytest.approx(0.4)


def test_no_keywords_are_no_success() -> None:
    assert outcome([], EXCEL).score.f1 == 0


def test_optional_phrases_count_on_neither_side() -> None:
    result = outcome([Extracted("Excel"), Extracted("Teamwork")], EXCEL, optional=("teamwork",))
    assert (result.score.keywords, result.score.labels, result.score.f1) == (1, 1, 1)


def test_what_is_absent_is_wrong_and_named() -> None:
    result = outcome([Extracted("Excel"), Extracted("Yoga")], EXCEL, absent=("yoga",))
    assert (result.score.precision, result.score.tempted, result.wrong) == (0.5, 1, ())
    assert "tempted   Yoga" in differences(result)


def test_a_second_keyword_for_one_label_is_wrong() -> None:
    result = outcome([Extracted("Wound care"), Extracted("Wound management")], WOUND_CARE)
    assert (result.score.precision, result.score.recall) == (0.5, 1)
    assert [one.term for one in result.doubled] == ["Wound management"]


@pytest.mark.parametrize("terms", [("Wound care", "Wound management"), ("Wound management", "Wound care")])
def test_it_is_not_where_a_fair_reader_may_give_both(terms: tuple[str, str]) -> None:
    result = outcome([Extracted(term) for term in terms], WOUND_CARE, optional=("wound management",))
    assert (result.score.keywords, result.score.right, result.doubled) == (1, 1, ())
    assert [one.term for one in result.found.values()] == ["Wound care"]


def test_one_keyword_found_by_the_spellings_of_two_labels_finds_both() -> None:
    score = outcome([Extracted("Spreadsheets", ("Excel", "fleet management"))], EXCEL, FLEET).score
    assert (score.right, score.keywords, score.hit, score.labels) == (1, 1, 2, 2)


def test_keywords_are_placed_so_that_as_many_as_can_are_right() -> None:
    both = Extracted("Spreadsheets", ("Excel", "fleet management"))
    assert outcome([both, Extracted("Excel")], EXCEL, FLEET).score.right == 2


def test_a_keyword_stands_for_the_label_that_is_its_term() -> None:
    excel = Extracted("Excel", ("fleet management",), need="nice")
    fleet = Extracted("Fleet management", ("Excel",), need="duties")
    assert outcome([excel, fleet], EXCEL, FLEET).found == {EXCEL: excel, FLEET: fleet}


def test_need_is_judged_where_a_label_is_required_or_nice() -> None:
    keywords = [Extracted(term, need="nice") for term in ("Wound care", "Excel", "Fleet management")]
    score = outcome(keywords, WOUND_CARE, EXCEL, FLEET).score
    assert (score.need_asked, score.need_right, score.need) == (2, 1, 0.5)


@pytest.mark.parametrize(
    ("required", "origin", "need"),
    [
        (True, "required", "required"), (False, "nice", "nice"), (False, "duties", "duties"),
        (False, "title", "duties"), (False, "about", "duties"),
    ],
)  # fmt: skip
def test_what_no_requirement_names_is_neither_required_nor_nice(required: bool, origin: Any, need: str) -> None:
    keyword = Keyword(term="Excel", category="tools", required=required, origin=origin, weight=1.0, found=("excel",))
    assert extracted(keyword) == Extracted("Excel", ("excel",), "tools", need)  # type: ignore[arg-type]


def test_category_is_judged_on_the_labels_found() -> None:
    score = outcome(
        [Extracted("Wound care", category="tools"), Extracted("Excel", category="tools")], WOUND_CARE, EXCEL
    )
    assert score.score.category == 0.5
    assert [label.term for label, _ in score.misplaced] == ["wound care"]


def test_counts_of_all_postings_go_together() -> None:
    small, large = Score(labels=1, hit=1, keywords=1, right=1), Score(labels=9, hit=0, keywords=4, right=0)
    both = total([small, large])
    assert (both.precision, both.recall) == (0.2, 0.1)
    assert total([both, both]).f1 == both.f1


def test_the_table_has_a_line_for_each_need_language_style_and_trade() -> None:
    outcomes = [outcome([Extracted("Excel")], EXCEL, FLEET), outcome([], EXCEL, language="de")]
    lines = {one[0]: one[1:] for one in lines_of(outcomes)}
    assert list(lines) == [
        "all", "need: required", "need: nice", "need: duties", "language: de", "language: en", "style: prose",
        "trade: nursing",
    ]  # fmt: skip
    assert lines["all"] == ("2", "3", "100.0", "33.3", "50.0", "0.0", "0.0")
    assert [lines[f"need: {need}"][1:4] for need in ("required", "nice", "duties")] == [
        ("0", "–", "–"), ("2", "–", "50.0"), ("1", "–", "0.0")
    ]  # fmt: skip
    assert [lines[f"language: {language}"][4] for language in ("de", "en")] == ["0.0", "66.7"]
    assert line("peer", [one.score for one in outcomes], judged=False)[-2:] == ("–", "–")


def test_tables_are_replaced_and_the_words_around_them_kept(tmp_path: Path) -> None:
    page = tmp_path / "KEYWORDS.md"
    page.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n")
    lines = [line("all", [Score(1, 1, 1, 1)])]
    write({"tuned": lines, "held_back": lines}, page)
    text = page.read_text()
    assert "old" not in text
    assert (text.startswith("Before.\n"), text.endswith("\nAfter.\n")) == (True, True)
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == ["tuned half", "held-back half"]
    assert "| all | 1 | 1 | 100.0 | 100.0 | 100.0 |" in text
    page.write_text("no marks")
    with pytest.raises(ValueError, match="lost its markers"):
        write({"tuned": lines}, page)
    assert page.read_text() == "no marks"


@pytest.mark.parametrize(
    ("labels", "phrases", "fault"),
    [
        ((Label("HACCP", "domain", "nice"),), {}, "“HACCP” does not stand"),
        ((EXCEL, Label("spreadsheets", "tools", "nice", ("excel",))), {}, "“spreadsheets” and “Excel” share a form"),
        ((EXCEL,), {"optional": ("welding",)}, "“welding” does not stand"),
        ((EXCEL,), {"absent": ("gym",)}, "“gym” does not stand"),
        ((EXCEL,), {"optional": ("excel",)}, "“excel” is asked for, and it is not"),
        ((EXCEL,), {"optional": ("yoga",), "absent": ("Yoga",)}, "“Yoga” is asked for, and it is not"),
    ],
)
def test_labels_that_cannot_be_right_are_named(labels: tuple[Label, ...], phrases: Any, fault: str) -> None:
    assert [text for text in faults(posting(*labels, **phrases)) if fault in text]
    assert list(faults(posting(EXCEL, WOUND_CARE, optional=("teamwork",), absent=("yoga",)))) == []


def test_a_posting_without_labels_and_a_half_without_postings_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tuned"
    folder.mkdir()
    with pytest.raises(ValueError, match="no labelled postings"):
        load("tuned", tmp_path)
    (folder / "nurse.txt").write_text(TEXT)
    with pytest.raises(ValueError, match=r"missing: nurse\."):
        load("tuned", tmp_path)
    given = {"language": "en", "trade": "nursing", "style": "prose", "keywords": []}
    unknown = [{"term": "x", "category": "skill", "need": "nice"}]
    wrong: list[dict[str, Any]] = [{"language": "xx"}, {"optonal": []}, {"keywords": unknown}]
    for change in wrong:
        (folder / "nurse.json").write_text(json.dumps({**given, **change}))
        with pytest.raises(ValueError, match=r"tuned/nurse\.json"):
            load("tuned", tmp_path)
    (folder / "nurse.json").write_text(json.dumps(given))
    assert [(one.name, one.text) for one in load("tuned", tmp_path)] == [("nurse", TEXT)]


@pytest.mark.parametrize("half", HALVES)
def test_a_half_has_postings_of_many_trades_and_languages(half: Half) -> None:
    postings = load(half)
    assert [fault for one in postings for fault in faults(one)] == []
    assert len(postings) >= 30
    assert len({one.labels.trade for one in postings}) >= 20
    languages = Counter(one.labels.language for one in postings)
    assert languages["en"] >= 20
    assert set(languages) == {"en", "de", "fr", "es", "nl", "pt"}
    assert sum(one.labels.trade in ("software", "data") for one in postings) <= 8
    lengths = [len(one.text.split()) for one in postings]
    assert min(lengths) >= 30
    assert max(lengths) <= 600
    assert sum(length >= 150 for length in lengths) >= 30
    assert [one.name for one in postings if not (one.labels.absent and len(one.labels.keywords) >= 8)] == []


def test_no_posting_is_in_both_halves() -> None:
    tuned, held_back = ({" ".join(one.text.split()) for one in load(half)} for half in HALVES)
    assert not tuned & held_back


def test_postings_are_read_as_the_app_reads_what_is_pasted() -> None:
    text = "Fleet mechanic\r\n\r\nRequirements\r\n- Wound care\r\n- SQL\r\n\r\nNice to have\r\n- SAP\r\n"
    found = {one.term: one.need for one in foreword(LabelledPosting("x", text, posting().labels))}
    assert (found["SQL"], found["SAP"]) == ("required", "nice")


def test_a_peer_may_give_as_many_phrases_as_there_are_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "class Rake:\n def __init__(self, language_code, max_words): self.of = language_code\n"
    module += " def apply(self, text): return [(f'{self.of} {at}', 1.0) for at in range(50)]\n"
    (tmp_path / "multi_rake.py").write_text(module)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "multi_rake", raising=False)
    phrases = peers()["RAKE"](posting(EXCEL, FLEET, language="pt"))
    assert [one.term for one in phrases] == ["pt 0", "pt 1"]
    del sys.modules["multi_rake"]


def test_a_posting_is_looked_at_by_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    name = load("tuned")[0].name
    monkeypatch.setattr(sys, "argv", ["keywords", "--misses", "--posting", name])
    command.main()
    printed = capsys.readouterr().out
    assert printed.startswith(f"{name}: P ")
    assert "\nall " in printed
    monkeypatch.setattr(sys, "argv", ["keywords", "--posting", "nobody"])
    with pytest.raises(SystemExit, match="no such posting in tuned"):
        command.main()


def test_labels_that_cannot_be_right_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "load", lambda _half: [posting(Label("HACCP", "domain", "nice"))])
    monkeypatch.setattr(sys, "argv", ["keywords"])
    with pytest.raises(SystemExit, match="“HACCP” does not stand"):
        command.main()


REACHED = {"keywords F1, held-back half": 0.81}
"""What is held where a goal is not reached; KEYWORDS.md says what lacks."""


def test_keywords_reach_their_goals_or_what_was_reached() -> None:
    rows = [row for row in keyword_quality.rows() if row.against == "goal"]
    assert len(rows) == 2 * len(HALVES)
    assert REACHED.keys() <= {row.name for row in rows}
    least = {row.name: REACHED.get(row.name, row.reference) for row in rows}
    assert {row.name: round(row.figure, 3) for row in rows if row.figure < least[row.name]} == {}
    assert [name for name in REACHED if all(row.is_met for row in rows if row.name == name)] == []
