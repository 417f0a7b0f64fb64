import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.terms.categories import CATEGORIES
from app.postings.keywords import extract_keywords
from app.postings.results import ExtractedKeywords, Keyword
from app.postings.sentences import read_posting

Load = Callable[[str], str]


def terms(extracted: ExtractedKeywords, category: str, *, required: bool | None = None) -> set[str]:
    found: tuple[Keyword, ...] = getattr(extracted, category)
    return {keyword.term for keyword in found if required is None or keyword.required == required}


def by_term(extracted: ExtractedKeywords) -> dict[str, Keyword]:
    return {keyword.term: keyword for keyword in extracted.all()}


def test_the_backend_posting_gives_what_a_recruiter_would_list(posting: Load) -> None:
    found = extract_keywords(posting("job_backend"))
    assert (found.title, found.company) == ("Senior Backend Engineer, Payments Platform", "Northwind Ledger")
    assert (found.seniority, found.years_required, found.language) == ("senior", 5, "en")
    assert terms(found, "languages", required=True) == {"Python"}
    assert terms(found, "languages", required=False) == {"Go", "Rust"}
    assert terms(found, "frameworks") == {"FastAPI", "Django"}
    assert terms(found, "tools", required=True) == {
        "PostgreSQL",
        "Apache Kafka",
        "Docker",
        "Kubernetes",
        "Terraform",
        "AWS",
        "GitHub Actions",
    }
    assert terms(found, "tools", required=False) == {"Prometheus", "Grafana", "OpenTelemetry"}
    assert terms(found, "practices", required=True) == {
        "Backend development",
        "Query optimisation",
        "Database indexing",
        "Database partitioning",
        "Database locking",
        "Zero-downtime migrations",
        "Event-driven architecture",
        "Idempotency",
        "Exactly-once delivery",
        "CI/CD",
        "Automated testing",
    }
    assert terms(found, "practices", required=False) == {
        "Double-entry bookkeeping",
        "Reconciliation",
        "Stream processing",
        "On-call",
        "Post-mortems",
        "Design reviews",
        "Mentoring",
    }
    assert terms(found, "domain") == {"Payments", "PCI DSS", "PSD2"}
    assert terms(found, "soft_skills") == {"Written communication"}
    assert terms(found, "education") == set()
    assert terms(found, "spoken_languages", required=True) == {"English"}
    assert terms(found, "spoken_languages", required=False) == {"Dutch"}


def test_the_data_posting_gives_what_a_recruiter_would_list(posting: Load) -> None:
    found = extract_keywords(posting("job_data"))
    assert (found.title, found.company) == ("Data Analyst (Healthcare Operations)", "Regional Hospital Trust")
    assert found.years_required == 2
    assert terms(found, "languages", required=True) == {"SQL", "R", "Python"}
    assert terms(found, "frameworks") == {"pandas", "scikit-learn"}
    assert terms(found, "tools", required=True) == {"Power BI", "Tableau"}
    assert terms(found, "tools", required=False) == {"SQL Server", "Git", "dbt", "Apache Airflow"}
    assert terms(found, "practices", required=True) == {
        "Statistics",
        "Regression",
        "Time series",
        "Confidence intervals",
        "Stakeholder management",
        "Data analysis",
    }
    assert terms(found, "practices", required=False) == {
        "Dashboards",
        "Forecasting",
        "A/B testing",
        "Experiment design",
    }
    assert terms(found, "domain") == {
        "Healthcare",
        "GDPR",
        "Information governance",
        "NHS",
        "SNOMED CT",
        "HL7 FHIR",
    }
    assert terms(found, "education") == {"Degree in a numerate subject"}
    assert terms(found, "spoken_languages") == set()


def test_one_of_several_is_told_as_alternatives(posting: Load) -> None:
    backend, data = (by_term(extract_keywords(posting(name))) for name in ("job_backend", "job_data"))
    assert backend["Go"].alternatives == ("Rust",)
    assert backend["PSD2"].alternatives == ("PCI DSS",)
    assert backend["Docker"].alternatives == ()
    assert data["R"].alternatives == ("Python",)
    assert data["SQL"].alternatives == ()
    assert data["Power BI"].alternatives == ("Tableau",)
    assert data["Degree in a numerate subject"].alternatives == ("equivalent experience",)


def test_evidence_is_the_sentence_that_asks(posting: Load) -> None:
    text = posting("job_backend")
    found = by_term(extract_keywords(text))
    assert text[found["Dutch"].start : found["Dutch"].end] == "Dutch is welcome, not needed."
    assert text[found["Idempotency"].start : found["Idempotency"].end].startswith("Event-driven systems: Kafka")
    assert found["Apache Kafka"].found == ("Apache Kafka", "Kafka")
    assert (found["Python"].years, found["Query optimisation"].years) == (5, None)


EXPECTED = {
    "chef": (
        {"Food Safety Level 3", "HACCP", "Leadership", "Food costing"},
        {"Nory", "Kitchen CUT"},
        {"Bath", "Gilded Heron", "French", "Monday", "UK"},
    ),
    "ml_lead": (
        {"Python", "SQL", "Machine learning", "Generative AI", "Pinecone", "Master's degree"},
        {"PyTorch", "JAX", "SageMaker", "Apache Spark", "Snowflake", "Scala", "ONNX"},
        {"Java", "CTO", "CS", "Stockholm", "Spotify", "HSA", "Herman Miller", "Diversity and inclusion"},
    ),
    "vertrieb_de": (
        {"Microsoft Office", "Commercial apprenticeship", "German", "English", "Independence", "Communication"}
        | {"Inside sales"},
        {"SAP", "Order processing", "Pumpentechnik"},
        {"Java"},
    ),
    "social_work": (
        {"Social work", "Degree", "Safeguarding", "Driving licence"},
        {"Liquidlogic", "Welsh"},
        {"Accessibility", "Kirkdale"},
    ),
    "nurse": (
        {"NMC registration", "Intensive care", "Medication administration", "Wound care", "Infection control"}
        | {
            "Nursing qualification",
            "Advanced life support",
            "Bachelor's degree in Nursing",
            "Epic",
            "Cerner",
            "Communication",
            "Resilience",
        },
        {"Mentoring", "haemofiltration machines"},
        {"Palliative care", "Python", "NHS", "Healthcare"},
    ),
    "sales": (
        {"Sales", "SaaS", "Quota attainment", "Salesforce", "HubSpot", "English", "German"},
        {"MEDDIC", "French", "Prospecting", "Negotiation", "Forecasting"},
        {"Go", "R", "R&D", "Excel", "Spanish", "MacBook", "Lisbon", "Brightcask"},
    ),
    "teacher": (
        {"Qualified Teacher Status", "Key Stage 2", "Teaching", "Classroom management", "Safeguarding"} | {"DBS check"},
        {"Phonics", "Special educational needs", "First aid certificate", "Lesson planning", "Parent communication"},
        {"Go", "York"},
    ),
    "lager_nl": (
        {"Forklift licence", "Driving licence", "Resilience", "Attention to detail", "Dutch", "Shift work"},
        {"Order picking", "Inventory management", "Forklift driving", "SAP EWM", "German"},
        {"SAP"},
    ),
    "pflege_de": (
        {
            "Wound care",
            "Teamwork",
            "Resilience",
            "German",
            "Vocational training",
            "Nursing qualification",
            "Geriatrics",
        },
        {"Driving licence", "Patient care", "Medication administration", "Care documentation"},
        {"NMC registration"},
    ),
    "software_de": (
        {"Java", "Kotlin", "Spring", "SQL", "Docker", "Kubernetes", "Automated testing", "German", "English"},
        {"Apache Kafka", "Terraform", "Microservices"},
        {"Windows Server"},
    ),
    "comptable_fr": (
        {"Excel", "SAP", "Attention to detail", "Teamwork", "English", "Accounts payable"}
        | {"Bachelor's degree in comptabilité"},
        {"Spanish", "Month-end close", "Controlling"},
        set(),
    ),
    "hotel_es": (
        {"Hospitality", "English", "French", "Teamwork", "Reliability", "Driving licence"},
        {"German", "Customer service", "Front desk", "Opera PMS"},
        set(),
    ),
    "startup_prose": (
        {"Figma", "Design systems", "User research"},
        {"HTML", "CSS"},
        {"Swift", "Sketch", "Notion", "German", "Recruitment", "Product Designer"},
    ),
    "finance": (
        {"ACCA", "CFA", "FP&A", "Excel", "VBA", "Python", "Anaplan", "NetSuite", "IFRS"},
        {"Power BI", "Budgeting", "Forecasting", "Financial modelling"},
        {"C", "CFO", "fast-paced", "Plc"},
    ),
    "mechanic": (
        {"Mazak", "Haas", "Technical drawing", "GD&T", "SolidWorks", "Inventor", "ISO 9001", "Shift work"}
        | {"CNC machining"},
        {"Forklift licence"},
        {"CV", "June"},
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_postings_of_other_trades_and_languages(name: str, posting: Load) -> None:
    required, welcome, never = EXPECTED[name]
    found = by_term(extract_keywords(posting(name)))
    assert required <= {term for term, keyword in found.items() if keyword.required}
    assert welcome <= {term for term, keyword in found.items() if not keyword.required}
    assert not never & found.keys()


HEADS = {
    "nurse": ("Registered Nurse – Intensive Care Unit", "St. Brannoc General Hospital", "en", 3),
    "sales": ("Account Executive", "Brightcask", "en", 3),
    "pflege_de": ("Pflegefachkraft Altenpflege", "Haus Lindenhof", "de", None),
    "comptable_fr": ("Comptable fournisseurs", "Maison Duval", "fr", 2),
    "startup_prose": ("Product Designer", "", "en", 3),
    "lager_nl": ("Magazijnmedewerker", "Van Dijk Groothandel", "nl", None),
    "hotel_es": ("Recepcionista de hotel", "Hotel Marbella Sol", "es", 2),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_a_posting(name: str, posting: Load) -> None:
    found = extract_keywords(posting(name))
    assert (found.title, found.company, found.language, found.years_required) == HEADS[name]


def test_levels_of_spoken_languages(posting: Load) -> None:
    sales, hotel, german = (by_term(extract_keywords(posting(name))) for name in ("sales", "hotel_es", "software_de"))
    assert (sales["English"].level, sales["German"].level) == ("C1", "B2")
    assert (hotel["English"].level, hotel["French"].level) == ("C1", "B1")
    assert (german["German"].level, german["English"].level) == ("C1", "B2")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Go or Rust.", {"Go", "Rust"}),
        ("Services written in Go", {"Go"}),
        ("Go to market with partners", set()),
        ("Support our go-to-market team in R&D", set()),
        ("Excel at what you do", set()),
        ("You spark joy and react swiftly", set()),
        ("C-level contacts", set()),
        ("C, C++ and C#", {"C", "C++", "C#"}),
        (".NET and Node.js", {".NET", "Node.js"}),
        ("JavaScript, not a script", {"JavaScript"}),
        ("K8s, Postgres and MS SQL", {"Kubernetes", "PostgreSQL", "SQL Server"}),
        ("No Java here", set()),
        ("Experience with Perl is not required", set()),
        ("Python instead of Ruby", {"Python"}),
        ("CI / CD pipelines", {"CI/CD"}),
        ("https://github.com/acme/redis", set()),
        ("Zero downtime migrations", {"Zero-downtime migrations"}),
        ("You depend on rest, observe local custom and derive joy", set()),
        ("Machine/learning", set()),
        ("Quarterly trips to Wolfsburg", set()),
        ("PyTorch or Quixbox", {"PyTorch", "Quixbox"}),
        ("Experience with Quixbox and AcmeFlow", {"Quixbox", "AcmeFlow"}),
        ("Knowledge of falconry", {"falconry"}),
        ("A relevant degree of curiosity", {"Curiosity"}),
    ],
)
def test_what_a_requirement_line_asks_for(line: str, wanted: set[str]) -> None:
    found = by_term(extract_keywords(f"Worker\nAcme\n\nRequirements\n- {line}\n"))
    assert found.keys() == wanted


def test_a_clause_may_soften_one_thing_and_not_another() -> None:
    found = by_term(
        extract_keywords("Dev\nAcme\n\nRequirements\n- Strong Python, ideally with Django\n- Scala; Kotlin is a plus\n")
    )
    assert {term: keyword.required for term, keyword in found.items()} == {
        "Python": True,
        "Django": False,
        "Scala": True,
        "Kotlin": False,
    }


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_survived_and_evidence_lies_inside_it(text: str) -> None:
    found = extract_keywords(text)
    assert found == extract_keywords(text)
    for category in CATEGORIES:
        for keyword in getattr(found, category):
            assert keyword.category == category
            assert 0 <= keyword.start <= keyword.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["Python and Docker or Go, ", "-", "Go. ", "a-b.", "Aa ", "a@", "(", "x\n", "5 years "]
)
def test_the_cost_of_a_posting_grows_with_its_length_only(unit: str) -> None:
    steps = [_calls(unit * (size // len(unit))) for size in (4_000, 16_000)]
    assert steps[1] < 8 * steps[0]


def _calls(text: str) -> int:
    """How many calls of Python functions an extraction takes: a cost that does not depend on the machine."""
    count = 0

    def profile(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        extract_keywords(text)
    finally:
        sys.setprofile(None)
    return count


def test_a_sentence_that_never_ends_is_read_in_pieces() -> None:
    text = "Requirements\n" + "Python and Docker, " * 2_000
    posting = read_posting(text)
    assert max(len(sentence.text) for sentence in posting.sentences) <= 1_200
    assert {"Python", "Docker"} <= by_term(extract_keywords(text)).keys()


def test_a_colleague_called_julia_is_no_programming_language() -> None:
    text = "You have:\n- A cool head\nQuestions? Ask Julia Schmidt. You will meet Julia on your first day.\n"
    assert "Julia" not in by_term(extract_keywords(text))
    assert "Julia" in by_term(extract_keywords("Requirements\n- Experience with R, Python or Julia\n"))


def test_emr_beside_spark_is_not_a_health_record() -> None:
    cloud = extract_keywords("Requirements\n- Spark pipelines on AWS (EMR, Glue, S3)\n")
    assert "Electronic health records" not in by_term(cloud)
    ward = extract_keywords("Requirements\n- Careful documentation in an EMR\n")
    assert "Electronic health records" in by_term(ward)


def test_what_follows_a_comma_may_be_welcome_while_what_comes_before_is_required() -> None:
    found = by_term(extract_keywords("Ihr Profil\n- Sehr gute Englischkenntnisse, Französisch von Vorteil\n"))
    assert (found["English"].origin, found["French"].origin) == ("required", "nice")
    found = by_term(extract_keywords("Requirements\n- Fluent German is a plus\n"))
    assert found["German"].origin == "nice"


def test_an_asset_is_welcome_but_asset_management_is_no_such_cue() -> None:
    found = by_term(
        extract_keywords("Requirements\n- Python in an asset management firm\n- Knowledge of German is an asset\n")
    )
    assert (found["Python"].origin, found["German"].origin) == ("required", "nice")


def test_degrees_that_one_teaches_for_are_not_asked_of_the_applicant() -> None:
    found = extract_keywords(
        "Professor\n\nYou will teach at BSc and MSc level. Candidates hold a PhD in Linguistics.\n"
    )
    assert {keyword.level for keyword in found.education} == {"doctorate"}


def test_advanced_life_support_is_named_as_such() -> None:
    found = by_term(extract_keywords("Essential\n- ALS course\n- FMEA\n"))
    assert {"Advanced life support", "FMEA"} <= found.keys()
    assert not {"Basic life support", "Quality control"} & found.keys()


def test_pay_is_not_the_employer() -> None:
    assert extract_keywords("Sous Chef\nUp to £38k + tips\n\nYou run the pass.\n").company == ""
    assert extract_keywords("Clerk\n€2.800 brutto\nMuster GmbH\n\nSie arbeiten.\n").company == "Muster GmbH"


def test_short_forms_of_chatty_postings_are_read() -> None:
    found = extract_keywords("You have:\n- 3+ yrs w/ React & TS\n")
    assert found.years_required == 3
    assert "TypeScript" in by_term(found)
    assert "TS" not in by_term(found)


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("Certifications: BLS through the American Heart Association", {"Basic life support"}),
        ("Vocational rehabilitation and rehabilitation", {"Vocational rehabilitation", "Rehabilitation"}),
        ("Work closely with our account executives and site directors", set()),
    ],
)
def test_labels_issuers_and_people_one_works_with_are_no_keywords(line: str, terms: set[str]) -> None:
    assert by_term(extract_keywords(f"Nurse\nAcme\n\nRequirements\n- {line}\n")).keys() == terms


@pytest.mark.parametrize(
    "line",
    [
        "Python would be a real asset",
        "If you have touched Python, so much the better",
        "Not essential but we'd be chuffed: Python",
        "A ser posible, Python",
        "Python de preferência, uma mais-valia",
    ],
)
def test_what_is_said_to_be_welcome_is_nice_to_have(line: str) -> None:
    assert by_term(extract_keywords(f"Engineer\nAcme\n\nRequirements\n- {line}\n"))["Python"].origin == "nice"
