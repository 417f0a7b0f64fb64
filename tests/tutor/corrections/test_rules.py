"""The rules: each class of mistakes in other words than the measured sentences, and what looks like it and is right."""

import pytest

from app.tutor.corrections.local import check_locally
from app.tutor.corrections.models import Context, Correction
from app.tutor.corrections.rules import _rules, find_by_rules


def repaired(text: str) -> str:
    for found in reversed(check_locally(text, Context())):
        text = text[: found.offset] + found.corrected + text[found.end :]
    return text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("I live in Cologne since three years.", "I have lived in Cologne for three years."),
        ("She works there since 2020.", "She has worked there since 2020."),
        ("Last month we have opened a new shop.", "Last month we opened a new shop."),
        ("Two years ago I move to Cork.", "Two years ago I moved to Cork."),
        ("As soon as I will know more, I call you.", "As soon as I know more, I call you."),
        ("If I would have more time, I would learn Dutch.", "If I had more time, I would learn Dutch."),
        ("She can to lift the patients alone.", "She can lift the patients alone."),
        ("We are used to serve large groups.", "We are used to serving large groups."),
        ("I avoid to shout at people.", "I avoid shouting at people."),
        ("My boss made me to work on Sundays.", "My boss made me work on Sundays."),
        ("I am not agree with that.", "I don't agree with that."),
        ("We are having a lot of experience in catering.", "We have a lot of experience in catering."),
        ("I came to Ireland for improve my English.", "I came to Ireland to improve my English."),
        ("They said us nothing.", "They told us nothing."),
        ("I participated at a training.", "I participated in a training."),
        ("We waited your reply.", "We waited for your reply."),
        ("I am looking a new job.", "I am looking for a new job."),
        ("He is married with a nurse.", "He is married to a nurse."),
        ("My shift begins at Monday.", "My shift begins on Monday."),
        ("Every customers got a card.", "Every customer got a card."),
        ("My colleagues was kind.", "My colleagues were kind."),
        ("Everybody know the plan.", "Everybody knows the plan."),
        ("I repaired three machine in one day.", "I repaired three machines in one day."),
        ("My sister works as nurse.", "My sister works as a nurse."),
        ("I had a accident at work.", "I had an accident at work."),
        ("We bought many equipments.", "We bought a lot of equipment."),
        ("How many experience do I need?", "How much experience do I need?"),
        ("I speak very well German.", "I speak German very well."),
        ("I don't know where is the canteen.", "I don't know where the canteen is."),
        ("Was a very hard time.", "It was a very hard time."),
        ("Even though I was ill, but I worked.", "Even though I was ill, I worked."),
        ("Can you remember me of the date?", "Can you remind me of the date?"),
        ("I made my internship in a bank.", "I did my internship in a bank."),
        (
            "Our oven is more hot then the old one and their is smoke.",
            "Our oven is more hot than the old one and there is smoke.",
        ),
        ("Therefore I asked for help.", "Therefore, I asked for help."),
        ("i think i can start on tuesday.", "I think I can start on Tuesday."),
        ("I like it , really !", "I like it, really!"),
        ("Thx, can u call me plz?", "Thank you, can you call me please?"),
    ],
)
def test_a_mistake_is_repaired(wrong: str, right: str) -> None:
    assert repaired(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "I have worked here since 2019 and I like it.",
        "The machine is used to cut steel.",
        "When will you decide? I don't know when I will hear from them.",
        "I work from 9 to 5.",
        "If you would like to know more, call me.",
        "I know what happened last year.",
        "Who is responsible? I asked who was responsible.",
        "Have you been waiting long?",
        "Did my boss have a point?",
        "I suggested that she take a break.",
        "Does she work here? Let it go.",
        "People in my team are kind, and working with people is fun.",
        "The number of people is growing.",
        "I make the most of my time.",
        "She has an MSc and a UK passport; he is an FBI agent.",
        "It's a one-off, a European idea, a useful unit and an hourly rate.",
        "I trained many staff members and had many work permits to check.",
        "In May 2021, on 3 May, on Monday, at the weekend, in the morning.",
        "At 2000 rpm the drill stops.",
        "They sell to many shops.",
        "I met her there, then we talked.",
        "Gonna be honest: yeah, I was tired lol",
        "i.e. the night shift, e.g. from 10 p.m.",
        "Please press the U key.",
        "He earns more than I do.",
        "I'd rather stay.",
        "We look forward to work as much as to holidays.",
        "She is good in a crisis.",
        "I had to have it done.",
        "I saw it last week that way.",
        "Shipping costs rise, and cost control matters.",
        "It has been a good year, its last one.",
        "The more the better.",
        "However hard it was, I stayed.",
        "We left without a word.",
        "I want you to know that I care.",
    ],
)
def test_what_looks_like_a_mistake_and_is_none_stays(text: str) -> None:
    assert check_locally(text, Context()) == ()


def test_informal_words_are_corrected_in_a_letter_alone() -> None:
    assert repaired("I'm gonna call you.") == "I'm gonna call you."
    letter = "Dear Mr Lee,\n\nI'm gonna call you.\n\nYours sincerely"
    assert "I'm going to call you." in repaired(letter)
    (found,) = check_locally(letter, Context())
    assert found.type == "register"


def test_offsets_count_code_points() -> None:
    text = "👩‍🍳 é 😀 I recieve mail."
    (found,) = check_locally(text, Context())
    assert text[found.offset : found.end] == found.original == "recieve"
    assert found.length == 7


def test_a_rule_looks_at_one_sentence_at_a_time() -> None:
    assert check_locally("I work here. Since 5 p.m. I have a break.", Context()) == ()


def test_every_rule_explains_itself_and_every_correction_is_of_the_text() -> None:
    assert all(len(compiled.rule.because.split()) >= 3 and compiled.rule.because[-1] in ".”" for compiled in _rules())
    text = "He don't know many informations since 5 years. " * 4
    assert all(text[found.offset : found.end] == found.original for found in find_by_rules(text))


def test_a_type_has_its_name_on_the_wire() -> None:
    assert Correction("a", "b", "Because.", "word_choice", 0, 1).wire_type == "word choice"
