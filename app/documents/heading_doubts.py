"""Headings whose words do not say alone what they open, folded, in the six languages of `heading_phrases`.

"Commissions" are a painter's works and a translator's clients, "Training" is a school, a post or a course. The words
suggest a kind; the content of the section decides between it and the others that stand here.
"""

import re

# Which, and how far: "Recent assignments", "Selected engagements", "Loopbaan tot nu toe".
SELECTING = re.compile(
    r"^(?:(?:a |the |an |die |der |das |les? |la |las |los |el |de |het |os? |as? )?"
    r"(?:selected|selection of|recent|key|relevant|main|principal|past|previous|earlier|former|current|notable|major|"
    r"some|more|most recent|significant|representative|latest|all|full|complete|brief|short|"
    r"ausgewahlte[rns]?|auswahl|wichtige|wichtigste|bisherige|aktuelle|fruhere|letzte|relevante|einige|"
    r"principaux|principales?|derniers|dernieres|recents|recentes|choix de|selection de|quelques|anciens|"
    r"ultimos|ultimas|seleccion de|destacad[oa]s|anteriores|algun[oa]s|"
    r"belangrijkste|recente|laatste|geselecteerde|eerdere|vorige|enkele|"
    r"ultimos|selecao de|alguns|algumas) )+"
)
TRAILING = re.compile(
    r"[ ,:|–—-]+(?:so far|to date|until now|at a glance|in brief|in short|in detail|and more|and others?|and so on|"
    r"timeline|summary|selection|selected|history|overview|etc|held|attended|completed|"
    r"bisher|bis heute|in kurze|im uberblick|auswahl|ubersicht|im einzelnen|und mehr|"
    r"jusqu'a present|a ce jour|en bref|selection|choisis|recents?|recentes|"
    r"hasta hoy|hasta la fecha|en breve|seleccion|recientes|destacad[oa]s|realizad[oa]s|"
    r"tot nu toe|tot heden|in het kort|selectie|"
    r"ate hoje|ate agora|em resumo|selecao|realizad[oa]s|selecionad[oa]s)$"
)
# By the kind that the words suggest ("" for any): words, and the other kinds that they may open.
_DOUBTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("projects", r"", ("work",)),
    (
        "work",
        (
            r"\b(?:works?|productions?|commissions?|engagements?|assignments?|missions?|credits|gigs|contracts?|clients?|"
            r"opdrachten|auftrage|einsatze|engagements|encargos|obras?|travaux|chantiers|arbeiten|werke?|trabalhos|"
            r"trabajos|ventures|case ?load|cases|mandat\w*)\b"
        ),
        ("projects", "volunteer", "publications"),
    ),
    (
        "work",
        (
            r"\b(?:teaching|enseignements?|docencia|lehre|lehrtatigkeit\w*|unterricht\w*|onderwijs|lectures?|tutoring|"
            r"lectureships|coaching)\b"
        ),
        ("volunteer", "education", "other"),
    ),
    (
        "work",
        (
            r"\b(?:werdegang|parcours|career|carriere|path|journey|weg|trayectoria|trajetoria|percurso|loopbaan|route|"
            r"recorrido|camino|caminho|background|chapters|milestones|timeline|stationen|trajectoire|trajet|itineraire|"
            r"vita|highlights)\b"
        ),
        ("education", "summary"),
    ),
    (
        "",
        (
            r"\b(?:trainings?|formations?|formacion|formacao|opleiding\w*|ausbildung|apprenticeships?|placements?|"
            r"rotations|internships?|stages?|praktika|residenc(?:y|ies)|traineeships?|articles|pupillage|practicum|"
            r"praktikum|practicas|estagios|co-ops?|lehre|lehrjahre|lehrzeit|study|studies|etudes|estudios|estudos)\b"
        ),
        ("education", "work", "certificates"),
    ),
    (
        "",
        (
            r"\b(?:qualifications?|qualifikationen|credentials|courses?|coursework|kurse|cours|cursos?|cursussen|"
            r"cursillos|professional development|weiterbildung\w*|fortbildung\w*|titres?|titulos|titels|diplom\w*|"
            r"brevets|titulacion\w*|bijscholing|nascholing|papers|papiere|papieren|tickets|licen[cs]es|admissions?|"
            r"registrations?|exam(?:s|ination)?s?|prufungen)\b"
        ),
        ("certificates", "education", "skills"),
    ),
    (
        "volunteer",
        (
            r"\b(?:leadership|service|involvement|engagements?|associations?|affiliations?|also|outreach|community|"
            r"associatif|verein\w*|gemeinde)\b"
        ),
        ("work", "interests", "awards"),
    ),
    (
        "volunteer",
        (
            r"\b(?:member ?ships?|boards?|committees?|councils?|nevenfuncties|nevenactiviteiten|mitgliedschaften|"
            r"gremien|lidmaatschappen|bestuursfuncties|adhesions|membresias|filiacoes|amter|mandate|offices)\b"
        ),
        ("other",),
    ),
    (
        "",
        (
            r"\b(?:activit\w+|aktivitaten|actividades|activiteiten|atividades|outside|beyond|ashore|extra\w*|community|"
            r"leisure|freizeit|private?s?|engagement\w*)\b"
        ),
        ("interests", "volunteer", "awards"),
    ),
    (
        "awards",
        r"\b(?:achievements?|accomplishments|highlights|erfolge|logros|recognition|milestones)\b",
        ("work",),
    ),
    ("languages", r"\b(?:languages|sprachen|langues|idiomas|lenguas|talen|linguas)\b", ("skills",)),
    (
        "skills",
        (
            r"\b(?:summary|profile|strengths|expertise|highlights|knowledge|specialt\w+|schwerpunkte|methods|languages|"
            r"software|equipment|instruments|trade|handwerk|craft)\b"
        ),
        ("summary", "languages", "certificates", "work"),
    ),
    ("interests", r"\b(?:activit\w+|passions?|pursuits?|besides|outside|beyond)\b", ("volunteer", "projects")),
    (
        "publications",
        r"\b(?:talks?|books|texts?|texte|textes|recordings|releases|scores|works?)\b",
        ("projects", "awards"),
    ),
)
_COMPILED = tuple((kind, re.compile(pattern), others) for kind, pattern, others in _DOUBTS)


# Words beside which those above leave no doubt: "Work experience", "Teaching experience", "Training contracts".
_SURE = re.compile(
    r"^(?:works?|jobs?|career|carriere|werk|loopbaan|werdegang|parcours|career history)$|"
    r"\b(?:experiences?|employment|erfahrung\w*|werkervaring|experiencias?|emplois?|laboral|empleo|emprego|history|"
    r"erfaring|esperienz\w*|professionnel(?:le)?s?|profesional|profissional|beruflich\w*)\b"
)


def doubtful_kinds(folded: str, kind: str) -> list[str]:
    """The other kinds that a heading which suggests `kind` may open; none for most headings."""
    if kind == "work" and _SURE.search(folded):
        return []
    return [
        other
        for suggested, pattern, others in _COMPILED
        if suggested in {"", kind} and pattern.search(folded)
        for other in others
        if other != kind
    ]
