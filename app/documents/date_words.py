"""The words of dates in résumés, folded: months, seasons, "present", "since", "from", "to" and "until".

English, German, French, Spanish, Dutch, Portuguese and Italian throughout; months, "present" and "since" of some more.
The phrases are parts of regular expressions, so that "présent" and "à ce jour" stand beside each other.
"""

_MONTH_NAMES = (
    ("january jan januar janner janvier janv enero ene janeiro januari gennaio gen stycznia января январь янв ocak"),
    ("february feb februar fevrier fevr fev febrero fevereiro februari febbraio lutego luty февраля февраль фев subat"),
    "march mar marz maerz mrz mars marzo marco maart mrt marts marca marzec марта март mart",
    "april apr avril avr abril abr aprile kwietnia kwiecien апреля апрель апр nisan",
    "may mai mayo maio mei maggio mag maj maja мая май mayis",
    "june jun juni juin junio junho giugno czerwca czerwiec июня июнь haziran",
    "july jul juli juillet juil julio julho luglio lug lipca lipiec июля июль temmuz",
    "august aug aout agosto ago augustus augusti sierpnia sierpien августа август авг agustos",
    (
        "september sept sep septembre septiembre setiembre setembro set settembre wrzesnia wrzesien сентября сентябрь "
        "сен eylul"
    ),
    "october oct oktober okt octobre octubre outubro out ottobre ott pazdziernika pazdziernik октября октябрь окт ekim",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя kasim",
    (
        "december dec dezember dez decembre diciembre dic dezembro dicembre desember grudnia grudzien декабря декабрь "
        "дек aralik"
    ),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}


def any_of(words: str) -> str:
    """A pattern for one of the words, the longest that fits."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


SEASONS = any_of(
    "spring summer autumn fall winter fruhjahr fruhling sommer herbst printemps ete automne hiver primavera verano "
    "otono invierno verao outono inverno lente voorjaar zomer herfst najaar estate autunno wintersemester "
    "sommersemester ws ss wise sose michaelmas hilary trinity lent"
)
BETWEEN = (
    "to|until|till|through|thru|bis(?: zum)?|jusqu'(?:a|en|au)|a|au|al|hasta(?: el)?|tot(?: en met)?|t/m|ate(?: a| "
    "o)?|fino a|do"
    "|по"
)
PRESENT = (
    "(?:up )?to (?:date|present)|until now|(?:(?:the |la |el |o |le |al? |ao? |a |to |zum |op |until |bis |tot |ate |"
    "hasta )"
    "{0,2}(?:presente?|pres|currently|current(?: date)?|today|now|ongoing|date|heute|aktuell|jetzt|laufend|dato|"
    "gegenwart|andauernd|"
    "aujourd'hui|actuel(?:lement)?|ce jour|en cours|maintenant|actualidad|actual(?:mente)?|hoy(?: dia)?|fecha|en curso|"
    "heden|nu|vandaag|lopend|atual(?:mente)?|hoje|momento(?: atual)?|em curso|corrente|agora|oggi|attuale|in corso|"
    "obecnie|teraz|dzis|nuvarande|pagaende|nuvaerende|naa|bugun|halen|devam ediyor))"
    "|(?:по )?(?:настоящее время|наст\\. ?время|н\\.в\\.|сейчас)|至今|现在|現在|今|현재|الآن|الان|حتى الآن|"
    "היום|σημερα|σήμερα"
)
SINCE = "since|seit(?: dem)?|depuis(?: le)?|desde(?: el| o)?|sinds|vanaf|dal|ab(?: dem)?|od|с|sedan|as of|starting"
FROM = "from|von|vom|de|du|van|desde(?: el| o)?|dal|od|с"
UNTIL = (
    "until|till|bis|jusqu'(?:a|en)|hasta|tot|ate|fino al?|expected(?: graduation)?:?|exp\\.?|anticipated:?|"
    "graduating(?: in)?|graduation:?|voraussichtlich(?:er abschluss)?:?|prevu(?:e)?(?: en| pour)?|"
    "previst[oa](?: para| en)?:?|verwacht(?: in)?:?"
)
ARTICLE = "l'|the |le |la |el |o |dem |der |het |den "
