"""A reply as its run has said it: for endings that nobody was there to write down."""

from app.streaming import PlainStatement, Statement

_TEXT = """
UPDATE messages SET words = NULL, text = coalesce((
    SELECT group_concat(piece, '') FROM (
        SELECT json_extract(CAST(data AS TEXT), '$.text') AS piece FROM run_events
        WHERE run_id = :run_id AND name = 'text' ORDER BY seq
    )
), '')
WHERE id = :reply_id AND run_id = :run_id AND state = 'running'
"""
_STEPS = """
UPDATE messages SET steps = CAST((
    SELECT json_group_array(json(step)) FROM (
        SELECT json_extract(CAST(data AS TEXT), '$.step') AS step FROM run_events AS said
        WHERE run_id = :run_id AND name IN ('step', 'step_end') AND seq = (
            SELECT max(seq) FROM run_events AS later
            WHERE later.run_id = :run_id AND later.name IN ('step', 'step_end')
            AND json_extract(CAST(later.data AS TEXT), '$.step.id') =
                json_extract(CAST(said.data AS TEXT), '$.step.id')
        )
        ORDER BY seq
    )
) AS BLOB)
WHERE id = :reply_id AND run_id = :run_id AND state = 'running'
"""
_SAID = r"""
    SELECT seq, regexp_replace(convert_from(data, 'UTF8'), '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g')::json AS data
    FROM run_events WHERE run_id = CAST(:run_id AS text)
"""
"""PostgreSQL reads no JSON text in which U+0000 is written."""
_TEXT_POSTGRESQL = f"""
UPDATE messages SET words = NULL, text = coalesce((
    SELECT string_agg(data ->> 'text', '' ORDER BY seq) FROM ({_SAID} AND name = 'text') AS said
), '')
WHERE id = CAST(:reply_id AS text) AND run_id = CAST(:run_id AS text) AND state = 'running'
"""  # noqa: S608 - constant text
_STEPS_POSTGRESQL = f"""
UPDATE messages SET steps = convert_to('[' || coalesce((
    SELECT string_agg(step::text, ',' ORDER BY seq) FROM (
        SELECT DISTINCT ON (data #>> '{{step,id}}') seq, data -> 'step' AS step
        FROM ({_SAID} AND name IN ('step', 'step_end')) AS said
        WHERE data #>> '{{step,id}}' IS NOT NULL
        ORDER BY data #>> '{{step,id}}', seq DESC
    ) AS newest
), '') || ']', 'UTF8')
WHERE id = CAST(:reply_id AS text) AND run_id = CAST(:run_id AS text) AND state = 'running'
"""  # noqa: S608 - constant text


def keep_as_said(run_id: str, reply_id: str) -> list[Statement]:
    """Make a reply that is still running exactly what its run's log says: what people have been shown of it.

    Its words are written down when somebody searches (`searching.py`): the database does not know what a word is.
    These are for the transaction in which the run ends, in which all of its events have moved to `run_events`.
    """
    values = {"run_id": run_id, "reply_id": reply_id}
    return [PlainStatement(_TEXT, values, _TEXT_POSTGRESQL), PlainStatement(_STEPS, values, _STEPS_POSTGRESQL)]
