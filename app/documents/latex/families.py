"""Commands of well-known résumé classes, which the résumé's own file does not define.

Each is written as a definition in terms of plain LaTeX and three internal commands: `\\@entry` starts an entry,
`\\@role{name}{text}` prints `text` in the role `name`, and `\\@row{label}{text}` is one labelled row. A name that
two classes share with different arguments has one definition for each number of arguments.

Sources: the manuals and examples of moderncv, Awesome-CV, AltaCV, Deedy-Resume, friggeri-cv, twentysecondcv,
resume.cls (Trey Hunner), res.cls, europecv and CurVe.
"""

from functools import cache
from typing import Final

from app.documents.latex.definitions import Definition, Parameter
from app.documents.latex.tokens import TokenList

ROLES: Final = (
    "", "date", "title", "organization", "location", "score", "body", "label", "text", "name", "email", "phone",
    "url", "tagline", "summary", "github", "linkedin", "gitlab", "twitter", "orcid", "stackoverflow", "meta",
    "xing", "researchgate", "googlescholar", "mastodon", "skype", "kaggle", "medium",
)  # fmt: skip
ROLE_NUMBERS: Final = {name: number for number, name in enumerate(ROLES)}
PROFILES: Final = {
    "github": ("GitHub", "https://github.com/"), "linkedin": ("LinkedIn", "https://www.linkedin.com/in/"),
    "gitlab": ("GitLab", "https://gitlab.com/"), "twitter": ("Twitter", "https://twitter.com/"),
    "orcid": ("ORCID", "https://orcid.org/"), "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/"),
    "xing": ("Xing", "https://www.xing.com/profile/"), "researchgate": ("ResearchGate", ""),
    "googlescholar": ("Google Scholar", ""), "mastodon": ("Mastodon", ""), "skype": ("Skype", ""),
    "kaggle": ("Kaggle", "https://www.kaggle.com/"), "medium": ("Medium", "https://medium.com/@"),
}  # fmt: skip


def _roles(*names: str) -> str:
    return "".join(f"\\@role{{{name}}}{{#{number}}}" for number, name in enumerate(names, start=1))


def _entry(*names: str) -> str:
    return "\\@entry" + _roles(*names)


_COMMANDS: Final[dict[str, dict[int, str]]] = {
    "cventry": {
        4: _entry("title", "organization", "location", "date"),
        5: _entry("title", "organization", "location", "date", "body"),
        6: _entry("date", "title", "organization", "location", "score", "body"),
    },
    "cvsubentry": {4: _entry("title", "organization", "date", "body")},
    "cvevent": {4: _entry("title", "organization", "date", "location"), 3: _entry("title", "organization", "date")},
    "cvhonor": {4: _entry("title", "organization", "location", "date")},
    "cvachievement": {3: "\\@entry\\@role{title}{#2}\\@role{body}{#3}"},
    "cvskill": {2: "\\@row{#1}{#2}"},
    "cvitem": {2: "\\@row{#1}{#2}"},
    "cvline": {2: "\\@row{#1}{#2}"},
    "cvlanguage": {3: "\\@row{#1}{#2}"},
    "cvitemwithcomment": {3: "\\@row{#1}{#2}"},
    "cvdoubleitem": {4: "\\@row{#1}{#2}\\@row{#3}{#4}"},
    "cvcomputer": {4: "\\@row{#1}{#2}\\@row{#3}{#4}"},
    "cvlistitem": {1: "\\item #1"},
    "cvlistdoubleitem": {2: "\\item #1\\item #2"},
    "cvcolumn": {2: "\\@row{#1}{#2}"},
    "cvtag": {1: "\\item #1"},
    "entry": {4: _entry("date", "title", "location", "body")},
    "header": {3: "\\@role{name}{#1 #2}\\@role{tagline}{#3}"},
    "twentyitem": {4: _entry("date", "title", "location", "body")},
    "twentyitemshort": {2: _entry("date", "title")},
    "runsubsection": {1: _entry("organization")},
    "descript": {1: "\\@role{title}{#1}"},
    "location": {1: "\\@role{meta}{#1}"},
    "employer": {1: "\\@entry\\@role{organization}{#1}"},
    "dates": {1: "\\@role{date}{#1}"},
    "ecvitem": {2: "\\@row{#1}{#2}"},
    "ecvtitle": {2: _entry("date", "title")},
    "name": {1: "\\@role{name}{#1}", 2: "\\@role{name}{#1 #2}"},
    "firstname": {1: "\\@role{name}{#1}"},
    "lastname": {1: "\\@role{name}{#1}"},
    "familyname": {1: "\\@role{name}{#1}"},
    "ecvname": {1: "\\@role{name}{#1}"},
    "author": {1: "\\@role{name}{#1}"},
    "cvname": {1: "\\@role{name}{#1}"},
    "title": {1: "\\@role{tagline}{#1}"},
    "tagline": {1: "\\@role{tagline}{#1}"},
    "position": {1: "\\@role{tagline}{#1}"},
    "jobtitle": {1: "\\@role{tagline}{#1}"},
    "cvjobtitle": {1: "\\@role{tagline}{#1}"},
    "personalinfo": {1: "#1"},
    "email": {1: "\\@role{email}{#1}"},
    "mail": {1: "\\@role{email}{#1}"},
    "cvmail": {1: "\\@role{email}{#1}"},
    "ecvemail": {1: "\\@role{email}{#1}"},
    "mobile": {1: "\\@role{phone}{#1}"},
    "telephone": {1: "\\@role{phone}{#1}"},
    "ecvtelephone": {1: "\\@role{phone}{#1}"},
    "ecvmobile": {1: "\\@role{phone}{#1}"},
    "cvnumberphone": {1: "\\@role{phone}{#1}"},
    "homepage": {1: "\\@role{url}{#1}"},
    "website": {1: "\\@role{url}{#1}"},
    "cvsite": {1: "\\@role{url}{#1}"},
    "address": {
        1: "\\@role{location}{#1}",
        2: "\\@role{location}{#1, #2}",
        3: "\\@role{location}{#1, #2, #3}",
    },
    "mailaddress": {1: "\\@role{location}{#1}"},
    "ecvaddress": {1: "\\@role{location}{#1}"},
    "cvaddress": {1: "\\@role{location}{#1}"},
    "extrainfo": {1: "\\@role{meta}{#1}"},
    "quote": {1: "\\@role{summary}{#1}"},
} | {network: {1: f"\\@role{{{network}}}{{#1}}"} for network in PROFILES}  # fmt: skip
KEPT: Final = frozenset({"item", "section", "runsubsection", "descript"})
"""Names that mean the same in every document, also in one that redefines how they look."""

_WITH_OPTION: Final = {"phone": "\\@role{phone}{#2}", "social": "\\@role{#1}{#2}"}
_ENVIRONMENTS: Final = {
    "rSection": (1, "\\section{#1}", ""),
    "rubric": (1, "\\section{#1}", ""),
    "cvsection": (1, "\\section{#1}", ""),
    "rSubsection": (
        4,
        "\\@entry\\@role{organization}{#1}\\@role{date}{#2}\\@role{title}{#3}\\@role{location}{#4}\\begin{list}{}{}",
        "\\end{list}",
    ),
}
PERSONAL: Final = frozenset(
    name
    for name, versions in _COMMANDS.items()
    for body in versions.values()
    if body.startswith("\\@role") and name not in {"descript", "dates"}
) | frozenset({"phone", "social"})


@cache
def family_command(name: str, groups: int) -> Definition | None:
    """The definition of `\\name` in a known class, when `groups` braced arguments follow it; None if unknown."""
    if name in _WITH_OPTION and groups:
        return Definition((Parameter("o"), Parameter("m")), TokenList(_WITH_OPTION[name]))
    fitting = [count for count in _COMMANDS.get(name, {}) if count <= groups]
    if not fitting:
        return None
    count = max(fitting)
    return Definition((Parameter("m"),) * count, TokenList(_COMMANDS[name][count]))


@cache
def family_environment(name: str) -> Definition | None:
    """The definition of the environment `name` in a known class; None if unknown."""
    if name not in _ENVIRONMENTS:
        return None
    count, body, ending = _ENVIRONMENTS[name]
    return Definition((Parameter("m"),) * count, TokenList(body), TokenList(ending))
