"""Headings that name what the schema of résumés has no array for: their sections are kept word for word.

Beside `heading_phrases`, in the same six languages and folded alike. Dates and titles below "Military service" or
"Patents" would pass for jobs; who wrote such a heading said that they are none.
"""

import re

from app.documents.folding import fold

_KEPT = re.compile(
    # Service to the state.
    r"\b(?:military|national|civil(?:ian)? service|conscription|armed forces|veteran|wehrdienst|zivildienst|bundeswehr|"
    r"militar\w*|service national|militaire|dienstplicht|servicio militar|mili|servico militar|grundwehrdienst|"
    r"freiwilliges soziales)\b"
    # Permits and papers.
    r"|\b(?:driv(?:ing|er'?s?) (?:licen[cs]es?|permits?)|fuhrerscheine?|fahrerlaubnis|permis|rijbewij\w+|carnets?|"
    r"carta de conducao|cnh|"
    r"patente di guida|clearances?|visa|visum|work permit|right to work|citizenship|nationalit\w+|staatsangehorigkeit|"
    r"nacionalidad\w*|nacionalidade|permit)\b"
    # Inventions, stage and press.
    r"|\b(?:patents?|patente|brevets|patentes|octrooien|inventions|exhibitions?|ausstellungen|expositions|exposiciones|"
    r"exposicoes|tentoonstellingen|performances|filmography|discography|repertoire|screenings|press|presse|prensa|"
    r"media|medien|presentations|prasentationen|conferences?|konferenzen|tagungen|congres\w*|colloques|seminars?|"
    r"invited talks|workshops)\b"
    # Offices held beside the job.
    r"|\b(?:member ?ships?|mitgliedschaft\w*|gremien|boards?|board positions|directorships|committees?|councils?|"
    r"societies|"
    r"nevenfuncties|nevenactiviteiten|adhesions|membresias?|filiacoes|lidmaatschap\w*|bestuursfuncties|"
    r"nebentatigkeit\w*|"
    r"mandats?|mandate|amter|cargos|unions?|clubs?|editorial|peer review\w*|reviewing|supervision|students?|mentoring|"
    r"mentorship|doctorands|betreuung)\b"
    # Remarks and everything left over.
    r"|\b(?:additional|miscellaneous|misc|other|various|further|sonstiges|verschiedenes|weiteres|zusatzliche\w*|"
    r"divers|autres?|"
    r"complement\w*|varios|otros?|outros?|outras|otras|diversos|overig\w*|diversen|varia|extra|extras|informations?|"
    r"info|"
    r"informacion|informacoes|informatie|angaben|notes?|remarks|anmerkungen|availability|verfugbarkeit|disponib\w+|"
    r"beschikbaarheid|declaration|erklarung|signature|salary|gehalt\w*|gehaltsvorstellung|notice period|"
    r"kundigungsfrist|"
    r"relocation|mobilit\w+|equipment|ausrustung|keywords|attachments|anlagen|annexes?|anexos|bijlagen|enclosures|"
    r"photo|foto|appendix|anhang)\b"
    # Private life and breaks.
    r"|\b(?:family|familie|famille|familia|marital|familienstand|situation familiale|estado civil|burgerlijke staat|"
    r"children|"
    r"kinder|travels?|reisen|voyages|viajes|viagens|reizen|auslandsaufenthalt\w*|abroad|etranger|gap year|sabbatical|"
    r"career breaks?|parental leave|elternzeit|health|"
    r"medical|fitness|vaccinations?|impfung\w*|vaccins?|vacunas|gesundheit|religion|sports?|sport|deporte)\b"
    # Money for others' use.
    r"|\b(?:grants|funding|drittmittel|fordermittel|subventions|subvenciones|financement|financiamento|"
    r"third[- ]party)\b"
)


def is_kept_heading(title: str) -> bool:
    """Whether a heading that opens no array says by its words that its section is none of the schema's kinds."""
    return _KEPT.search(" ".join(fold(title).lower().split())) is not None
