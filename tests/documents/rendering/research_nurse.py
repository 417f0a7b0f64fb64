"""A research nurse whose résumé has something in every part of the schema, and a section beside it."""

from app.documents.resume import (
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Location,
    OtherSection,
    Profile,
    Project,
    Publication,
    Reference,
    Resume,
    Skill,
    Volunteer,
    Work,
)

RICH = Resume(
    basics=Basics(
        name="Noor Haddad-Weiss",
        label="Research Nurse",
        email="noor@example.org",
        phone="+49 30 5550 0100",
        url="https://noor.example.org",
        summary="Research nurse with nine years on oncology wards and in clinical trials. Likes protocols that work.",
        location=Location(city="Berlin", region="Germany"),
        profiles=[Profile(network="LinkedIn", username="noorhw", url="https://linkedin.com/in/noorhw")],
    ),
    work=[
        Work(
            position="Senior Research Nurse",
            name="Charité",
            location="Berlin",
            url="https://charite.example.org",
            start_date="2019-04",
            highlights=["Ran 14 phase II trials with 310 patients.", "Trained 22 nurses in good clinical practice."],
        ),
        Work(
            position="Staff Nurse",
            name="Klinikum Nord",
            location="Hamburg",
            start_date="2015-09-01",
            end_date="2019-03-31",
            summary="Ward of thirty beds, mixed oncology and haematology.",
            highlights=["Introduced a double check of cytostatics; errors fell by 40%."],
        ),
    ],
    volunteer=[
        Volunteer(
            position="Translator",
            organization="Open Clinic",
            location="Berlin",
            start_date="2020",
            highlights=["Interpreted Arabic and German twice a month."],
        )
    ],
    education=[
        Education(
            institution="University of Hamburg",
            study_type="BSc",
            area="Nursing Science",
            location="Hamburg",
            start_date="2012",
            end_date="2015",
            score="1.7",
            courses=["Pharmacology", "Ethics"],
            highlights=["Thesis on hand hygiene."],
        )
    ],
    awards=[
        Award(title="Nurse of the Year", awarder="City of Berlin", date="2022-05-12", summary="For the trial unit.")
    ],
    certificates=[
        Certificate(name="Good Clinical Practice", issuer="TMF", date="2021-02", url="https://tmf.example.org/c")
    ],
    publications=[
        Publication(
            name="Double checks that nurses keep",
            publisher="Journal of Wards",
            release_date="2020-11",
            url="https://journal.example.org/1",
            summary="What makes a check survive the night shift.",
        )
    ],
    skills=[
        Skill(name="Clinical", keywords=["Port access", "Chemotherapy", "Triage"]),
        Skill(name="Tools", keywords=["SAP", "REDCap", "Excel (pivot, macros)"]),
    ],
    languages=[Language(language="Arabic", fluency="native"), Language(language="German", fluency="C2")],
    interests=[Interest(name="Rowing"), Interest(name="Choir")],
    references=[Reference(name="Dr. Jana Roth", reference="She sees what is about to go wrong.")],
    projects=[
        Project(
            name="Trial board",
            description="A wall that shows where each patient stands.",
            keywords=["Excel", "REDCap"],
            start_date="2021",
            end_date="2022",
            url="https://board.example.org",
            highlights=["Saved each nurse an hour a week."],
        )
    ],
    other=[OtherSection(title="Equipment", lines=["Infusion pumps of three makers", "Ports and PICC lines"])],
)
