"""Which part of a résumé a heading opens, in English, German, French, Spanish, Dutch, Portuguese and Italian."""

import re

from app.documents.folding import fold

# Folded phrases (no accents, no case), so that "Expérience" and "EXPERIENCE" are one.
_PHRASES: dict[str, str] = {
    "work": (
        "experience|work experience|professional experience|employment|employment history|work history|career history|"
        "career|relevant experience|industry experience|experience professionnelle|experiences professionnelles|"
        "experiences|parcours professionnel|berufserfahrung|beruflicher werdegang|berufliche erfahrung|werdegang|"
        "praktische erfahrung|berufspraxis|experiencia|experiencia profesional|experiencia laboral|trayectoria|"
        "trayectoria profesional|werkervaring|ervaring|loopbaan|experiencia profissional|historico profissional|"
        "esperienza|esperienze|esperienza professionale|esperienze lavorative|internships|internship|praktika|stages|"
        "positions|appointments|academic appointments|research experience|teaching experience|teaching|"
        "professional background|professional history|experience highlights|selected experience"
    ),
    "education": (
        "education|academic background|academic history|education and training|studies|academic qualifications|"
        "qualifications|ausbildung|bildung|bildungsweg|studium|schulbildung|akademischer werdegang|hochschulbildung|"
        "formation|formations|etudes|parcours academique|diplomes|formation academique|educacion|formacion|"
        "formacion academica|estudios|opleiding|opleidingen|onderwijs|educacao|formacao|formacao academica|"
        "escolaridade|istruzione|formazione|istruzione e formazione|ausbildung und studium|coursework|"
        "relevant coursework|schooling|degrees"
    ),
    "skills": (
        "skills|technical skills|key skills|core skills|core competencies|competencies|technologies|tech stack|"
        "programming skills|programming languages|skills summary|expertise|areas of expertise|tools|"
        "technical expertise|technical proficiencies|skill set|skillset|toolbox|computer skills|it skills|hard skills|"
        "soft skills|strengths|"
        "kenntnisse|fahigkeiten|it-kenntnisse|edv-kenntnisse|kompetenzen|fachkenntnisse|technische kenntnisse|"
        "competences|competences techniques|savoir-faire|aptitudes|competencias|habilidades|conocimientos|"
        "conocimientos tecnicos|aptitudes tecnicas|vaardigheden|technische vaardigheden|competenties|kennis|"
        "habilidades tecnicas|competencias tecnicas|conhecimentos|competenze|competenze tecniche|languages and tools|"
        "informatique|technologies and tools|technical summary"
    ),
    "projects": (
        "projects|personal projects|side projects|selected projects|open source|open-source|academic projects|"
        "key projects|notable projects|portfolio|projekte|projets|projets personnels|proyectos|proyectos personales|"
        "projecten|projetos|progetti|open source contributions|software|research projects"
    ),
    "languages": (
        "languages|language skills|spoken languages|sprachen|sprachkenntnisse|langues|idiomas|lenguas|talen|"
        "talenkennis|linguas|lingue|lingue straniere|languages spoken"
    ),
    "awards": (
        "awards|honors|honours|awards and honors|awards and honours|honors and awards|achievements|scholarships|"
        "fellowships|distinctions|accomplishments|auszeichnungen|preise|stipendien|prix|premios|reconocimientos|"
        "prijzen|onderscheidingen|premi|riconoscimenti|logros|grants|key achievements|recognition|"
        "prix et distinctions|bourses|distincoes"
    ),
    "certificates": (
        "certificates|certifications|certification|licenses|licenses and certifications|licences|courses|trainings|"
        "training|professional development|zertifikate|zertifizierungen|weiterbildung|weiterbildungen|certificats|"
        "certificaciones|certificados|cursos|certificaten|certificeringen|cursussen|certificacoes|certificazioni|"
        "certifications and training|fortbildung|fortbildungen"
    ),
    "publications": (
        "publications|papers|selected publications|talks|presentations|conferences|patents|articles|"
        "publikationen|veroffentlichungen|vortrage|publicaciones|publicaties|publicacoes|pubblicazioni|"
        "publications and talks|talks and publications|books"
    ),
    "volunteer": (
        "volunteer|volunteering|volunteer experience|volunteer work|community|community service|"
        "community involvement|leadership|leadership experience|leadership and activities|activities|"
        "extracurricular activities|extracurriculars|extracurricular|ehrenamt|ehrenamtliches engagement|engagement|"
        "benevolat|vie associative|voluntariado|vrijwilligerswerk|trabalho voluntario|volontariato|"
        "service|professional service|associations|memberships|affiliations|professional affiliations|involvement"
    ),
    "interests": (
        "interests|hobbies|hobbies and interests|interests and hobbies|personal interests|interessen|"
        "hobbys|hobbys und interessen|centres d'interet|centre d'interet|loisirs|interets|intereses|aficiones|"
        "interesses|hobby's|interessi|passions|hobby|passatempi"
    ),
    "references": ("references|referees|referenzen|referencias|referenties|referenze|recommendations|testimonials"),
    "summary": (
        "summary|professional summary|executive summary|career summary|profile|professional profile|personal profile|"
        "about|about me|objective|career objective|personal statement|introduction|overview|highlights|"
        "summary of qualifications|profil|uber mich|kurzprofil|zusammenfassung|personliches profil|resume|a propos|"
        "a propos de moi|profil professionnel|objectif|perfil|perfil profesional|resumen|sobre mi|objetivo|"
        "objetivo profesional|profiel|over mij|samenvatting|persoonlijk profiel|perfil profissional|resumo|sobre mim|"
        "profilo|profilo professionale|sommario|chi sono|who i am|bio|biography"
    ),
}
_KEYS = {phrase: key for key, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_CONTACT_PHRASES = (
    "contact|contact details|contact information|contact info|personal information|personal details|personal data|"
    "details|kontakt|personliche daten|persoonlijke gegevens|coordonnees|contacto|contato|datos personales|links|"
    "find me|personalia|dati personali|contatti|informations personnelles|dados pessoais|online|social|profiles"
)
_CONTACT = frozenset(_CONTACT_PHRASES.split("|"))
# The first pattern that fits decides, so the narrower ones stand before "experience" and "skills".
_FALLBACKS = (
    ("volunteer", r"\b(volunt|ehrenamt|benevol|voluntari|vrijwillig|extracurricular|leadership)"),
    ("publications", r"\b(publi[ck]|talks|presentations|patents|veroffentlich)"),
    ("certificates", r"\b(certifi|zertifi|licen[sc]es)"),
    (
        "projects",
        r"\b(projects?|projekte?|projets?|proyectos?|projecten|projetos?|progetti|open[- ]source)\b",
    ),
    ("awards", r"\b(awards?|honou?rs|scholarships|auszeichnung|premios|prijzen)"),
    (
        "skills",
        r"\b(skills?|technologies|tech stack|competenc|kompetenz|kenntnisse|habilidades|vaardigheden|proficienc)",
    ),
    (
        "education",
        r"\b(education|academic background|ausbildung|studium|studies|formacion|formacao|opleiding|degrees)\b",
    ),
    (
        "work",
        r"\b(experiences?|experiencia|employment|erfahrung|werkervaring|esperienza|ervaring|internships?)\b",
    ),
    ("languages", r"\b(languages|sprachen|langues|idiomas|talen)$"),
    ("references", r"\b(references|referenzen)\b"),
    ("summary", r"\b(summary|profile|objective|about me|perfil|profil)\b"),
    ("interests", r"\b(interests|hobbies|hobbys|loisirs)\b"),
)
_COMPILED = tuple((key, re.compile(pattern)) for key, pattern in _FALLBACKS)
_SPACED = re.compile(r"^(?:\w(?: |$)){4,}", re.UNICODE)
_LONGEST_TITLE = 60
_MOST_WORDS = 6


def section_key(title: str) -> str | None:
    """The JSON Resume array (or "summary") that a heading opens, or None when it opens none of them.

    For text that is known to be a heading; `is_known_heading` is the stricter question for any line.
    """
    cleaned = _cleaned(title)
    if not cleaned or len(cleaned) > _LONGEST_TITLE or cleaned in _CONTACT:
        return None
    if cleaned in _KEYS:
        return _KEYS[cleaned]
    if len(cleaned.split()) > _MOST_WORDS:
        return None
    for key, pattern in _COMPILED:
        if pattern.search(cleaned):
            return key
    return None


def is_known_heading(title: str) -> bool:
    """Whether the line is, word for word, a heading that résumés use (contact headings included)."""
    cleaned = _cleaned(title)
    return cleaned in _KEYS or cleaned in _CONTACT


def is_contact_heading(title: str) -> bool:
    """Whether the heading opens the person's own details."""
    return _cleaned(title) in _CONTACT


def _cleaned(title: str) -> str:
    if len(title) > 4 * _LONGEST_TITLE:
        return ""
    folded = " ".join(fold(title).split())
    if _SPACED.match(folded):
        folded = folded.replace(" ", "")
    folded = re.sub(r"\s*[&+/]\s*|\s+(?:und|et|y|en|e)\s+", " and ", folded)
    folded = re.sub(r"^[^a-z]+|[^a-z)]+$", "", folded)
    return folded if folded in _KEYS else re.sub(r"^(?:my|meine?|mes|mis|mijn) ", "", folded)
