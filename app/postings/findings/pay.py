"""What a posting says it pays."""

import re
from collections.abc import Sequence
from itertools import islice

from app.postings.analysis import Pay, Period
from app.postings.findings.money import Amount, amounts_in
from app.postings.findings.passages import Passage

_CUE = re.compile(
    r"salar|\bpay\b|\bpaid\b|\bpays\b|wage|compensation|remunera|\bearn|\brate\b|\bote\b|gehalt|\blohn|vergut|verdien|"
    r"entgelt|salair|retrib|sueldo|loon\b|belon|brutto?\b|\bbrut\b|gross\b|vencimento|ordenado|we offer|you get|"
    r"wir bieten|nous offrons|ofrecemos|wij bieden|oferecemos|package"
)
_OTHER_MONEY = re.compile(
    r"bonus|budget|revenue|turnover|umsatz|chiffre d'affaires|facturacion|omzet|fund|raised|\barr\b|allowance|"
    r"relocation|\bfees?\b|deposit|kaution|referral|voucher|gutschein|stipend|training|weiterbildung|formation|sign-?on|"
    r"signing|joining|pension|transactions|customers|clients|million|billion|\bmio\b|\bmrd\b|\bmln\b|worth|valued|"
    r"portfolio|deals?\b|quota|savings|discount|accounts?\b|orders?\b|kit\b|reward|prize|donat"
)
_CLAUSE = re.compile(r"[;(),.](?=\s|$)|\s(?:plus|and|with|und|sowie|zzgl|inkl|et|y|con|met|en|e|com)\s|\+")
_SCALE = re.compile(
    r"\btvo[de]d?\b|\btv-?l\b|\btv\b|\bavr\b|tarif|segun convenio|convention collective|\bcao\b|agenda for change|"
    r"\bband \d|\bnjc\b|teachers' pay|\bmps\b|\bgs-\d|grille|convencao coletiva|schaal \d|entgeltgruppe"
)
_VAGUE = re.compile(
    r"(?:competitive|attractive|market[- ]rate|generous|negotiable|excellent|good)\s+(?:\w+\s+){0,2}"
    r"(?:salary|pay|wage|compensation|remuneration|package)|(?:salary|pay|compensation)\W+(?:is\s+)?"
    r"(?:negotiable|competitive|depending|commensurate|doe\b|tbd)|"
    r"(?:attraktive|leistungsgerechte|faire|uberdurchschnittliche)\w*\s+(?:\w+\s+)?(?:gehalt|vergutung|bezahlung|entgelt)|"
    r"(?:salaire|remuneration)\s+(?:attracti|competiti|motivant|selon|a negocier)|"
    r"(?:salario|sueldo|retribucion)\s+(?:competitiv|atractiv|a convenir|segun)|"
    r"(?:marktconform|goed|uitstekend|passend)\w*\s+salaris|salaris\s+(?:in overleg|afhankelijk)|"
    r"(?:salario|remuneracao)\s+(?:competitiv|compativel|a combinar)"
)
_OPEN = re.compile(
    r"(?:to be )?(?:negotiable|competitive|doe|tbd|discussed|nach vereinbarung|verhandelbar|vb|"
    r"selon (?:profil|experience)|a negocier|a convenir|in overleg|a combinar)\.?"
)
_HOURS = re.compile(r"(\d{2}(?:[.,]\d{1,2})?)\s*-?\s*(?:hours?|hrs?|h\b|stunden|std|heures|horas|uur|uren)")
_PER_YEAR: dict[str, tuple[float, str]] = {
    "day": (220, "220 working days a year"),
    "week": (52, "52 weeks a year"),
    "month": (12, "12 months a year"),
    "year": (1, ""),
}
_FULL_WEEK = 40.0
_CLAUSE_REACH = 80
_MOST_AMOUNTS = 20
_LEAST_YEARLY, _MOST_YEARLY = 1_000, 2_000_000
_SMALL_COINS = frozenset({"INR", "JPY", "¥", "HUF"})
_CLEARLY_YEARLY = 15_000


def find_pay(passages: Sequence[Passage]) -> Pay | None:
    """The pay that a posting names: figures before words, the employer's offer before other places."""
    hours = weekly_hours(passages)
    found = [
        (passage.part not in ("offer", "head"), passage.start, made)
        for passage in passages
        for amount in islice(amounts_in(passage.folded), _MOST_AMOUNTS)
        if _is_pay(passage, amount) and (made := _pay(passage, amount, hours))
    ]
    if found:
        return min(found, key=lambda item: item[:2])[2]
    return next((made for passage in passages if (made := _in_words(passage))), None)


def weekly_hours(passages: Sequence[Passage]) -> float | None:
    """The hours of a working week, when they are between 8 and 60."""
    for passage in passages:
        for match in _HOURS.finditer(passage.folded):
            hours = float(match[1].replace(",", "."))
            if 8 <= hours <= 60:
                return hours
    return None


def _is_pay(passage: Passage, amount: Amount) -> bool:
    clause_before = _CLAUSE.split(passage.folded[max(0, amount.start - _CLAUSE_REACH) : amount.start])[-1]
    clause_after = _CLAUSE.split(passage.folded[amount.end : amount.end + _CLAUSE_REACH])[0]
    if _OTHER_MONEY.search(clause_before) or _OTHER_MONEY.search(clause_after):
        return False
    return bool(amount.period) or passage.part in ("offer", "head") or bool(_CUE.search(passage.folded))


def _pay(passage: Passage, amount: Amount, hours: float | None) -> Pay | None:
    period, basis = amount.period, ""
    largest = amount.high if amount.high is not None else amount.low or 0.0
    if not period and largest >= _CLEARLY_YEARLY and amount.currency not in _SMALL_COINS:
        period, basis = "year", "the posting names no period; so large a figure is a year's"
    factor, told = _factor(period, hours)
    if factor is not None and amount.currency not in _SMALL_COINS:
        if not _LEAST_YEARLY <= largest * factor <= _MOST_YEARLY:
            return None
    elif largest < 5:
        return None
    yearly = [None if value is None or factor is None else round(value * factor) for value in (amount.low, amount.high)]
    return Pay(
        as_written=passage.text[amount.start : amount.end],
        low=amount.low,
        high=amount.high,
        currency=amount.currency,
        period=period,
        yearly_low=yearly[0],
        yearly_high=yearly[1],
        basis=basis or told,
        quote=passage.text,
        start=passage.start,
        end=passage.end,
    )


def _factor(period: Period, hours: float | None) -> tuple[float | None, str]:
    """How many of a period make a year, and what was taken for granted there."""
    if period == "hour":
        week = hours or _FULL_WEEK
        return week * 52, f"{week:g} hours a week, 52 weeks a year"
    return _PER_YEAR.get(period, (None, ""))


def _in_words(passage: Passage) -> Pay | None:
    under_heading = passage.part == "offer"
    if passage.part == "required" or not (under_heading or _CUE.search(passage.folded)):
        return None
    if _SCALE.search(passage.folded):
        return Pay(as_written=passage.text, words="scale", quote=passage.text, start=passage.start, end=passage.end)
    if _VAGUE.search(passage.folded) or (under_heading and _OPEN.fullmatch(passage.folded)):
        return Pay(as_written=passage.text, words="vague", quote=passage.text, start=passage.start, end=passage.end)
    return None
