"""Forms that positions and organisations are known by beside their words: ranks, endings, legal forms, addresses."""

import re

AGENTS = (
    "er",
    "or",
    "ist",
    "eur",
    "euse",
    "rice",
    "ista",
    "dor",
    "dora",
    "ian",
    "iker",
    "erin",
    "orin",
    "istin",
    "ant",
    "eiro",
    "eira",
)
LEGAL_FORM = re.compile(
    r"(?:^|[\s,])(?:a\. s|s\. ?r\. ?o|s\. p|z\. s|d\. o\. o|"
    r"inc|llc|llp|l\.l\.c|ltd|limited|gmbh|mbh|ag|kg|ohg|gbr|e\.\s?k|e\.\s?v|se|plc|corp|co|bv|b\.v|nv|"
    r"n\.v|v\.o\.f|"
    r"s\.a\.?s?|s\.l\.?u?|sarl|sas|srl|s\.r\.l|spa|s\.p\.a|ltda|lda|pty|pte|pvt|oy|oyj|ab|as|a/s|aps|sp\. z o\.o|"
    r"s\.c|k\.k|"
    r"kft|d\.o\.o|a\.?o\.?r|lp|pt|cv|cc|ооо|зао|оао|ао)\.?(?=$|[\s,)])|株式会社|有限公司|公司|주식회사|\(주\)|شركة"
)
SELF_EMPLOYED = re.compile(
    r"(?:self[- ]employed|freelance$|freelancing|selbststandig|freiberuflich|independant$|autoentrepreneur|por "
    r"cuenta propia|"
    r"autonomo$|zelfstandig|autonomo$|trabalhador independente|various (?:clients|employers|companies)|diverse |"
    r"private (?:clients|practice))"
)
DOMAIN = re.compile(r"\w\.(?:com|org|net|io|de|fr|nl|es|pt|it|co|ai|uk|eu)\b")
NO_NAMES = frozenset(
    (
        "II",
        "III",
        "IV",
        "IT",
        "HR",
        "UX",
        "UI",
        "QA",
        "SAP",
        "AI",
        "ML",
        "PR",
        "CEO",
        "CTO",
        "CFO",
        "COO",
        "VP",
        "R&D",
        "GP",
        "RN",
        "HCA",
        "TA",
        "SEN",
        "PA",
        "EA",
        "PM",
        "DBA",
        "SRE",
        "BI",
    )
)
# Endings of women's titles and what men's have in their place.
FEMININE = (
    ("in", ""),
    ("euse", "eur"),
    ("trice", "teur"),
    ("iere", "ier"),
    ("ienne", "ien"),
    ("a", "o"),
    ("a", ""),
    ("e", ""),
)
SAINTS = ("saint-", "sainte-", "st-", "ste-", "san-", "santa-", "sankt-", "sint-", "sao-")
GENDERS = re.compile(r"\((?:m/w/d|w/m/d|m/w|m/f/d|m/v|v/m|f/m/d|h/f|f/h|m/f|gn|d/m/w|all genders)\)|\b[hm]/f\b")
RANKS = frozenset(("senior", "junior", "sr", "jr", "lead", "chief", "deputy", "vice", "undergraduate", "graduate"))
