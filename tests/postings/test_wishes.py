"""How running text asks: tasks said as verbs, traits, conditions, money that is handled, what is welcome."""

import pytest

from app.postings.keywords import extract_keywords
from app.postings.sentences import Sentence
from app.postings.traits import traits


def origins(text: str) -> dict[str, str]:
    """Each term and how it is asked for."""
    return {keyword.term: keyword.origin for keyword in extract_keywords(text).all()}


def sentence(text: str) -> Sentence:
    """One sentence of requirements."""
    return Sentence("required", text, 0, len(text), 0, listed=False)


@pytest.mark.parametrize(
    ("task", "term"),
    [
        ("manage volunteers", "Volunteer management"),
        ("plan lessons", "Lesson planning"),
        ("write bids for funding", "Tendering"),
        ("book appointments by phone", "Appointment booking"),
    ],
)
def test_a_verb_and_its_object_stand_for_a_known_practice(task: str, term: str) -> None:
    assert origins(f"Officer\nActon Trust\n\nYou will:\n- {task}\n\nRequirements\n- SQL\n")[term] == "duties"


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("We want you to be gentle, exact and unhurried.", ["gentle", "exact", "unhurried"]),
        ("You need to be calm, numerate and able to prioritise.", ["calm", "numerate"]),
        ("You will be based in Leeds and part of a team.", []),
        ("You are responsible for sales and marketing.", []),
        ("You will be paid weekly and supported.", []),
    ],
)
def test_traits_are_what_one_is_not_what_is_done_to_one(line: str, listed: list[str]) -> None:
    assert [trait.text for trait in traits(sentence(line), [])] == listed


def test_a_check_is_asked_for_even_among_the_benefits() -> None:
    text = "Teacher\nHill School\n\nRequirements\n- Phonics\n\nWe offer\n- Gym\n\nA DBS check and Excel are required.\n"
    found = origins(text)
    assert found["DBS check"] == "required"
    assert set(found) == {"DBS check", "Phonics"}


def test_what_the_employer_pays_for_is_no_condition() -> None:
    assert "DBS check" not in origins("Cook\nInn\n\nRequirements\n- HACCP\n\nWe offer\n- Your DBS check is on us\n")


def test_money_that_one_handles_is_no_pay() -> None:
    text = (
        "Fundraiser\nHospice\n\nYou'll write bids from £500 to £150,000 and keep Donorfy tidy.\n\nYou earn £31,400.\n"
    )
    assert "Donorfy" in origins(text)


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("We would be especially pleased to hear from people with oral history.", "oral history"),
        ("Terraform would put you at the front of the queue.", "Terraform"),
        ("If you have produced hybrid events or studied ISO 20121, say so; these are all nice to have.", "ISO 20121"),
        ("Türkisch wäre eine große Hilfe, ist aber kein Muss.", "Turkish"),
    ],
)
def test_wishes_in_other_words_are_welcome(line: str, term: str) -> None:
    assert origins(f"Title\nFirm\n\nRequirements\n- SQL\n\nMore\n- {line}\n")[term] == "nice"


def test_a_wish_in_a_clause_leaves_the_rest_required() -> None:
    text = (
        "Tischler gesucht\nFirma Sieversen\n\nAnforderungen\n"
        "- Sie besitzen den Führerschein der Klasse B, gern auch Kenntnisse in AutoCAD und einer Software für den Bau\n"
    )
    found = origins(text)
    assert (found["Driving licence"], found["AutoCAD"]) == ("required", "nice")


def test_prose_after_a_list_of_tasks_may_insist() -> None:
    text = (
        "Assistante sociale\nDépartement\n\nVos missions :\n• Rédiger les rapports avec les familles\n\n"
        "Vous êtes titulaire du DEASS et vous avez le permis B pour les visites.\n"
    )
    assert origins(text)["Driving licence"] == "required"


def test_what_the_title_names_is_required() -> None:
    found = extract_keywords("Data Analyst\nActon\n\nTasks\n- Data analysis for sales\n\nRequirements\n- SQL\n").all()
    assert next((one.origin, one.required) for one in found if one.term == "Data analysis") == ("title", True)


def test_a_short_heading_over_a_list_goes_on_where_the_part_before_ended() -> None:
    text = "Gardener\nAcme\n\nDuties\n- Fencing\n\nWho fits\n- CSCS card\n"
    assert origins(text)["CSCS card"] == "required"


def test_tasks_go_on_in_their_paragraph() -> None:
    text = "Handler\nInsurer\n\nYou will run claims. That means reserving on Guidewire.\n\nRequirements\n- SQL\n"
    assert "Guidewire" in origins(text)
