"""The words by which an answer shows what is in it. All patterns are for folded text (no case, straight quotes)."""

import re

_ADVERB = (
    r"(?:then|also|first|next|later|finally|just|even|so|now|soon|therefore|myself|always|never|alone|once|already|"
    r"basically|maybe|kind\s+of|sort\s+of|[a-z]+ly)"
)
_IRREGULAR = (
    r"ate|began|bent|bought|broke|brought|built|burnt|came|caught|chose|cut|dealt|did|drew|drove|dug|fed|fought|found|"
    r"fixed|flew|froze|gave|ground|grew|held|hid|hit|hung|kept|laid|led|left|lent|let|lit|lost|made|meant|met|"
    r"overcame|paid|put|quit|ran|rang|read|rebuilt|redid|rewrote|rode|said|sat|sent|sang|set|shot|showed|shut|sold|"
    r"sought|sped|spent|split|spoke|spread|stood|stopped|stuck|swept|swam|swapped|taught|told|took|tore|threw|"
    r"undertook|went|withdrew|woke|won|wore|worn|wove|wrote|written|done|given|taken|shown|spoken|chosen|drawn|grown|"
    r"begun|driven|run"
)
# What happens in one's head or life is not something that one did at work.
_NO_DEED = (
    r"needed|wanted|liked|loved|hated|hoped|wished|believed|seemed|lived|stayed|worked|studied|graduated|joined|"
    r"enjoyed|used\s+to|looked\s+forward|moved\s+to|tried|learned|learnt|interested|supposed|called\s+\w+\s*[.,]|"
    r"went\s+to|named|aged|retired|applied|received|wondered|"
    r"need|feed|speed|indeed|exceed|proceed|succeed|agreed|happened|experienced|remembered|realised|realized|noticed"
)
# In the perfect, "I have used X" and "I have done a lot" tell of no one time.
_NO_DEED_IN_PERFECT = rf"{_NO_DEED}|used|done|had|been|got"
_PAST = rf"(?:[a-z]+ed|{_IRREGULAR})"
_SIMPLE = (
    r"(?:ask|build|call|calm|change|check|clean|cook|create|decide|design|divide|explain|find|fix|give|go|help|install|"
    r"listen|make|measure|organi[sz]e|plan|prepare|repair|replace|say|sell|send|serve|show|solve|speak|start|stop|take|"
    r"talk|teach|tell|test|train|translate|try|wash|write)"
)


def _deed(subject: str) -> str:
    return (
        rf"\b{subject}\s+(?:{_ADVERB}\s+){{0,2}}(?!(?:{_NO_DEED})\b){_PAST}\b"
        rf"|\b{subject}(?:'ve|'d|\s+have|\s+had)\s+(?!never\b)(?:{_ADVERB}\s+){{0,2}}(?!(?:{_NO_DEED_IN_PERFECT})\b){_PAST}\b"
        rf"|\b{subject}\s+(?:did\s+not|didn't)\s+(?:{_ADVERB}\s+)?{_SIMPLE}\b"
        rf"|\b{subject}\s+(?:have|has)\s+{_SIMPLE}\b|\b{subject}\s+(?:didn't|did\s+not|did)\s+{_PAST}\b"
        rf"|\b{subject}\s+(?:started|began|decided|managed|agreed|proceeded|tried|helped)\s+(?:to\s+)?[a-z]+"
    )


DEED = re.compile(_deed("i"))
MY_PART = re.compile(
    r"\b(?:my\s+(?:part|own\s+part|contribution|idea|suggestion|solution|first\s+step)\s+(?:was|were)\b)"
    r"|\bi\s+was\s+the\s+(?:one|person)\s+who\b|\bit\s+was\s+(?:me|i)\s+who\b"
    r"|\b(?:and|then|,|so)\s+(?:then\s+)?i\s+(?:had|got)\s+(?:the|them|him|her|everyone|everybody|a|an)\s+\w+"
)
BARE_DEED = re.compile(
    rf"(?:{_ADVERB}\s+)?(?!(?:{_NO_DEED})\b){_PAST}\b(?!\s+by\b)\s+(?:the|a|an|my|our|all|it|them|\w+s)\b"
)
PRESENT_DEED = re.compile(rf"\bi\s+(?:(?:then|also|first|next|quickly|immediately)\s+)?{_SIMPLE}\b")
OURS = re.compile(
    rf"{_deed('we')}|\bwe\s+(?:{_ADVERB}\s+)?{_SIMPLE}\b"
    rf"|\b(?:the|my|our)\s+(?:whole\s+)?(?:team|company|group|department|colleagues)\s+(?:{_ADVERB}\s+)?"
    rf"(?!was\b|were\b|had\b){_PAST}\b"
)
WOULD = re.compile(
    r"\bi(?:'d|'ll)\s+(?!like\b|love\b|rather\b|say\b|been\b)|\bi\s+(?:would|will)\s+(?!like\b|love\b|say\b|not\b)"
    r"|\bi\s+(?:usually|always|normally|often|generally|typically|regularly)\s+\w+"
    r"|\bi\s+am\s+(?:always|never|usually)\b|\b(?:usually|normally|generally|in\s+general|typically),?\s+i\b|\bi\s+try\s+to\b|\bif\s+(?:there|i|a)\b.{0,80}\bi\s+can\b"
)
SITUATION = re.compile(
    r"\b(?:in|since|during|from|until|back\s+in|around|of)\s+(?:the\s+)?(?:(?:spring|summer|autumn|fall|winter|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|early|late|year|the)\s+)*"
    r"(?:of\s+)?(?:19|20)\d\d\b"
    r"|\bin\s+my\s+\w+\s+(?:year|week|month|day)s?\b"
    r"|\bon\s+[a-z']+(?:\s+[a-z']+)?\s+(?:eve|morning|evening|night|afternoon|day|weekend)\b|\blast\s+(?:year|month|week|spring|summer|autumn|fall|winter|christmas|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|night|\w+day)\b"
    r"|\b(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|some|a\s+few|several)\s+"
    r"\w+\s+ago\b|\bfor\s+an?\s+\w+(?:\s+\w+)?\s+(?:i|we)\b"
    r"|\bwhen\s+(?:i|we|the|a|an|our|my|one)\b|\bwhile\s+(?:i|we)\s+(?:was|were)\b|\bat\s+(?:the|that)\s+time\b"
    r"|\bone\s+(?:day|night|evening|morning|afternoon|time|shift|weekend|saturday|sunday|monday|friday|winter|summer|"
    r"week|patient|customer|guest|client|student|pupil)\b|\bonce\s+(?:i|we|a|an|,)|\bduring\s+(?:my|the|a|our|one)\b"
    r"|\b(?:in|at)\s+my\s+(?:last|previous|first|former|current|present|old)?\s*(?:job|role|position|company|post|work|"
    r"workplace|team|school|ward|kitchen|internship|studies|university|placement|restaurant|hospital|project)\b"
    r"|\b(?:our|my|the)\s+(?:team|ward|kitchen|shop|office|class|group|company|department|restaurant|hospital|crew)\s+"
    r"(?:of|had|was|were|needed)\b|\bthere\s+(?:was|were)\b|\bwe\s+(?:had|were)\b|\bi\s+was\s+(?:working|the|a|an|on|"
    r"alone|new|in|at)\b|\bi\s+worked\s+(?:as|at|for|in|on)\b|\bon\s+(?:a|one)\s+\w+\b|\bas\s+an?\s+\w+"
)
TASK = re.compile(
    r"(?<!\bi\s)\b(?:did\s+not|didn't|would\s+not|wouldn't)\s+\w+|"
    r"\b(?:my|our|the)\s+(?:main\s+|first\s+)?(?:task|job|goal|aim|target|assignment|mission|challenge|problem|issue|"
    r"difficulty|idea|plan|deadline|question|trouble|responsibility|role)\s+(?:was|were|is)\b"
    r"|\b(?:i|we)\s+(?:was|were|had\s+been)\s+(?:asked|told|responsible|supposed|given|assigned|expected|in\s+charge)\b"
    r"|\b(?:i|we|he|she|they)\s+(?:must|wanted\s+to|should|have\s+to)\b|\b(?:had|needed)\s+to\b|\bneeded\s+(?:a|to|an|the)\b"
    r"|\b(?:asked|told|wanted)\s+(?:me|us)\s+to\b|\b(?:was|were|is|kept|became|got)\s+(?:(?:too|very|so|really|often|always)\s+)?(?:slow|late|failing|"
    r"broken|lost|losing|missing|wrong|down|angry|unhappy|upset|sick|ill|expensive|dangerous|full|short|overloaded|behind|"
    r"worried|afraid|nervous|confused|complaining|crashing|timing\s+out)\b|\btoo\s+(?:high|low|few|many|much|late|slow|long|big|small|expensive|early|old|hot|cold|heavy)\b"
    r"|\b(?:looked|seemed|sounded)\s+(?:odd|strange|wrong)\b|\bquarrel\w*"
    r"|\b(?:a|the|big|serious|real)\s+(?:problem|difficulty|conflict|complaint|bug|outage|shortage|emergency)\b"
    r"|\b(?:wanted|needed|refused|complained|nobody\s+knew|given\s+up|gave\s+up|failed|crashed|broke\s+down|could\s+not|couldn't|broke|no\s+longer)\b"
)
_COUNT = (
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero|half|a\s+(?:third|quarter))\b)"
)
RESULT = re.compile(
    r"\b(?:hours?|days?|weeks?|months?)\s+(?:early|earlier|sooner)\b|\bahead\s+of\s+(?:time|schedule)\b|"
    r"\b(?:saved?|gained|earned|sold|served|won|filled|lost|got)\s+(?:(?:about|over|more\s+than|nearly|around|some|only)\s+)?"
    rf"{_COUNT}|"
    r"\b(?:as\s+a\s+result|in\s+the\s+end|at\s+the\s+end|eventually|since\s+then|the\s+(?:result|outcome|effect)|"
    r"resulted|led\s+to|turned\s+out|which\s+(?:meant|saved|gave|made|reduced|cut|brought)|so\s+that\s+(?:the|they|every)|"
    r"on\s+time|in\s+time|went\s+live|shipped|released|never\s+happened\s+again|not\s+happened\s+since|it\s+worked|"
    r"that\s+worked|succeeded|thanked|thank\s+me|praised|promoted|came\s+back|went\s+home|recovered|survived|"
    r"after\s+(?:that|this),?\s+(?!i\b)\w+|still\s+(?:use|uses|used|run|runs|works?|in\s+use)|now\s+(?:use|uses|run|runs|takes?|works?)|afterwards)\b"
    r"|\b(?:reduced?|cut|increased?|improved?|saved?|grew|dropped|fell|went\s+(?:down|up)|rose|lowered|raised|decreased|"
    r"shortened|gained|earned|sold|served|won)\b[^.!?]{0,70}\b(?:by|from|to|in|at|of|for)\b[^.!?]{0,25}"
    rf"{_COUNT}"
    rf"|\bfrom\s+[^.,!?]{{0,25}}{_COUNT}[^.!?]{{0,30}}\sto\s+[^.,!?]{{0,25}}{_COUNT}|{_COUNT}[^.!?]{{0,25}}\sinstead\s+of\b"
    r"|\d\s*(?:%|percent|per\s+cent)"
    r"|\b(?:doubled|halved|tripled|(?:twice|three\s+times)\s+(?:as|the|more|faster))\b|\b(?:much\s+)?(?:faster|fewer|quicker|shorter|cheaper|happier|"
    r"calmer|safer|more\s+stable)\b|\b(?:no|not\s+one|zero|without|not\s+a\s+single)\s+(?:\w+\s+)?(?:complaints?|errors?|"
    r"incidents?|downtime|accidents?|delays?|mistakes?|waste|problems?|outages?|message|row)\b"
    r"|\b(?:was|were|is|are|felt|left)\s+(?:very\s+|so\s+|really\s+|quite\s+)?(?:happy|satisfied|pleased|grateful|relieved|"
    r"successful|solved|resolved|published|printed|opened|promoted|rewarded|stable|calm\s+again|fixed|finished|accepted|approved|impressed|adopted|better)\b"
    r"|\b(?:we|i|they|she|he)\s+(?:\w+ly\s+)?(?:won|passed|delivered|finished|reached|kept\s+the|lost|met\s+the|got\s+the|"
    r"signed|hit\s+the|exceeded)\b|\bsigned\s+(?:the|a|for)\b|\bpassed\s+(?:the|with|all|her|his|their)\b|\b(?:was|were)\s+gone\b"
)
NUMBER = re.compile(
    r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|thirty|forty|fifty|sixty|hundred|thousand|million|dozen|half|twice|doubled|halved|tripled)\b"
)
HEDGE = re.compile(
    r"\b(?:maybe|perhaps|kind\s+of|sort\s+of|i\s+guess|i\s+suppose|probably|somehow|basically|hopefully|more\s+or\s+less|"
    r"a\s+(?:little\s+)?bit|or\s+something|stuff|things\s+like\s+that|and\s+so\s+on|i\s+think|i\s+believe|not\s+sure|"
    r"i\s+don't\s+remember)\b"
)
LEARNED = re.compile(r"\b(?:learn(?:ed|t)|lesson|since\s+then\s+i|next\s+time|i\s+would\s+do\s+\w+\s+differently)\b")
_OTHERS = r"(?:the|he|she|they|it|everything|everybody|everyone|nobody|all|both|our|his|her|their|two|three|some|most)"
OTHERS_AFTERWARDS = re.compile(
    rf"(?!i\b|we\b|my\b|but\b|because\b)[^,;]{{2,60}}?\s(?:{_PAST}|now\s+\w+|are|is|was|were|had|could|can)\b"
    r"|(?:both|everybody|everyone|nobody|today|now)\b(?!\s+i\b)"
)
OTHERS_IN_A_CLAUSE = re.compile(
    rf"(?:,|\band|\bso|\buntil)\s+(?:and\s+|so\s+)?{_OTHERS}\b[^,.;]{{0,40}}?\b(?:{_PAST}|got|was|were|could)\b"
)
ASKED_OF_ME = re.compile(
    r"\b(?:i\s+was\s+(?:responsible|in\s+charge|asked|told)|asked\s+me|my\s+(?:task|job|role|responsibility|duty)\s+was)\b"
)
WORK = re.compile(
    r"\b(?:accounts?|applications?|appointments?|audits?|banks?|boards?|candidates?|measure\w*|positions?|postings?|"
    r"research|sites?|supervisors?|thesis|experiments?|harvest|farm|bookings?|boss|budgets?|bugs?|business|cases?|chefs?|class(?:es)?|clients?|code|"
    r"colleagues?|compan(?:y|ies)|compiler|contracts?|customers?|data|databases?|deadlines?|deals?|deliver\w*|departments?|deploy\w*|"
    r"fridges?|temperatures?|stock|procedures?|safety|quality|clusters?|networks?|shelters?|agenc\w+|"
    r"dishes|doctors?|drugs?|emergenc\w+|employ\w+|equipment|exams?|guests?|hospitals?|hotels?|interns?|invoices?|jobs?|"
    r"juniors?|kitchens?|lessons?|machines?|managers?|meetings?|menus?|nurs\w+|offices?|orders?|outages?|papers?|parents?|"
    r"parts?|patients?|payments?|products?|production|programs?|projects?|pupils?|quer(?:y|ies)|releases?|reports?|"
    r"residents?|restaurants?|sales|schools?|servers?|services?|shifts?|shops?|software|staff|stores?|students?|"
    r"suppliers?|systems?|tasks?|teachers?|teams?|tests?|tickets?|tools?|trainees?|training|users?|vans?|wards?|"
    r"warehouses?|websites?|apps?|work(?:ed|ing|place|shops?)?)\b"
)
