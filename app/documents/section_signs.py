"""Words by which a line of a résumé's section tells of what kind the section is, folded, in six languages."""

import re

# What a study is called where it opens with no degree.
STUDY = re.compile(
    r"\b(?:degree|bachelor'?s?|master'?s?|doctorate|ph\.?d|diplom[ae]?s?|high school|secondary school|grammar school|"
    r"a[- ]levels?|gcses?|"
    r"btec|nvq|hnd|city (?:&|and) guilds|ged|apprenticeship|coursework|gpa|thesis|dissertation|graduated|"
    r"undergraduate studies|"
    r"studium|abitur|fachabitur|matura|mittlere reife|realschulabschluss|hauptschulabschluss|fachhochschulreife|"
    r"hochschulreife|schulabschluss|ausbildung (?:zum|zur|als)|berufsausbildung|lehre als|gesellenbrief|"
    r"gesellenprufung|gesellin|reifeprufung|diplomprufung|lehranstalt|lehrabschluss\w*|abschluss als|facharbeiterbrief|"
    r"vocational certificate|school certificate|leaving cert\w*|national certificate|foundation degree|o[- ]levels?|"
    r"highers|matriculation|conservatoire|conservatorium|seminary|"
    r"meisterprufung|meisterbrief|staatsexamen|abschlussnote|licence|baccalaureat|bac(?: [+a-z]+)?|brevet|bep|bts|dut|"
    r"deug|doctorat|maitrise|ingenieur diplome|diplome (?:de|d'\w+|national)|licenciatura|grado (?:en|superior|medio)|"
    r"bachillerato|titulo de|tecnico (?:superior|en)|doctorado|formacion profesional|selectividad|graduacao|mestrado|"
    r"doutoramento|doutorado|ensino (?:medio|secundario|superior|fundamental)|curso (?:superior|tecnico|profissional)|"
    r"bacharelado|"
    r"vwo|havo|vmbo|mavo|mbo|hbo|propedeuse|afstudeer\w*|scriptie)\b"
)
CERTIFICATE = re.compile(
    r"\b(?:certifi\w+|certificat\w*|licen[sc]ed?|registered|registration|accredit\w+|chartered|zertifi\w+|"
    r"zertifikat\w*|"
    r"schein|fachkunde|sachkunde|lehrgang|schulung|weiterbildung|fortbildung|kurs|unterweisung|befahigung\w*|"
    r"habilitation\w*|"
    r"caces|sst|haccp|iso \d+|attestation|permis|stage de formation|cours|curso|carne|carnet|formacion|acreditacion|"
    r"certidao|"
    r"formacao|cursus|training|course|bhv|vca|bls|acls|pals|nrp|rn|cpr|first aid|erste hilfe|premiers secours|"
    r"primeros auxilios|"
    r"ehbo|aws|azure|itil|prince2|pmp|scrum|cisco|ccna|comptia|osha|forklift|stapler\w*|tig|mig|asme|cpa|acca|cfa|"
    r"cima|gdpr|"
    r"valid (?:until|to|through)|expires|gultig bis|valable jusqu\w*|valido hasta|valido ate|geldig tot)\b|"
    r"\(\d{1,4} ?(?:h|hrs?|hours|std|stunden|horas|heures|uur|ects)\.?\)|"
    r"\w(?:schein|zertifikat|lehrgang|schulung|bescheinigung|weiterbildung|fortbildung|kurs|trainings?|seminar|"
    r"nachweis|lizenz|certificaat|registratie|cursus|bewijs|eignung)\b"
)
AWARD = re.compile(
    r"\b(?:awards?|awarded|prizes?|scholar(?:ship)?s?|fellowships?|medals?|honou?rs?|dean'?s list|winner|won|finalist|"
    r"runner[- ]up|"
    r"(?:first|second|third|1st|2nd|3rd) (?:place|prize)|of the (?:year|month|quarter)|president'?s club|distinction|"
    r"commendation|"
    r"nomin\w+|preis|preise|auszeichnung|stipendi\w+|medaille|urkunde|ehrung|sieger\w*|platz|prix|bourse|laureat\w*|"
    r"medaille|"
    r"mention|concours|premio|beca|medalla|ganador\w*|finalista|galardon\w*|accesit|prijs|beurs|winnaar|"
    r"onderscheiding|premio|"
    r"bolsa|medalha|vencedor\w*|louvor|cum laude|order of|"
    r"(?:victoria|george|military|service|flying|merit) cross|verdienstkreuz)\b|"
    r"\w(?:preis|stipendium|medaille|prijs|beurs)\b"
)
PUBLISHED = re.compile(
    r"\b(?:journal|proceedings|proc\.|conference|conf\.|review|transactions|annals|letters|arxiv|preprint|doi|isbn|"
    r"issn|et al|eds?\.|"
    r"vol\.?|volume|pp\.?|pages|chapter|quarterly|bulletin|magazine|press|publish\w*|verlag|zeitschrift|jahrbuch|"
    r"festschrift|"
    r"aufl\.|hrsg\.?|tagungsband|revue|actes|editions|presses|cahiers|revista|editorial|actas|ediciones|editora|anais|"
    r"edicoes|"
    r"tijdschrift|uitgeverij|nature|science|springer|elsevier|wiley|ieee|acm|plos|lancet|co-author\w*|translat\w+ of)\b"
)
AUTHORS = re.compile(r"\b[^\W\d_]{2,},? (?:[^\W\d_]\.[ -]?){1,3}(?:[,;(&]|(?:and|und|et|y|en|e)\b|\s*$)")
QUOTED = re.compile(r"[\"“„«‘][^\"”“»’]{12,}[\"”“»’]")
YEAR_INSIDE = re.compile(r"\((?:19|20)\d\d[a-z]?\)|\b(?:19|20)\d\d\b[.;,]?$|,\s(?:19|20)\d\d\b")
VOLUNTARY = re.compile(
    r"\b(?:volunt\w+|pro bono|charity|non-?profit|ehrenamt\w*|freiwillig\w*|benevol\w*|vrijwillig\w*|voluntari\w*|"
    r"food bank|"
    r"red cross|rotes kreuz|croix[- ]rouge|cruz roja|cruz vermelha|rode kruis|tafel|restos du c\w+|scouts?|"
    r"pfadfinder\w*|"
    r"mentor|refugee\w*|soup kitchen|habitat for humanity|caritas|feuerwehr|secours populaire|elternbeirat|"
    r"vereinsvorstand)\b"
)
HOBBY = re.compile(
    r"\w(?:sport|wandern|fahren|touren|spielen|tanz|tanzen|reiten|klettern|musik|sammeln|lopen|schaatsen|voetbal|wielrennen)\b|"
    r"\b(?:handball|rugby|cricket|badminton|squash|athletics|hockey|baseball|softball|boxing|fencing|archery|darts|"
    r"bouldering|orienteering|triathlons|parkrun|canoeing|paddling|diving|snorkelling|snowboarding|skating|riding|horses|"
    r"fiddle|violin|cello|drums|bass guitar|saxophone|trumpet|ukulele|accordion|zither|bagpipes|harp|organ|choral|"
    r"crochet|quilting|sewing|embroidery|origami|calligraphy|sketching|ceramics|carpentry|restoring|model railways|"
    r"genealogy|stamps|astronomy|stargazing|beekeeping|allotment|mushrooms|foraging|quizzes|puzzles|crosswords|sudoku|"
    r"podcasts|poetry|novels|museums|opera|ballet|jazz|vinyl|anime|manga|cosplay|poker|bridge|go|quiz|pub quiz|"
    r"modelleisenbahn\w*|oldtimer\w*|angeln|kegeln|stricken|nahen|malen|zeichnen|tauchen|segeln|rudern|turnen|chor|"
    r"chorsingen|baglama|klavier|geige|gitarre|flote|akkordeon|imker|pilze|skat|"
    r"belote|petanque|boules|broderie|couture|tricot|bricolage|chasse|equitation|aviron|plongee|surf|judo|accordeon|"
    r"violon|batterie|chorale|jardin|potager|champignons|cinema|romans|bandes dessinees|"
    r"senderos|montanismo|montana|buceo|costura|ganchillo|ceramica|petanca|domino|acordeon|violin|coro|huerto|huerta|"
    r"novela|novelas|comics|padel|baloncesto|balonmano|"
    r"korfbal|tafeltennis|duiken|haken|naaien|moestuin|koor|accordeon|viool|drummen|bordspellen|vogels|vogelen|"
    r"costura|croche|ceramica|mergulho|surfe|capoeira|samba|fado|folclore|folclorico|rancho|violao|viola|acordeao|"
    r"coro|coral|horta|novelas|basquete|basquetebol|voleibol|andebol|trilhas)\b|"
    r"\b(?:reading|hiking|cooking|travel\w*|chess|photography|gardening|running|cycling|swimming|yoga|football|soccer|"
    r"tennis|"
    r"basketball|volleyball|climbing|skiing|sailing|fishing|guitar|piano|choir|singing|painting|drawing|baking|"
    r"knitting|"
    r"camping|birdwatching|gaming|video games|board games|dance|dancing|theatre|cinema|films?|movies|music|jogging|"
    r"rowing|golf|"
    r"surfing|kayaking|pottery|woodworking|martial arts|judo|karate|marathons?|triathlon|"
    r"lesen|wandern|kochen|reisen|schach|fotografie|fotografieren|garten|gartnern|laufen|radfahren|schwimmen|fusball|"
    r"klettern|"
    r"skifahren|segeln|angeln|gitarre|klavier|chor|singen|malen|zeichnen|backen|stricken|tanzen|theater|kino|musik|"
    r"imkern|imkerei|"
    r"lecture|randonnee\w*|cuisine|voyages?|echecs|photographie|jardinage|course a pied|cyclisme|velo|natation|"
    r"escalade|"
    r"ski|voile|peche|guitare|chorale|chant|peinture|dessin|tricot|danse|musique|"
    r"lectura|leer|senderismo|cocina|cocinar|viajar|viajes|ajedrez|fotografia|jardineria|correr|ciclismo|natacion|"
    r"futbol|escalada|"
    r"esqui|vela|pesca|guitarra|canto|pintura|dibujo|baile|teatro|cine|musica|"
    r"lezen|wandelen|koken|reizen|schaken|tuinieren|hardlopen|fietsen|zwemmen|voetbal|klimmen|skien|zeilen|vissen|"
    r"gitaar|"
    r"zingen|schilderen|tekenen|bakken|breien|dansen|schaatsen|muziek|"
    r"leitura|caminhadas|cozinhar|culinaria|viagens|xadrez|jardinagem|corrida|natacao|futebol|danca)\b"
)
ON_REQUEST = re.compile(
    r"\b(?:(?:on|upon) request|auf (?:anfrage|wunsch)|sur demande|a (?:peticion|solicitud)|disponibles a|op aanvraag|"
    r"sob pedido|a pedido)\b"
)
FLUENCY = re.compile(
    r"\b(?:[abc][12]|native|mother tongue|fluent\w*|bilingual|proficien\w+|conversational|intermediate|beginner|basic|"
    r"advanced|"
    r"muttersprach\w*|fliesend|verhandlungssicher|grundkenntnisse|langue maternelle|courant|bilingue|notions|"
    r"intermediaire|"
    r"nativ[oa]|lengua materna|fluid[oa]|moedertaal|vloeiend|goed|basis\w*|fluente|lingua materna|intermedi[oa]|"
    r"avanzad[oa]|"
    r"avancad[oa])\b"
)
LINKED = re.compile(
    r"\b(?:github|gitlab|bitbucket|codeberg|npm|pypi|kaggle|app store|google play|behance|dribbble)\b|https?://|\bwww\.|"
    r"(?<![@\w.-])[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,10}/[\w~./-]+|(?:com|org|net|io|dev|app|eu|info|fm|tv)\b(?!@))"
)
# Where research is printed and heard, by the initials that stand for a title's whole publisher.
VENUE = re.compile(
    r"\b(?:CVPR|ICCV|ECCV|NeurIPS|NIPS|ICML|ICLR|AAAI|IJCAI|AISTATS|ACL|NAACL|EMNLP|EACL|COLING|INTERSPEECH|ICASSP|"
    r"SIGIR|SIGMOD|SIGGRAPH|VLDB|ICDE|KDD|WWW|CHI|CSCW|UIST|ICRA|IROS|RSS|OSDI|SOSP|NSDI|PLDI|POPL|ICSE|FSE|USENIX|CCS|"
    r"PNAS|PLoS|BMJ|JAMA|NEJM|NZA|NJW|OUP|CUP|MIT Press)\b"
)
# What some countries' résumés say of the person beside how to reach them.
PRIVATE = re.compile(
    r"\b(?:(?:date|place|year) of birth|birth ?(?:date|day|place)|d\.?o\.?b\.?|born|age|nationality|citizen(?:ship)?|"
    r"marital|married|single|unmarried|divorced|widow\w*|children|gender|sex|male|female|religion|smoker|passport|"
    r"id (?:no|number|card)|national id|civil status|driving licen[cs]e|driver'?s? licen[cs]e|visa|work permit|height|"
    r"blood group|availability|notice period|"
    r"geb(?:oren)?|geburts(?:datum|ort|tag)|staatsangehorigkeit|nationalitat|familienstand|verheiratet|"
    r"ledig|geschieden|verwitwet|kinder|kind|konfession|fuhrerschein\w*|aufenthalts\w+|"
    r"nee? (?:le|a|en)|date de naissance|lieu de naissance|nationalite|etat civil|situation (?:de famille|familiale)|"
    r"mariee?|celibataire|pacsee?|divorcee?|enfants?|permis|"
    r"fecha de nacimiento|lugar de nacimiento|nacid[oa]|nacionalidad|estado civil|casad[oa]|solter[oa]|divorciad[oa]|"
    r"hij[oa]s|dni|nie|carne de conducir|"
    r"geboortedatum|geboorteplaats|geboren|nationaliteit|burgerlijke staat|gehuwd|ongehuwd|samenwonend|kinderen|"
    r"rijbewijs|bsn|"
    r"data de nascimento|naturalidade|nascid[oa]|nacionalidade|filh[oa]s|cpf|rg|carta de conducao|cnh|"
    r"\d\d (?:years|jahre|ans|anos|jaar))(?!\w)"
)
ADDRESSED = re.compile(
    r"(?:Mrs?|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Dame|Lady|Rev|Fr|Capt|Captain|Herrn?|Frau|M|Mme|Mlle|Monsieur|Madame|Sra?|"
    r"Srta|Don|Doña|Dª|D|Dhr|Mevr|Mw|De heer|Mevrouw|Exmo|Exma)\b\.? (?:(?:[^\W\d_]+\.) ?)*[^\W\d_]"
)
RARER_LANGUAGES = (
    "afrikaans albanian albanisch albanais amharic armenian azerbaijani basque euskera baskisch belarusian bosnian "
    "bosnisch cantonese kantonesisch cantonais mandarin mandarim mandarijn croatian kroatisch croate croata "
    "estonian esperanto filipino tagalog flemish flamisch flamand galician gallego galego georgian gujarati guarani "
    "haitian hausa icelandic islandisch igbo javanese sundanese kannada kazakh khmer kurdish kurdisch kurde "
    "koerdisch lao latin latein latijn lingala latvian lettisch lithuanian litauisch luxembourgish letzeburgesch "
    "macedonian malay malayalam maltese maori marathi mongolian nepali pashto paschtu dari farsi persisch persan "
    "perzisch quechua nahuatl romani serbian serbisch serbe servisch sesotho setswana xhosa isixhosa zulu isizulu "
    "shona sinhala sinhalese slovak slowakisch slovaque slovene slovenian slowenisch somali swahili suaheli "
    "kiswahili tamil telugu tibetan tigrinya twi fante uzbek wolof bambara breton bretonisch yiddish yoruba "
    "papiamento sranan frisian friesisch fries asl bsl "
)
