"""Résumé lines turned into clauses in the first person."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.letters.composing.clauses import clause_of
from app.letters.composing.verbs import is_base, past_of, verb_of
from app.letters.composing.voice import article_for

PAST = [
    ("Reduced build times by 40 % by caching images", "I reduced build times by 40 % by caching images"),
    ("• Led the move to Kubernetes.", "I led the move to Kubernetes"),
    ("Cut the p99 from 840 ms to 95 ms", "I cut the p99 from 840 ms to 95 ms"),
    ("Moved payroll to SAP; 1.2 million rows in 9 weeks.", "I moved payroll to SAP: 1.2 million rows in 9 weeks"),
    ("Introduced Kafka; consumers are idempotent", "I introduced Kafka; consumers are idempotent"),
    ("Wrote the rota; trained six nurses", "I wrote the rota and trained six nurses"),
    (
        "Gave medication by syringe; no errors in five years",
        "I gave medication by syringe, with no errors in five years",
    ),
    ("Successfully delivered 40 parcels a day", "I delivered 40 parcels a day"),
    ("Consistently exceeded the quota", "I consistently exceeded the quota"),
    ("Nearly doubled revenue in two years", "I nearly doubled revenue in two years"),
    ("Co-founded the debating club", "I co-founded the debating club"),
    ("Performance: reduced load time by 40%", "I reduced load time by 40%"),
    ("Onboarding of staff: wrote the scripts still in use", "I wrote the scripts still in use"),
    ("Built a bot. Tech: Python, Redis", "I built a bot"),
    ("Built a crawler (https://example.org/x) for news sites", "I built a crawler for news sites"),
    ("Wrote a finder of late buses, see https://example.org/b", "I wrote a finder of late buses"),
    ("**Launched** the _new_ shop", "I launched the new shop"),
    ("Distributed food parcels to 40 families", "I distributed food parcels to 40 families"),
    ("Awarded Employee of the Month", "I was awarded Employee of the Month"),
    ("Promoted to shift lead within 6 months", "I was promoted to shift lead within 6 months"),
    ("Promoted events on social media", "I promoted events on social media"),
    ("Responsible for a budget of £2m", "I was responsible for a budget of £2m"),
    ("Member of the safety board", "I was a member of the safety board"),
    ("In charge of the night shift", "I was in charge of the night shift"),
    ("Managing stock and training juniors", "my work included managing stock and training juniors"),
    ("Management of a £40k budget", "my work included management of a £40k budget"),
    ("Set up and maintain 200 printers", "it was my job to set up and maintain 200 printers"),
    ("Manages a team of four and plans rotas", "it was my job to manage a team of four and plan rotas"),
    ("Assess and troubleshoot computer problems", "it was my job to assess and troubleshoot computer problems"),
    ("Design the menus", "it was my job to design the menus"),
    ("I ran the pass on Saturdays", "I ran the pass on Saturdays"),
    ("My team of six won the regional cup", "my team of six won the regional cup"),
    ("Organised NHS England figures with R", "I organised NHS England figures with R"),
]
CURRENT = [
    ("Communicate with managers every day", "I communicate with managers every day"),
    ("Manages the stock and trains commis chefs", "I manage the stock and train commis chefs"),
    ("Managing stock", "my work includes managing stock"),
    ("Responsible for the ward at night", "I am responsible for the ward at night"),
    ("Reduced waste by 12 %", "I reduced waste by 12 %"),
]
QUOTED = [
    "Thesis: Clock skew in booking systems",
    "Lead engineer for the payout API",
    "Top 5% of the sales force",
    "Used by 300 people every day",
    "Entwicklung von Software und Systemen für die Bahn",
    "Développement des outils de la comptabilité",
    "UX research with 30 people",
    "PostgreSQL migration of 3 clusters",
    "RAISED £40K FOR BARNARDOS",
    "Distributed systems",
    "Support engineer for 40 shops",
]


@pytest.mark.parametrize(("line", "expected"), PAST)
def test_a_line_about_an_ended_job_becomes_a_clause(line: str, expected: str) -> None:
    clause = clause_of(line, current=False)
    assert clause is not None
    assert clause.text == expected


@pytest.mark.parametrize(("line", "expected"), CURRENT)
def test_a_line_about_todays_job_stays_in_the_present(line: str, expected: str) -> None:
    clause = clause_of(line, current=True)
    assert clause is not None
    assert clause.text == expected


@pytest.mark.parametrize("line", QUOTED)
def test_what_has_no_safe_turn_is_quoted_whole(line: str) -> None:
    clause = clause_of(line, current=False)
    assert clause is not None
    assert clause.kind == "quote"
    assert clause.text == f"“{line}”"


def test_shouting_becomes_calm_where_every_word_is_known() -> None:
    clause = clause_of("REDUCED COSTS BY 40% AND TRAINED STAFF", current=False)
    titled = clause_of("Reduced Patient Falls And Trained Staff With NHS Forms", current=False)
    assert clause is not None
    assert titled is not None
    assert clause.text.startswith(("I reduced costs by 40%", "“REDUCED"))
    assert "NHS" in titled.text


@pytest.mark.parametrize("line", ["", "   ", "•", "—", "https://example.org", "12", "...", "\x00"])
def test_a_line_without_words_is_no_clause(line: str) -> None:
    assert clause_of(line, current=False) is None


WORDS = st.sampled_from(
    re.split(
        " ",
        "Led led SQL NHS API the a of for and with 40% £2m Managed Managing responsible Kubernetes iOS ; : ( ) – , . "
        "e.g. St. über des 日本 “x” https://x.y/z I i'm _b_ ** | / running RUNNING tests café",
    )
)
LINES = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=14).map(" ".join))
ACRONYM = re.compile(r"(?<![\w.])(?:SQL|NHS|API)(?![\w.])")


@settings(max_examples=300, deadline=None)
@given(line=LINES, current=st.booleans())
def test_odd_lines_never_break_a_clause(line: str, current: bool) -> None:
    clause = clause_of(line, current=current)
    if clause is None:
        return
    assert clause.text.strip()
    assert clause.short.strip()
    assert "\n" not in clause.text
    assert "  " not in clause.text
    for acronym in ACRONYM.findall(line):
        assert acronym.lower() not in re.split(r"\W+", clause.text)


@settings(max_examples=200, deadline=None)
@given(
    verb=st.sampled_from(["Led", "Reduced", "Manages", "Maintain", "Running", "Responsible for", "Awarded"]),
    rest=st.lists(
        st.sampled_from(["SQL", "GitHub", "NHS", "SAP S/4HANA", "iOS", "Maria", "the", "for", "new"]), min_size=2
    ),
    current=st.booleans(),
)
def test_names_and_acronyms_keep_their_spelling(verb: str, rest: list[str], current: bool) -> None:
    clause = clause_of(f"{verb} {' '.join(rest[:12])}", current=current)
    assert clause is not None
    for name in ("SQL", "GitHub", "NHS", "S/4HANA", "iOS", "Maria"):
        assert clause.text.count(name) == " ".join(rest[:12]).count(name)


@pytest.mark.parametrize(
    ("word", "form", "base"),
    [
        ("led", "past", "lead"),
        ("planned", "past", "plan"),
        ("travelled", "past", "travel"),
        ("traveled", "past", "travel"),
        ("applied", "past", "apply"),
        ("oversees", "third", "oversee"),
        ("running", "gerund", "run"),
        ("planning", "gerund", "plan"),
        ("rebuilt", "past", "rebuild"),
        ("co-authored", "past", "co-author"),
        ("teach", "base", "teach"),
        ("zwifted", "past", ""),
    ],
)
def test_verbs_are_known_in_all_their_forms(word: str, form: str, base: str) -> None:
    found = verb_of(word)
    assert found is not None
    assert (found.form, found.base) == (form, base)


def test_a_past_is_made_from_a_base() -> None:
    assert [past_of(base) for base in ("write", "plan", "apply", "manage", "fix")] == [
        "wrote", "planned", "applied", "managed", "fixed",
    ]  # fmt: skip
    assert is_base("write")
    assert not is_base("kitchen")
    assert verb_of("need") is None or verb_of("need") != verb_of("needed")


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        ("engineer", "an"), ("nurse", "a"), ("Undergraduate Research Assistant", "an"), ("user", "a"),
        ("university", "a"), ("hourly rate", "an"), ("HR Manager", "an"), ("UX Designer", "a"), ("MRI scan", "an"),
        ("SQL course", "an"), ("BSc", "a"), ("MSc", "an"), ("NVQ", "an"), ("European buyer", "a"), ("one-off", "a"),
        ("8-page paper", "an"), ("11-bed unit", "an"), ("18-bed unit", "an"), ("100-bed unit", "a"), ("usher", "an"),
        ("Uber driver", "an"), ("honest broker", "an"), ("house officer", "a"), ("IT Support Specialist", "an"),
    ],
)  # fmt: skip
def test_articles_follow_the_sound(phrase: str, article: str) -> None:
    assert article_for(phrase) == article
