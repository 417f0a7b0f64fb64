"""What whoever runs Foreword is given: each metric that a file names is there, each alert is explained."""

import json
import re
from collections import Counter
from pathlib import Path

from app.llm import TaskReport, Usage
from app.metrics import Metrics
from app.streaming import RunState, Standing

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
ALERTS = (ROOT / "docs/operations/alerts.yaml").read_text(encoding="utf-8")
DASHBOARD = (ROOT / "docs/operations/dashboard.json").read_text(encoding="utf-8")


def served() -> dict[str, set[str]]:
    """Every series of a process in which each thing has happened once, with its labels."""
    metrics = Metrics(lambda: Standing(Counter(letter=1), Counter(letter=1), 0.5))
    metrics.requested("GET", "/letters", 200, 0.01)
    metrics.committed(3, 0.01)
    metrics.ended("letter", RunState.DONE, 2.0)
    usage = Usage(
        task="note", model="openai/a", input_tokens=1, output_tokens=1, cost=0.1, estimated=False, seconds=1.0
    )
    metrics.reported(TaskReport(task="note", model="openai/a", seconds=1.0, first_token=0.1, usage=usage, fault=None))
    found: dict[str, set[str]] = {}
    for family in metrics.registry.collect():
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return {name: labels for name, labels in found.items() if not name.endswith("_created")}


def named(text: str) -> set[str]:
    return set(re.findall(r"\b(?:foreword|process|python)_[a-z0-9_]+\b", text))


def test_every_metric_of_the_dashboard_and_of_the_alerts_is_served() -> None:
    known = served()
    assert "foreword_http_request_seconds_bucket" in known
    for text in (ALERTS, DASHBOARD):
        assert len(named(text)) >= 8
        assert named(text) <= known.keys()


def test_the_guide_tells_of_each_metric_and_of_no_other() -> None:
    known = {re.sub(r"_(bucket|count|sum)$", "", name) for name in served() if name.startswith("foreword_")}
    table = re.findall(r"^\| `(foreword_[a-z_]+)` \|", GUIDE, re.MULTILINE)
    assert sorted(table) == sorted(known)


def test_every_alert_has_its_place_in_the_runbook() -> None:
    alerts = re.findall(r"- alert: (\w+)", ALERTS)
    assert len(alerts) >= 10
    assert re.findall(r"^### (Foreword\w+)$", GUIDE, re.MULTILINE) == alerts


def test_a_query_asks_only_for_labels_of_its_metric() -> None:
    known = served()
    panels = json.loads(DASHBOARD)["panels"]
    rules = re.split(r"- alert: ", ALERTS)[1:]
    queries = [target["expr"] for panel in panels for target in panel["targets"]] + rules
    grouped = 0
    for query in queries:
        labels = set().union(*(known[name] for name in named(query))) | {"instance", "job"}
        for group in re.findall(r"by \(([^)]*)\)", query):
            grouped += 1
            assert {name.strip() for name in group.split(",")} <= labels, query
        for label in re.findall(r"[{,]\s*(\w+)(?:=~|!=|!~|=)\"", query):
            assert label in labels | {"severity", "summary"}, query
    assert grouped > 10


def test_the_files_of_the_guide_are_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (ROOT / "docs" / link).is_file(), link
