r"""Full-text search in PostgreSQL, with the answers of SQLite's FTS5 (`unicode61 remove_diacritics 2`).

PostgreSQL's own parser takes addresses, numbers and hyphens apart in its own way, and what a letter is depends on the
database's locale. So words are made here: letters and digits in a row, small, without their marks. The same function
makes the index and the question, so that they cannot disagree. A word's place counts up to 16,383, the most that
a `tsvector` knows, and a word over its 2,046 bytes is not found.
"""

_FOLDED = "lower(regexp_replace(normalize(typed, NFD), '[\u0300-\u036f]', '', 'g') COLLATE \"und-x-icu\")"
_WORDS = f"""
    unnest(regexp_split_to_array(left({_FOLDED}, 200000) COLLATE "und-x-icu", '[^[:alnum:]]+'))
    WITH ORDINALITY AS words (word, place) WHERE word <> '' AND octet_length(word) < 2046
"""
_MADE = "LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS"
_INDEXED = f"""
    CREATE FUNCTION foreword_words(typed text) RETURNS tsvector {_MADE} $$
        SELECT coalesce(string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), '')::tsvector FROM {_WORDS}
    $$
"""  # noqa: S608 - constant text
_ASKED = f"""
    CREATE FUNCTION foreword_phrase(typed text) RETURNS tsquery {_MADE} $$
        SELECT coalesce(string_agg(quote_literal(word), ' <-> ' ORDER BY place) || ':*', '')::tsquery FROM {_WORDS}
    $$
"""  # noqa: S608 - constant text
SCHEMA = (
    _INDEXED,
    _ASKED,
    "CREATE INDEX ix_conversations_words ON conversations USING gin (foreword_words(title))",
    "CREATE INDEX ix_messages_words ON messages USING gin (foreword_words(text))",
)
"""`foreword_phrase`: its words one behind the other, the last one a beginning; nothing when there is none."""
