"""Months, "present" and the small words around dates, by language, and one date in each notation."""

from benchmarks.reading.person import Person

NOTATIONS = (
    "month_year_long",
    "month_year_short",
    "month_dot",
    "numeric_slash",
    "numeric_dot",
    "numeric_short",
    "iso",
    "year_only",
    "year_short",
    "from_to",
    "since",
    "month_comma",
    "day_long",
)


def _words(text: str) -> list[str]:
    return text.split()


MONTHS = {
    "en": _words("January February March April May June July August September October November December"),
    "de": _words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "fr": _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    "nl": _words("januari februari maart april mei juni juli augustus september oktober november december"),
    "pt": _words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
}
SHORT_MONTHS = {
    "en": _words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "de": _words("Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"),
    "fr": _words("janv févr mars avr mai juin juil août sept oct nov déc"),
    "es": _words("ene feb mar abr may jun jul ago sep oct nov dic"),
    "nl": _words("jan feb mrt apr mei jun jul aug sep okt nov dec"),
    "pt": _words("jan fev mar abr mai jun jul ago set out nov dez"),
}
PRESENT = {
    "en": ("Present", "present", "Current", "Now", "today"),
    "de": ("heute", "Heute", "jetzt", "aktuell"),
    "fr": ("aujourd'hui", "présent", "Aujourd'hui", "ce jour"),
    "es": ("actualidad", "Actualidad", "presente", "hoy"),
    "nl": ("heden", "Heden", "nu"),
    "pt": ("atual", "presente", "Atual", "atualmente"),
}
SINCE = {
    "en": ("since", "Since"),
    "de": ("seit", "Seit"),
    "fr": ("depuis", "Depuis"),
    "es": ("desde", "Desde"),
    "nl": ("sinds", "Sinds"),
    "pt": ("desde", "Desde"),
}
FROM_TO = {
    "en": (("from", "to"), ("From", "to"), ("from", "until")),
    "de": (("von", "bis"), ("Von", "bis")),
    "fr": (("de", "à"), ("De", "à")),
    "es": (("de", "a"), ("desde", "hasta"), ("Desde", "hasta")),
    "nl": (("van", "tot"), ("Van", "tot en met")),
    "pt": (("de", "a"), ("de", "até"), ("De", "a")),
}
IN_A_FIELD = {"en": "in", "de": "in", "fr": "en", "es": "en", "nl": "in", "pt": "em"}


def date(person: Person, iso: str) -> str:
    """One ISO date in the person's notation, no less precise than it is."""
    year, month, day = (int(part) if part else 0 for part in [*iso.split("-"), "", ""][:3])
    if not month:
        return str(year)
    if day:
        return _with_day(person, year, month, day)
    numeric = {
        "numeric_slash": f"{month:02}/{year}",
        "numeric_dot": f"{month:02}.{year}",
        "numeric_short": f"{month:02}/{year % 100:02}",
        "iso": f"{year}-{month:02}",
    }
    notation = (
        person.choice("since", "month_year_long", "numeric_slash") if person.notation == "since" else person.notation
    )
    return numeric.get(notation) or _with_month_name(person, year, month, notation)


def present(person: Person) -> str:
    """The person's word for an entry that lasts."""
    return person.choice("present", *PRESENT[person.language])


def since(person: Person) -> str:
    """The person's word before the start of an entry that lasts."""
    return person.choice("since word", *SINCE[person.language])


def dash(person: Person) -> str:
    """What stands between two dates."""
    if person.notation in {"numeric_short", "year_short"}:
        return "–"
    if person.notation == "month_comma":
        return " - "
    return person.choice("dash", " – ", " – ", " - ", " — ", "–")


def from_to(person: Person, first: str, last: str) -> str:
    """Two dates with the words of the language around them."""
    start, end = person.choice("from to", *FROM_TO[person.language])
    if person.language == "fr" and first[0] in "aoAO":
        return f"{start[0]}'{first} {end} {last}"
    article = "la " if person.language == "es" and last == "actualidad" else ""
    return f"{start} {first} {end} {article}{last}"


def _with_month_name(person: Person, year: int, month: int, notation: str) -> str:
    full, short = MONTHS[person.language][month - 1], SHORT_MONTHS[person.language][month - 1]
    if notation == "month_year_short":
        return f"{_cased(person, short)} {year}"
    if notation == "month_dot":
        return f"{_cased(person, short)}{'' if short == full else '.'} {year}"
    if notation == "month_comma":
        return f"{_cased(person, full)}, {year}"
    if person.language in {"es", "pt"} and person.choice("de", True, False):
        return f"{full} de {year}"
    return f"{_cased(person, full)} {year}"


def _with_day(person: Person, year: int, month: int, day: int) -> str:
    if person.notation == "iso":
        return f"{year}-{month:02}-{day:02}"
    if person.notation in {"numeric_dot", "numeric_slash", "numeric_short"}:
        return f"{day:02}.{month:02}.{year}"
    full = MONTHS[person.language][month - 1]
    match person.language:
        case "de":
            return f"{day}. {full} {year}"
        case "es" | "pt":
            return f"{day} de {full} de {year}"
        case "fr":
            return f"{'1er' if day == 1 else day} {full} {year}"
        case _:
            return f"{day} {full} {year}"


def _cased(person: Person, month: str) -> str:
    """At the start of a line many write the month with a capital where the language has none."""
    return month.capitalize() if person.choice("month case", True, False) else month
