"""What the arguments of templates are called."""

import re
from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES: Final = _names(
    "title role position job what job-title jobtitle name activity degree project award certificate certification "
    "heading studies study main top-left left event"
)
OWNERS: Final = _names(
    "company employer organisation organization society institution school university at issuer awarder from firm org "
    "client publisher venue subtitle area major field bottom-left awarded-by provider"
)
DATES: Final = _names(
    "date dates when period duration time year years timeframe time-frame daterange date-range timespan top-right right"
)
STARTS: Final = _names("start start-date startdate from-date begin start-time")
ENDS: Final = _names("end end-date enddate to to-date until finish end-time")
PLACES: Final = _names("location place where city country region address bottom-right")
LINKS: Final = _names("url link href website repo repository title-link project-url doi github")
LISTS: Final = _names("highlights bullets items details responsibilities achievements tasks points description")
LABELS: Final = _names("type label category skill group kind language")
INFOS: Final = _names("info items value values skills list text content level keywords entries fluency")
SETTINGS: Final = re.compile(
    r"(?:colou?r|fill|stroke|font|size|weight|style|paper|margin|lang|theme|image|logo|photo|picture|icon|path|width|"
    r"height|gutter|inset|radius|spacing|leading|align\w*|format|numbering|variant|mode|layout|columns?|show\w*|"
    r"display\w*)(?:-.*)?|.*-(?:colou?r|font|size|weight|style|icon|width|height|path|spacing|align\w*|format|margin)"
)
ICON: Final = re.compile(r"fa(?:-.*|Icon|icon)|.*icon.*|.*logo|ai-.*|octique.*|.*-img", re.IGNORECASE)
DIVIDER: Final = re.compile(r".*(?:bar|sep|separator|divider|dot|pipe|hfill|spacer)", re.IGNORECASE)
SECTION: Final = re.compile(r".*(?:section|heading|title|header|chapter|part)", re.IGNORECASE)
LABELLED: Final = re.compile(r".*(?:skill|language|interest|tool|tech).*", re.IGNORECASE)
ONE_LINE: Final = re.compile(r".*(?:honou?r|award|certif|publication|skill|language|gpa|interest).*", re.IGNORECASE)

NAMES: Final = _names("name author fullname full-name author-name candidate")
FIRST_NAMES: Final = _names("firstname first-name given-name forename")
LAST_NAMES: Final = _names("lastname last-name surname family-name")
HEADLINES: Final = _names(
    "title position positions role job label headline subtitle profession occupation tagline job-title short-title"
)
REACH: Final = _names(
    "email e-mail mail phone tel telephone mobile phone-number contacts contact links socials github linkedin gitlab"
)
PERSONAL: Final = _names("author info personal personal-info contact contacts basics details profile links socials")
SCHEMES: Final = {
    **dict.fromkeys(("email", "e-mail", "mail"), "mailto:"),
    **dict.fromkeys(("phone", "tel", "telephone", "mobile", "phone-number"), "tel:"),
}
HOMES: Final = _names("location address city place region country residence")
SUMMARIES: Final = _names("summary about profile objective bio abstract statement")
SITES: Final = _names("website site homepage personal-site url web blog portfolio personal-website")
HEAD_SETTINGS: Final = re.compile(
    r".*(?:colou?r|font|paper|size|margin|lang|language|theme|style|picture|photo|image|icon|path|position|align\w*|"
    r"format|spacing|leading|weight|header|footer|date|keywords|layout|ratio|numbering)s?|show-.*|display-.*|"
    r"non-latin.*"
)
HOSTS: Final = {
    "github": "github.com/",
    "gitlab": "gitlab.com/",
    "linkedin": "linkedin.com/in/",
    "twitter": "twitter.com/",
    "x": "x.com/",
    "orcid": "orcid.org/",
    "bitbucket": "bitbucket.org/",
    "kaggle": "kaggle.com/",
    "scholar": "scholar.google.com/citations?user=",
    "google-scholar": "scholar.google.com/citations?user=",
    "stackoverflow": "stackoverflow.com/users/",
    "xing": "xing.com/profile/",
    "medium": "medium.com/@",
    "youtube": "youtube.com/@",
    "instagram": "instagram.com/",
    "behance": "behance.net/",
    "dribbble": "dribbble.com/",
    "codeberg": "codeberg.org/",
    "researchgate": "researchgate.net/profile/",
}
