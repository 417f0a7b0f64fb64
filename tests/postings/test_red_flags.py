"""Red flags: each with the sentence that shows it, in several languages; and the harmless words that look like one."""

import pytest

from tests.postings.reading import names, read

FRAME = (
    "Baker\nCrumb Ltd\n\nYou will bake bread for a salary of £30,000 a year. You report to the owner. {}\n"
    + "\n".join(f"Bread number {number} is baked at dawn." for number in range(8))
)
FLAGGED = [
    ("unpaid", "The first two weeks are unpaid."),
    ("unpaid", "Das Praktikum ist unbezahlt."),
    ("unpaid", "Stage non rémunéré."),
    ("unpaid", "Puesto no remunerado."),
    ("unpaid", "Dit is een onbetaalde functie."),
    ("unpaid", "Estágio não remunerado."),
    ("fees", "A registration fee of £30 applies."),
    ("fees", "You buy your own starter kit."),
    ("fees", "Es fällt eine Vermittlungsgebühr an."),
    ("fees", "Des frais d'inscription sont à prévoir."),
    ("fees", "Hay una cuota de inscripción."),
    ("fees", "Er geldt inschrijfgeld."),
    ("private_data", "Send a copy of your passport with your application."),
    ("commission_only", "This is a commission-only role."),
    ("commission_only", "Die Vergütung erfolgt rein auf Provisionsbasis."),
    ("easy_money", "Be your own boss and enjoy unlimited earning potential."),
    ("fixed_age", "You are aged between 20 and 30."),
    ("fixed_age", "Du bist maximal 30 Jahre alt."),
    ("fixed_age", "Vous avez moins de 30 ans."),
    ("fixed_age", "Edad entre 25 y 35 años."),
    ("gender", "Female candidates only."),
    ("gender", "Se buscan señoritas."),
    ("origin", "Native English speakers only."),
    ("origin", "Deutsch als Muttersprache: nur Muttersprachler."),
    ("looks", "Please attach a photo."),
    ("looks", "Imprescindible buena presencia."),
    ("private_life", "You are unmarried and flexible."),
    ("private_life", "Persona sin cargas familiares."),
    ("free_trial", "You begin with an unpaid trial shift."),
    ("overtime", "Overtime as required."),
    ("overtime", "Überstunden sind mit dem Gehalt abgegolten."),
    ("overtime", "Heures supplémentaires non payées."),
    ("overtime", "Se requiere disponibilidad total."),
    ("pressure", "We are a fast-paced company."),
    ("pressure", "This is not a 9-to-5 job."),
    ("pressure", "No 9–5 here."),
    ("stress", "Belastbarkeit wird vorausgesetzt."),
    ("many_hats", "You will wear many hats."),
    ("many_hats", "Wij zoeken een duizendpoot."),
    ("hero", "We want a rockstar."),
    ("hero", "Are you a kitchen ninja?"),
    ("family", "We are one big family."),
    ("repayment", "A two-year training bond applies."),
    ("clause", "You sign a non-compete agreement."),
    ("messenger", "To apply, text us on WhatsApp at 0700 900123."),
    ("messenger", "Candidature par Telegram uniquement."),
]
HARMLESS = [
    "Unpaid leave is possible after a year.",
    "There is no unpaid overtime.",
    "We pay your registration fee and your uniform.",
    "You handle customer deposits and membership fees.",
    "We never charge applicants a registration fee.",
    "We do not discriminate on the basis of age, gender, marital status or origin.",
    "Applicants are welcome regardless of age, sex, mother tongue or looks: all backgrounds.",
    "Women are encouraged to apply.",
    "We hire without regard to who is unmarried or has no children.",
    "Schwerbehinderte werden bevorzugt; m/w/d.",
    "You care for patients aged between 20 and 30.",
    "You teach children; native speakers of French teach beside you.",
    "Experience with Gunicorn and Guru99 helps.",
    "We are a unicorn startup.",
    "We don't want rockstars.",
    "We are a family business since 1950.",
    "Als Familienunternehmen backen wir seit 1950.",
    "A paid trial shift is part of getting to know each other.",
    "Overtime is paid at time and a half.",
    "Keine Überstunden, geregelte Zeiten.",
    "You answer customers on WhatsApp; apply by e-mail to jobs@crumb.example.",
    "There is no non-compete clause.",
    "Bewerbung gerne ohne Foto.",
    "You keep calm under pressure.",
    "Our clients love bread.",
    "Our client base is growing.",
    "You must be at least 18 years old.",
]


@pytest.mark.parametrize(("name", "sentence"), FLAGGED)
def test_a_flag_is_seen_with_its_sentence(name: str, sentence: str) -> None:
    flags = {flag.name: flag for flag in read(FRAME.format(sentence)).flags.flags}
    assert name in flags
    assert sentence.rstrip(".?") in flags[name].quote
    assert flags[name].why.endswith(".")
    assert len(flags[name].text) < 50


@pytest.mark.parametrize("sentence", ["", *HARMLESS])
def test_harmless_words_are_left_alone(sentence: str) -> None:
    assert names(read(FRAME.format(sentence)).flags.flags) == []


@pytest.mark.parametrize(
    ("title", "years", "flagged"),
    [
        ("Junior Baker", 8, True), ("Junior Baker", 4, True), ("Junior Baker", 2, False), ("Baker", 8, False),
        ("Senior Baker", 8, False), ("Baking Internship", 2, True), ("Graduate Baker", 5, True),
    ],
)  # fmt: skip
def test_a_level_that_its_years_contradict(title: str, years: int, flagged: bool) -> None:
    text = f"{title}\nCrumb Ltd\n\nRequirements\n- {years} years of experience with bread\n"
    flags = {flag.name: flag for flag in read(text).flags.flags}
    assert ("level" in flags) == flagged
    if flagged:
        assert str(years) in flags["level"].why
        assert flags["level"].quote == f"{years} years of experience with bread"


def test_fully_remote_and_every_day_in_the_office() -> None:
    text = FRAME.format("This job is fully remote. We meet five days a week in the office.")
    assert "remote" in names(read(text).flags.flags)


@pytest.mark.parametrize(("musts", "flagged"), [(15, False), (16, True)])
def test_a_very_long_list_of_musts(musts: int, flagged: bool) -> None:
    text = "Baker\nCrumb Ltd\n\nRequirements\n" + "".join(f"- Knows bread number {number}\n" for number in range(musts))
    found = {flag.name: flag for flag in read(text).flags.flags}
    assert ("many_musts" in found) == flagged
    assert not flagged or "16 things" in found["many_musts"].why


@pytest.mark.parametrize(
    ("day", "flagged"),
    [("31 December 2025", True), ("1 January 2026", False), ("31/12/2025", True), ("3/4/2025", False)],
)
def test_a_deadline_that_has_passed(day: str, flagged: bool) -> None:
    assert ("past_deadline" in names(read(FRAME.format(f"Apply by {day}.")).flags.flags)) == flagged


def test_missing_pay_is_about_an_absence_and_has_no_sentence() -> None:
    flag = next(flag for flag in read(FRAME.replace("for a salary of £30,000 a year", "")).flags.flags)
    assert (flag.name, flag.quote, flag.start, flag.end) == ("missing_pay", "", None, None)
    assert not flag.serious


def test_serious_ones_come_first() -> None:
    flags = read(
        FRAME.format("We want a rockstar. A registration fee of £30 applies. This is not a 9-to-5 job.")
    ).flags.flags
    assert [flag.serious for flag in flags] == [True, False, False]
    assert names(flags) == ["fees", "hero", "pressure"]
