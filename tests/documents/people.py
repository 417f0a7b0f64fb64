"""Two people's résumés: as they should be read, and as the lines of a sheet that any format can be made from."""

from app.documents.resume import Basics, Education, Language, Location, Profile, Project, Resume, Skill, Work

SKILLS = "Python, PostgreSQL, Kafka, Redis, Docker, Terraform, AWS, Git, pytest, SQL, Bash"

AMARA = Resume(
    basics=Basics(
        name="Amara Okafor-Lindqvist",
        email="amara@example.org",
        phone="+31 6 0000 0000",
        summary="Backend engineer with seven years in Python, the last four on payment and booking systems. "
        "Likes boring databases and short post-mortems.",
        location=Location(city="Utrecht", region="Netherlands"),
        profiles=[
            Profile(network="GitHub", username="example-amara", url="https://github.com/example-amara"),
        ],
    ),
    work=[
        Work(
            position="Software Engineer",
            name="Polder Pay",
            location="Amsterdam",
            start_date="2021-03",
            highlights=[
                (
                    "Led the move of the settlement service from MySQL to PostgreSQL 14 without downtime; "
                    "1.2 billion rows in 9 weeks."
                ),
                "Cut the p99 of the payout API from 840 ms to 95 ms with partial indexes and batched writes.",
                "Introduced Kafka for booking events; consumers are idempotent and replayable.",
                "Mentored two graduates; both now run their own services.",
            ],
        ),
        Work(
            position="Python Developer",
            name="Kanaal Travel",
            location="Utrecht",
            start_date="2018-09",
            end_date="2021-02",
            highlights=[
                "Built the fare cache (Redis, asyncio) that serves 3,000 requests a second at peak.",
                "Wrote the contract tests that every partner airline now runs before a release.",
                "Set up GitHub Actions and Docker images for eleven services.",
            ],
        ),
    ],
    projects=[
        Project(
            name="ledgerlint",
            description="a command-line checker for double-entry journals (Python, 400 stars).",
        )
    ],
    education=[
        Education(
            institution="Utrecht University",
            study_type="BSc",
            area="Computing Science",
            start_date="2015",
            end_date="2018",
            score="8.5/10",
            highlights=["Thesis: Clock skew in booking systems"],
        )
    ],
    skills=[Skill(keywords=SKILLS.split(", "))],
    languages=[
        Language(language="English", fluency="C2"),
        Language(language="Swedish", fluency="native"),
        Language(language="Dutch", fluency="B1"),
    ],
)

JAKE = Resume(
    basics=Basics(
        name="Jake Ryan",
        email="jake@su.edu",
        phone="123-456-7890",
        profiles=[
            Profile(network="LinkedIn", username="jake", url="https://linkedin.com/in/jake"),
            Profile(network="GitHub", username="jake", url="https://github.com/jake"),
        ],
    ),
    education=[
        Education(
            institution="Southwestern University",
            location="Georgetown, TX",
            study_type="Bachelor of Arts",
            area="Computer Science, Minor in Business",
            start_date="2018-08",
            end_date="2021-05",
        ),
        Education(
            institution="Blinn College",
            location="Bryan, TX",
            study_type="Associate's",
            area="Liberal Arts",
            start_date="2014-08",
            end_date="2018-05",
        ),
    ],
    work=[
        Work(
            position="Undergraduate Research Assistant",
            name="Texas A&M University",
            location="College Station, TX",
            start_date="2020-06",
            highlights=[
                "Developed a REST API using FastAPI and PostgreSQL to store data from learning management systems",
                "Developed a full-stack web application using Flask, React and Docker to analyze GitHub data",
                "Explored ways to visualize GitHub collaboration in a classroom setting",
            ],
        ),
        Work(
            position="Artificial Intelligence Research Assistant",
            name="Southwestern University",
            location="Georgetown, TX",
            start_date="2019-05",
            end_date="2019-07",
            highlights=[
                "Explored methods to generate video game dungeons based off of The Legend of Zelda",
                "Contributed 50K+ lines of code to an established codebase via Git",
            ],
        ),
    ],
    projects=[
        Project(
            name="Gitlytics",
            keywords=["Python", "Flask", "React", "PostgreSQL", "Docker"],
            start_date="2020-06",
            highlights=[
                "Implemented GitHub OAuth to get data from user’s repositories",
                "Used Celery and Redis for asynchronous tasks",
            ],
        ),
        Project(
            name="Simple Paintball",
            keywords=["Spigot API", "Java", "Maven", "TravisCI", "Git"],
            start_date="2018-05",
            end_date="2020-05",
            highlights=["Published plugin to websites gaining 2K+ downloads and an average 4.5/5-star review"],
        ),
    ],
    skills=[
        Skill(
            name="Languages",
            keywords=["Java", "Python", "C/C++", "SQL (Postgres)", "JavaScript", "HTML/CSS", "R"],
        ),
        Skill(
            name="Developer Tools",
            keywords=["Git", "Docker", "TravisCI", "Google Cloud Platform", "VS Code", "PyCharm"],
        ),
    ],
)

# Each line is its kind, its text and what stands at the right-hand edge of the same line.
Sheet = list[tuple[str, str, str]]

AMARA_SHEET: Sheet = [
    ("name", "Amara Okafor-Lindqvist", ""),
    ("text", "Utrecht, Netherlands · amara@example.org · +31 6 0000 0000 · github.com/example-amara", ""),
    ("section", "Summary", ""),
    ("text", str(AMARA.basics.summary), ""),
    ("section", "Experience", ""),
    ("entry", "Software Engineer, Polder Pay (Amsterdam)", "March 2021 to present"),
    *(("bullet", text, "") for text in AMARA.work[0].highlights),
    ("entry", "Python Developer, Kanaal Travel (Utrecht)", "September 2018 to February 2021"),
    *(("bullet", text, "") for text in AMARA.work[1].highlights),
    ("section", "Projects", ""),
    ("bullet", "ledgerlint — a command-line checker for double-entry journals (Python, 400 stars).", ""),
    ("section", "Education", ""),
    (
        "bullet",
        "BSc Computing Science, Utrecht University, 2015–2018. Thesis: Clock skew in booking systems (8.5/10).",
        "",
    ),
    ("section", "Skills", ""),
    ("text", SKILLS, ""),
    ("section", "Languages", ""),
    ("text", "English (C2), Swedish (native), Dutch (B1)", ""),
]

JAKE_SHEET: Sheet = [
    ("name", "Jake Ryan", ""),
    ("text", "123-456-7890 | jake@su.edu | linkedin.com/in/jake | github.com/jake", ""),
    ("section", "Education", ""),
    ("entry", "Southwestern University", "Georgetown, TX"),
    ("below", "Bachelor of Arts in Computer Science, Minor in Business", "Aug. 2018 – May 2021"),
    ("entry", "Blinn College", "Bryan, TX"),
    ("below", "Associate's in Liberal Arts", "Aug. 2014 – May 2018"),
    ("section", "Experience", ""),
    ("entry", "Undergraduate Research Assistant", "June 2020 – Present"),
    ("below", "Texas A&M University", "College Station, TX"),
    *(("bullet", text, "") for text in JAKE.work[0].highlights),
    ("entry", "Artificial Intelligence Research Assistant", "May 2019 – July 2019"),
    ("below", "Southwestern University", "Georgetown, TX"),
    *(("bullet", text, "") for text in JAKE.work[1].highlights),
    ("section", "Projects", ""),
    ("entry", "Gitlytics | Python, Flask, React, PostgreSQL, Docker", "June 2020 – Present"),
    *(("bullet", text, "") for text in JAKE.projects[0].highlights),
    ("entry", "Simple Paintball | Spigot API, Java, Maven, TravisCI, Git", "May 2018 – May 2020"),
    *(("bullet", text, "") for text in JAKE.projects[1].highlights),
    ("section", "Technical Skills", ""),
    *(("text", f"{skill.name}: {', '.join(skill.keywords)}", "") for skill in JAKE.skills),
]
