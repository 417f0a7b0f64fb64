import pytest

from app.postings.headings import heading_of, inline_heading_of, standing_heading_of
from app.postings.keywords import extract_keywords


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("What you will need to be successful", "required"),
        ("It would be lovely if you had", "nice"),
        ("Extra brownie points", "nice"),
        ("What we give back", "offer"),
        ("You'll fit right in if...", "required"),
        ("We would like to hear from you if you can show", "required"),
        ("It is not essential, but we would be pleased to see", "nice"),
        ("We can't do without", "required"),
        ("We could live without, but would rather not", "nice"),
        ("The essentials of the job", "duties"),
        ("Why St. Adalbert?", "offer"),
        ("Working for our organisation", "about"),
        ("Schön, aber kein Muss", "nice"),
        ("Te damos", "offer"),
        ("Ce serait la cerise", "nice"),
        ("You won't need", "offer"),
        ("The successful candidate will", "duties"),
        ("Your days with us", "duties"),
        ("YOUR CREDENTIALS", "required"),
        ("Das wünschen wir uns von Dir", "required"),
        ("Vous êtes", "required"),
        ("Lo que valoramos", "nice"),
        ("Wie ben jij?", "required"),
        ("O que procuramos em ti", "required"),
    ],
)
def test_an_unlisted_heading_is_known_by_its_words_and_place(line: str, part: str | None) -> None:
    assert standing_heading_of(line, "", "- something that is asked") == part


def test_a_heading_over_running_text_goes_on_where_the_part_before_ended() -> None:
    after = "A bit of everything that would make this person happy, told in one long sentence, which is no list."
    assert standing_heading_of("How we picture things", "", after, "duties") == "required"
    assert standing_heading_of("How we picture things", "", after, "intro") is None


@pytest.mark.parametrize("mark", ["👉", "✅", "🏝️", ">", "~"])
def test_any_mark_before_a_line_makes_it_an_item(mark: str) -> None:
    text = f"Rep\nAcme\n\nNice to have\n{mark} Python\n{mark} German\n"
    found = {keyword.term: keyword.origin for keyword in extract_keywords(text).all()}
    assert found == {"Python": "nice", "German": "nice"}


def test_a_heading_that_nothing_explains_goes_on_where_the_list_before_ended() -> None:
    line = "Was uns begeistert"
    steps = [standing_heading_of(line, "", "- Wartung", part) for part in ("intro", "duties", "required", "nice")]
    assert steps == ["duties", "required", "nice", "offer"]
    assert standing_heading_of(line, "", "Wartung und vieles mehr, was hier steht", "duties") is None
    assert standing_heading_of("Werkstatt", "", "- Wartung", "duties") is None


def test_a_line_in_the_middle_of_a_paragraph_is_no_heading() -> None:
    assert standing_heading_of("You will need patience", "The work is slow.", "- x") is None
    assert standing_heading_of("You will need patience.", "", "- x") is None
    assert standing_heading_of("You will need patience", "", "") is None
    assert heading_of("You will need patience") is None


def test_a_label_that_offers_keeps_its_own_words() -> None:
    assert inline_heading_of("Closing date: 1st March") is None
    assert inline_heading_of("Desirable skills: Welsh") == ("nice", len("Desirable skills:"))


def test_what_one_does_not_need_gives_nothing() -> None:
    text = "Designer\nAcme\n\nYou'll bring\n- Figma\n\nYou won't need\n- A marketing degree\n- Experience of Sketch\n"
    assert [keyword.term for keyword in extract_keywords(text).all()] == ["Figma"]


def test_a_paragraph_after_a_list_is_not_under_the_lists_heading() -> None:
    text = (
        "Nurse\nAcme\n\nDesirable\n- Hydrotherapy\n\nWe offer 27 days of leave, yoga and pilates, and a staff gym.\n"
        "Millbrook welcomes everybody, and interviews will be held on Microsoft Teams in the second week of May.\n"
    )
    assert [keyword.term for keyword in extract_keywords(text).all()] == ["Hydrotherapy"]


@pytest.mark.parametrize(
    "line",
    [
        "In return there is a salary of £30,000, free yoga, dental cover and a cycle to work scheme.",
        "We are committed to safeguarding and promote equality whatever your religion, gender or disability.",
        "The council offers flexitime, travel loans and a pension in the local scheme.",
        "Closing date: noon on Friday; interviews will be held on Microsoft Teams.",
        "To find out more about the bakery, call Tess on 0113 496 0000.",
        "Our founders met at a Python meetup in Plymouth and the drama club won a prize.",
    ],
)
def test_what_the_employer_gives_or_tells_is_no_skill(line: str) -> None:
    text = f"Baker\nAcme\n\n{line}\n\nYou need three years of experience with falconry.\n"
    assert [keyword.term for keyword in extract_keywords(text).all()] == ["falconry"]
