"""Pay as people of several countries write it, and money that is not pay."""

import pytest

from tests.postings.reading import pay_of, terms


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("Salary: £38,000 - £42,500 per annum", 38_000, 42_500, "GBP", "year"),
        ("Salary £25k–£28k", 25_000, 28_000, "GBP", "year"),
        ("We offer 55-65k € a year.", 55_000, 65_000, "EUR", "year"),
        ("Gehalt: 60-70.000 € im Jahr", 60_000, 70_000, "EUR", "year"),
        ("Gehalt ab 3.200 € brutto im Monat", 3_200, None, "EUR", "month"),
        ("Jahresgehalt zwischen 48.000 und 56.000 EUR", 48_000, 56_000, "EUR", "year"),
        ("Stundenlohn 14,50 € plus Zuschläge", 14.5, 14.5, "EUR", "hour"),
        ("Salaire : 2 100 à 2 300 € brut par mois", 2_100, 2_300, "EUR", "month"),
        ("Rémunération de 38 à 42 K€ annuel", 38_000, 42_000, "EUR", "year"),
        ("Sueldo entre 1.500 y 1.800 € brutos al mes", 1_500, 1_800, "EUR", "month"),
        ("Salaris tot € 3.100 bruto per maand", None, 3_100, "EUR", "month"),
        ("Salário de 1.200 € por mês", 1_200, 1_200, "EUR", "month"),
        ("Pay: $22.50/hr", 22.5, 22.5, "$", "hour"),
        ("Up to £14.50 per hour", None, 14.5, "GBP", "hour"),
        ("Day rate of £450", 450, 450, "GBP", "day"),
        ("Compensation: USD 120,000 to 150,000", 120_000, 150_000, "USD", "year"),
        ("US$120k salary", 120_000, 120_000, "USD", "year"),
        ("Salary: CHF 95'000 per year", 95_000, 95_000, "CHF", "year"),
        ("Wynagrodzenie? Salary 9 000 - 12 000 PLN per month", 9_000, 12_000, "PLN", "month"),
        ("A salary of 30,000 euros a year", 30_000, 30_000, "EUR", "year"),
        ("Salary: EUR 30,000 to 40,000 per year", 30_000, 40_000, "EUR", "year"),
        ("Salary: GBP 12.50 per hour", 12.5, 12.5, "GBP", "hour"),
    ],
)
def test_a_figure_is_read_as_it_is_written(
    text: str, low: float | None, high: float | None, currency: str, period: str
) -> None:
    pay = pay_of(f"Baker\nCrumb Ltd\n\nYou bake.\n\n{text}\n")
    assert (pay.low, pay.high, pay.currency, pay.period) == (low, high, currency, period)
    assert pay.as_written in text
    assert pay.quote in text or text in pay.quote


@pytest.mark.parametrize(
    "text",
    [
        "We raised $20M in a Series B.",
        "You manage a budget of £3,000,000.",
        "A training budget of EUR 2,500 a year.",
        "A joining bonus of £2,000.",
        "Bonus of up to £5,000 a year.",
        "Customers pay €49 a month.",
        "We offer a 401(k) and 25 days of leave.",
        "Revenue grew to €1.2 billion.",
        "Umsatz von 80.000 € im Monat",
        "Our 600-bed hospital treats 40,000 patients.",
        "Founded 2015, 120 people.",
        "Referral reward: £500.",
        "A £50 voucher a month.",
    ],
)
def test_money_that_is_not_pay_is_not_taken_for_it(text: str) -> None:
    assert terms(f"Baker\nCrumb Ltd\n\nYou bake.\n\n{text}\n").pay is None


def test_the_pay_is_told_from_the_budget_beside_it() -> None:
    pay = pay_of("Baker\n\nWhat we offer\nEUR 30,000 to 35,000, a training budget of EUR 2,500 and bread.")
    assert (pay.low, pay.high) == (30_000, 35_000)


@pytest.mark.parametrize(
    ("text", "yearly", "basis"),
    [
        ("£12 an hour, 37.5 hours a week", 23_400, "37.5 hours a week, 52 weeks a year"),
        ("£12 an hour", 24_960, "40 hours a week, 52 weeks a year"),
        ("€2,500 per month", 30_000, "12 months a year"),
        ("£600 a week", 31_200, "52 weeks a year"),
        ("Salary £30,000 a year", 30_000, ""),
        ("Salary of £30,000", 30_000, "the posting names no period; so large a figure is a year's"),
    ],
)
def test_a_years_pay_says_how_it_was_reached(text: str, yearly: int, basis: str) -> None:
    pay = pay_of(f"Baker\n\nYou bake.\n\n{text}.")
    assert (pay.yearly_low, pay.basis) == (yearly, basis)


def test_a_period_that_is_not_written_is_not_made_up() -> None:
    pay = pay_of("Bakker\n\nWat bieden wij\n- een salaris van € 2.600")
    assert (pay.period, pay.yearly_low, pay.basis) == ("", None, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Competitive salary and pension", "vague"),
        ("Salary: negotiable", "vague"),
        ("Attraktives Gehalt", "vague"),
        ("Salaire selon profil", "vague"),
        ("Marktconform salaris", "vague"),
        ("Gehalt nach TVöD", "scale"),
        ("Salario según convenio", "scale"),
        ("Salaris volgens CAO", "scale"),
        ("Pay: Agenda for Change, Band 6", "scale"),
    ],
)
def test_pay_without_a_figure_keeps_its_words(text: str, words: str) -> None:
    pay = pay_of(f"Baker\n\nYou bake.\n\nBenefits\n- {text}\n")
    assert (pay.words, pay.low, pay.high) == (words, None, None)
    assert text.endswith(pay.as_written)
