"""Conditions: place, work from home, contract, level, languages and deadlines in several languages."""

import pytest

from tests.postings.reading import names, terms, texts


def posting(line: str, title: str = "Baker") -> str:
    return f"{title}\nCrumb Ltd\n\nYou will bake bread and cake for our shop.\n\n{line}\n"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Location: Ghent, Belgium", "Ghent, Belgium"),
        ("Standort: Köln", "Köln"),
        ("Arbeitsort: Bad Homburg", "Bad Homburg"),
        ("Lieu : Saint-Étienne", "Saint-Étienne"),
        ("Lieu: Saint-Étienne", "Saint-Étienne"),
        ("Ubicación: Sevilla", "Sevilla"),
        ("Standplaats: 's-Hertogenbosch", "'s-Hertogenbosch"),
        ("You are based in Leeds.", "Leeds"),
        ("The position is located in New York.", "New York"),
        ("You work at our Ghent office in Belgium.", "Belgium"),
    ],
)
def test_a_place_is_found(line: str, place: str) -> None:
    assert place in texts(terms(posting(line)).places)


@pytest.mark.parametrize(
    "line",
    ["You travel to Lisbon twice a year.", "Experience in Java is welcome.", "We were founded in Ghent in 1990."],
)
def test_a_place_of_something_else_is_not_the_place_of_work(line: str) -> None:
    assert texts(terms(posting(line)).places) == []


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("This job is fully remote.", "remote"),
        ("100% Homeoffice möglich.", "remote"),
        ("Remote-first company.", "remote"),
        ("We work hybrid: three days in the office.", "hybrid"),
        ("Zwei Tage Homeoffice pro Woche.", "hybrid"),
        ("Télétravail deux jours par semaine.", "hybrid"),
        ("Dos días de teletrabajo.", "hybrid"),
        ("Thuiswerken is mogelijk.", "hybrid"),
        ("Remote work is not possible.", "office"),
        ("Kein Homeoffice.", "office"),
        ("Pas de télétravail.", "office"),
        ("The work is on-site.", "office"),
        ("You manage remote teams.", None),
        ("You give remote support to customers.", None),
        ("You bake.", None),
    ],
)
def test_work_from_home(line: str, way: str | None) -> None:
    remote = terms(posting(line)).remote
    assert (remote.name if remote else None) == way
    assert remote is None or remote.quote == line


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Full-time, permanent contract.", ["full_time", "permanent"]),
        ("Employment type: full-time, temporary", ["full_time"]),
        ("Unbefristeter Vertrag in Teilzeit.", ["part_time", "permanent"]),
        ("Die Stelle ist auf zwei Jahre befristet.", ["fixed_term"]),
        ("CDI à temps plein.", ["full_time", "permanent"]),
        ("CDD de six mois.", ["fixed_term"]),
        ("Contrato indefinido a jornada completa.", ["full_time", "permanent"]),
        ("Contract voor onbepaalde tijd.", ["permanent"]),
        ("Contract voor bepaalde tijd.", ["fixed_term"]),
        ("A paid internship.", ["internship"]),
        ("You work freelance.", ["freelance"]),
        ("No freelancers, please.", []),
        ("You supervise freelancers.", []),
        ("You bake.", []),
    ],
)
def test_kinds_of_employment(line: str, kinds: list[str]) -> None:
    assert names(terms(posting(line)).employment) == kinds


@pytest.mark.parametrize(
    ("title", "line", "level"),
    [
        ("Senior Baker", "", "senior"),
        ("Head of Bread", "", "lead"),
        ("Junior Baker", "", "junior"),
        ("Baking Apprentice", "", "student"),
        ("Baker", "No previous experience needed.", "junior"),
        ("Baker", "You work with senior bakers.", None),
    ],
)
def test_the_level_is_that_of_the_job(title: str, line: str, level: str | None) -> None:
    found = terms(posting(line, title)).seniority
    assert (found.name if found else None) == level


@pytest.mark.parametrize(
    ("line", "written", "day"),
    [
        ("Apply by 30 June 2027.", "30 June 2027", "2027-06-30"),
        ("Apply by 30 June.", "30 June", ""),
        ("Closing date: 1st March 2027", "1st March 2027", "2027-03-01"),
        ("Applications close on March 5, 2027.", "March 5, 2027", "2027-03-05"),
        ("Apply by: 2027-03-31", "2027-03-31", "2027-03-31"),
        ("Apply by 03/04/2027", "03/04/2027", ""),
        ("Apply by 25/04/2027", "25/04/2027", "2027-04-25"),
        ("Bewerbungsschluss: 03.04.2027", "03.04.2027", "2027-04-03"),
        ("Bitte bewerben Sie sich bis zum 15. März 2027.", "15. März 2027", "2027-03-15"),
        ("Envoyez votre candidature avant le 5 avril 2027.", "5 avril 2027", "2027-04-05"),
        ("Plazo: 15 de marzo de 2027", "15 de marzo de 2027", "2027-03-15"),
        ("Solliciteer voor 3 mei 2027.", "3 mei 2027", "2027-05-03"),
        ("Apply by 31 February 2027.", "31 February 2027", ""),
    ],
)
def test_a_deadline_is_read_and_nothing_is_guessed(line: str, written: str, day: str) -> None:
    deadline = terms(posting(line)).deadline
    assert deadline is not None
    assert (deadline.as_written, deadline.day) == (written, day)


@pytest.mark.parametrize(
    "line", ["We were founded on 3 May 1990.", "You start on 1 March 2027.", "Posted: 2027-01-01", "24/7"]
)
def test_another_day_is_no_deadline(line: str) -> None:
    assert terms(posting(line)).deadline is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You will bake bread with our team and clean the oven at the end of your shift.", "en"),
        ("Wir suchen dich für unsere Backstube und du backst mit uns das Brot von morgen.", "de"),
        ("Vous préparez le pain avec une équipe de dix personnes dans un atelier pour nous.", "fr"),
        ("Buscamos un panadero para la tienda con experiencia en el oficio y una sonrisa.", "es"),
        ("Je bakt het brood met ons team en je bent op tijd voor de klanten van de winkel.", "nl"),
        ("Procuramos um padeiro para a loja com experiência e uma vontade que não acaba. Você é.", "pt"),
        (
            "Cerchiamo un panettiere per il nostro negozio, che sono del mestiere di pane e della pasta.",
            "it",
        ),
        (
            "Szukamy piekarza do pracy w naszej firmie na stałe oraz od zaraz i jest to dla nas.",
            "pl",
        ),
        ("Vi söker en bagare som är noggrann och som vill jobba med oss för att baka bröd på natten.", "sv"),
        ("Ищем пекаря в нашу пекарню, опыт работы от двух лет.", "a language in Cyrillic script"),
        ("パン職人を募集しています。経験者優遇。", "Japanese"),
        ("面包师招聘 经验两年以上 工作地点上海", "Chinese"),
        ("Brot", ""),
    ],
)
def test_the_language_of_a_posting(text: str, language: str) -> None:
    assert terms(text).language == language
