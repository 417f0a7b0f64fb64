"""Postings of many trades and languages, read whole: what is found, and that each thing stands where it is said to."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.applicants import HERE
from tests.postings.reading import findings, names, read, texts, whole

Load = Callable[[str], str]
NAMES = [*sorted(path.stem for path in (HERE / "postings").glob("*.txt")), "job_backend", "job_data"]
EXPECTED: dict[str, dict[str, Any]] = {
    "chef": {"pay": (42_000, 42_000, "GBP", "year"), "musts": ["Level 3 Food Safety or HACCP"],
             "nices": ["French cuisine a plus!"], "employment": ["permanent"], "flags": [], "asks": ["rota"]},
    "comptable_fr": {"language": "fr", "languages": ["English", "Spanish"], "places": ["Lyon"], "remote": "hybrid",
                     "years": "2", "musts": ["Maîtrise d'Excel et de SAP", "Anglais courant"],
                     "nices": ["l'espagnol serait un plus"], "flags": ["missing_pay"], "asks": ["pay"]},
    "finance": {"seniority": "senior", "years": "5", "musts": ["IFRS 16", "Advanced Excel"],
                "nices": ["Power BI", "C-level reporting"], "flags": ["pressure", "missing_pay"],
                "asks": ["pressure", "pay", "tools", "place"]},
    "hotel_es": {"language": "es", "languages": ["English", "French", "German"], "words": "scale", "years": "2",
                 "nices": ["Conocimientos de alemán"], "flags": [], "asks": ["pay"]},
    "lager_nl": {"language": "nl", "places": ["Tilburg"], "pay": (2_600, 2_600, "EUR", ""), "employment": ["shifts"],
                 "nices": ["Ervaring met SAP EWM is een pre", "Duits is mooi meegenomen"], "flags": ["stress"],
                 "asks": ["stress", "pay", "rota"]},
    "mechanic": {"years": "3", "deadline": "30 June", "employment": ["shifts"],
                 "nices": ["Forklift licence desirable"], "flags": ["missing_pay"],
                 "asks": ["own_car", "rota", "tools"]},
    "ml_lead": {"seniority": "lead", "years": "7", "remote": "remote", "nices": ["Scala",
                    "Publications at NeurIPS/ICML", "Triton, ONNX, vLLM"],
                "musts": ["Strong CS fundamentals"], "flags": ["missing_pay"], "asks": ["pay", "travel"]},
    "nurse": {"years": "3", "places": ["Bristol"], "pay": (38_000, 38_000, "GBP", "year"),
              "nices": ["Mentoring of student nurses", "Knowledge of haemofiltration machines"], "flags": [],
              "asks": ["tools", "registration"]},
    "pflege_de": {"language": "de", "places": ["Freiburg"], "words": "scale", "languages": ["German"],
                  "nices": ["Führerschein Klasse B von Vorteil"], "flags": ["stress"], "asks": ["stress", "pay"]},
    "sales": {"years": "3", "places": ["Dublin"], "languages": ["English", "German", "French"],
              "employment": ["full_time"], "nices": ["MEDDIC", "French is a plus"], "flags": ["missing_pay"],
              "asks": ["targets", "tools"]},
    "social_work": {"musts": ["Social Work England registration", "Ability to write court reports"],
                    "nices": ["Experience with Liquidlogic", "Welsh language skills"], "flags": ["missing_pay"],
                    "asks": ["own_car", "registration"]},
    "software_de": {"language": "de", "places": ["Stuttgart"], "languages": ["German", "English"],
                    "nices": ["Kenntnisse in Apache Kafka und Terraform"], "flags": ["missing_pay"],
                    "asks": ["tools", "place"]},
    "startup_prose": {"years": "3", "pay": (90_000, 90_000, "$", "year"), "flags": [],
                      "nices": ["Ideally you also know HTML and CSS"], "asks": ["place", "week"]},
    "teacher": {"places": ["York"], "musts": ["enhanced DBS check"], "flags": ["missing_pay"], "asks": ["registration"],
                "nices": ["Experience with phonics or special educational needs", "First aid certificate"]},
    "vertrieb_de": {"language": "de", "remote": "hybrid", "languages": ["German", "English"],
                    "nices": ["Kenntnisse in Pumpentechnik sind von Vorteil"], "flags": ["missing_pay"],
                    "asks": ["pay"]},
    "job_backend": {"seniority": "senior", "years": "5", "places": ["Rotterdam, Netherlands"], "remote": "hybrid",
                    "pay": (82_000, 98_000, "EUR", "year"), "languages": ["English", "Dutch"], "flags": [],
                    "nices": ["PCI DSS or PSD2 experience", "Go or Rust", "Prometheus, Grafana, OpenTelemetry"],
                    "asks": ["on_call"]},
    "job_data": {"years": "2", "places": ["Leeds"], "employment": ["fixed_term"], "flags": ["missing_pay"],
                 "musts": ["Power BI or Tableau"],
                 "nices": ["NHS data standards (SNOMED CT, HL7 FHIR)", "Git, dbt, Airflow",
                    "A/B testing or experiment design"], "asks": ["fixed_term", "tools"]},
}  # fmt: skip


def test_every_posting_is_expected_to_say_something() -> None:
    assert set(EXPECTED) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_found(name: str, posting: Load) -> None:
    reading, expected = read(posting(name)), EXPECTED[name]
    terms, requirements = reading.terms, reading.requirements
    assert set(expected.get("musts", [])) <= set(texts(requirements.musts))
    assert texts(requirements.nices) == expected["nices"]
    assert terms.language == expected.get("language", "en")
    assert set(expected.get("languages", [])) == set(names(terms.languages)) or "languages" not in expected
    assert texts(terms.places) == expected.get("places", [])
    assert (terms.remote.name if terms.remote else None) == expected.get("remote")
    assert (terms.seniority.name if terms.seniority else None) == expected.get("seniority")
    assert (terms.years.name if terms.years else None) == expected.get("years")
    assert names(terms.employment) == expected.get("employment", [])
    assert (terms.deadline.as_written if terms.deadline else None) == expected.get("deadline")
    pay = terms.pay
    figures = (pay.low, pay.high, pay.currency, pay.period) if pay and not pay.words else None
    assert figures == expected.get("pay")
    assert (pay.words if pay else "") == expected.get("words", "")
    assert names(reading.flags.flags) == expected["flags"]
    assert set(expected["asks"]) <= set(names(reading.questions.questions))
    assert 1 <= len(reading.overview.sentences) <= 2


@pytest.mark.parametrize("name", NAMES)
def test_each_finding_carries_its_sentence_to_the_character(name: str, posting: Load) -> None:
    text = posting(name)
    analysis = whole(read(text))
    for one in [*findings(analysis), *(found for found in (analysis.terms.pay, analysis.terms.deadline) if found)]:
        if one.start is None or one.end is None:
            assert (one.quote, one.start, one.end) == ("", None, None)
        else:
            assert one.quote == text[one.start : one.end]
            assert one.quote == one.quote.strip()
            assert "\n\n" not in one.quote
    for keyword in analysis.keywords.all():
        assert any(spelt in text[keyword.start : keyword.end] for spelt in keyword.found) or not keyword.end


@pytest.mark.parametrize("name", NAMES)
def test_requirements_and_the_overview_are_the_postings_own_words(name: str, posting: Load) -> None:
    reading = read(posting(name))
    said = " ".join(reading.source.text.split())
    for one in (*reading.overview.sentences, *reading.requirements.musts):
        assert one.text in said
    for one in reading.requirements.nices:
        assert one.text in said


def test_what_is_not_asked_for_is_neither_a_must_nor_welcome(posting: Load) -> None:
    for name, absent in (
        ("startup_prose", ("Swift", "Sketch")),
        ("nurse", ("palliative",)),
        ("software_de", ("Windows",)),
    ):
        requirements = read(posting(name)).requirements
        listed = " ".join(texts(requirements.musts) + texts(requirements.nices))
        assert not [word for word in absent if word in listed], name


def test_an_offer_is_no_requirement(posting: Load) -> None:
    listed = " ".join(one.text for name in NAMES for one in read(posting(name)).requirements.musts)
    for word in ("holiday", "Urlaub", "pension", "mutuelle", "vakantiedagen", "401(k)", "discriminate"):
        assert word not in listed
