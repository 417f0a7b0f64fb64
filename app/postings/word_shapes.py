"""What a word is by its ending alone: adjectives, participles and verb forms, none of which is a skill."""

import re

from app.documents.terms.plain_words import PlainWords

_DUTCH_VERB = re.compile(r"(?<!mar)(?<!rece)(?<!conce)(?<!scri)(?:dt|gt|tst|kt|pt|eft|eert)\Z")
_IS_NO_NOUN = re.compile(r"(?:[^e]ed|tive|ary|ous|ful|[ai]ble|ish|less|most|ward|stic|tical|gical|[tmn]ental|tional)\Z")
_IS_ADJECTIVE = re.compile(r"(?:[a-z]{2}(?:tive|ary|ous|or?al|ial|[cdtnms]al|ual|ural|[pmnrtl]ic)|oral)\Z")
_ROMANCE_ADJECTIVE = re.compile(
    r"(?:iques?|ic[oa]s?|tifs?|ti[vf](?:es?|[oa]s?)|a(?:l|le|les|is|les)|aires?|ari[oa]s?)\Z"
)
_SHORTEST_INFINITIVE = 5
_SHORTEST_ADJECTIVE = 7


def describes_a_kind(word: str) -> bool:
    """Whether a folded English word is an adjective that names a kind: functional, secondary, cognitive."""
    return bool(_IS_ADJECTIVE.search(word))


def is_no_noun(word: str) -> bool:
    """Whether a folded English word is an adjective or participle, and so no skill alone."""
    return bool(_IS_NO_NOUN.search(word))


def is_romance_adjective(word: str) -> bool:
    """Whether a folded French, Spanish or Portuguese word is an adjective: pédagogique, educativo, sanitaria."""
    return len(word) >= _SHORTEST_ADJECTIVE and bool(_ROMANCE_ADJECTIVE.search(word))


def is_dutch_verb(word: str) -> bool:
    """Whether a folded Dutch word is a third person: onderhoudt, plaatst, draagt."""
    return bool(_DUTCH_VERB.search(word))


def is_infinitive(word: str, words: PlainWords) -> bool:
    """Whether a folded word is an infinitive of its language, as far as the ending tells: seguir, construire."""
    if not words.infinitives or len(word) < _SHORTEST_INFINITIVE or word in words.infinite_not:
        return False
    return word.endswith(words.infinitives) and not word.endswith("ier")
