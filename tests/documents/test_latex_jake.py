"""Jake's résumé: half of each list's environment hides in a macro."""

from app.documents.resume import Skill
from tests.documents.latex_files import blocks, groups, read

JAKE = read("jake")


def test_the_person_is_read_from_the_centred_header() -> None:
    basics = JAKE.resume.basics
    assert (basics.name, basics.phone, basics.email) == ("Jake Ryan", "123-456-7890", "jake@su.edu")
    assert [(profile.network, profile.username) for profile in basics.profiles] == [
        ("LinkedIn", "jake"),
        ("GitHub", "jake"),
    ]


def test_schools_have_degree_area_place_and_dates() -> None:
    first, second = JAKE.resume.education
    assert (first.institution, first.location) == ("Southwestern University", "Georgetown, TX")
    assert (first.study_type, first.area) == ("Bachelor of Arts", "Computer Science, Minor in Business")
    assert (first.start_date, first.end_date) == ("2018-08", "2021-05")
    assert (second.institution, second.area) == ("Blinn College", "Liberal Arts")
    assert (second.start_date, second.end_date) == ("2014-08", "2018-05")


def test_jobs_have_position_employer_place_dates_and_bullets() -> None:
    work = JAKE.resume.work
    assert [job.position for job in work] == [
        "Undergraduate Research Assistant",
        "Information Technology Support Specialist",
        "Artificial Intelligence Research Assistant",
    ]
    assert [job.name for job in work] == ["Texas A&M University", "Southwestern University", "Southwestern University"]
    assert [job.location for job in work] == ["College Station, TX", "Georgetown, TX", "Georgetown, TX"]
    assert [(job.start_date, job.end_date) for job in work] == [
        ("2020-06", None),
        ("2018-09", None),
        ("2019-05", "2019-07"),
    ]
    assert [len(job.highlights) for job in work] == [3, 3, 6]
    assert work[2].highlights[0].endswith("based off of The Legend of Zelda")
    assert work[2].highlights[3].startswith("Conducted a human subject study")


def test_projects_have_name_keywords_dates_and_bullets() -> None:
    first, second = JAKE.resume.projects
    assert (first.name, first.keywords) == ("Gitlytics", ["Python", "Flask", "React", "PostgreSQL", "Docker"])
    assert (first.start_date, first.end_date, len(first.highlights)) == ("2020-06", None, 4)
    assert (second.name, second.keywords[0], len(second.highlights)) == ("Simple Paintball", "Spigot API", 4)
    assert first.description is None


def test_skills_keep_their_groups_and_parentheses() -> None:
    skills = JAKE.resume.skills
    assert [skill.name for skill in skills] == ["Languages", "Frameworks", "Developer Tools", "Libraries"]
    assert skills[0].keywords == ["Java", "Python", "C/C++", "SQL (Postgres)", "JavaScript", "HTML/CSS", "R"]
    assert skills[3] == Skill(name="Libraries", keywords=["pandas", "NumPy", "Matplotlib"])


def test_sections_carry_the_banner_above_them() -> None:
    (group,) = groups(JAKE, "sections")
    first, second, third, last = blocks(JAKE, group)
    assert first.startswith("%-----------EDUCATION-----------\n\\section{Education}")
    assert second.endswith("\\resumeSubHeadingListEnd")
    assert third.startswith("%-----------PROJECTS")
    assert last.endswith("\\end{itemize}")


def test_an_entry_is_its_heading_with_its_list_and_no_comment_after_it() -> None:
    jobs = next(group for group in groups(JAKE, "entries") if group.pointers[0] == "/work/0")
    first, second, _ = blocks(JAKE, jobs)
    assert first.startswith("\\resumeSubheading\n      {Undergraduate Research Assistant}")
    assert first.endswith("\\resumeItemListEnd")
    assert "Multiple Positions" not in first
    assert second.startswith("\\resumeSubheading\n      {Information Technology")


def test_bullets_are_whole_macro_calls() -> None:
    bullets = [block for group in groups(JAKE, "bullets") for block in blocks(JAKE, group)]
    assert len(bullets) == 3 + 3 + 6 + 4 + 4
    assert all(block.startswith("\\resumeItem{") and block.endswith("}") for block in bullets)


def test_lines_of_skills_leave_their_line_breaks_behind() -> None:
    (lines,) = groups(JAKE, "skill_groups")
    texts = blocks(JAKE, lines)
    assert texts[0].startswith("\\textbf{Languages}{: Java")
    assert texts[3] == "\\textbf{Libraries}{: pandas, NumPy, Matplotlib}"
    assert not any("\\\\" in text for text in texts)


def test_single_skills_are_blocks_between_commas() -> None:
    words = next(group for group in groups(JAKE, "skills") if group.pointers[0] == "/skills/0/keywords/0")
    assert blocks(JAKE, words)[3] == "SQL (Postgres)"
