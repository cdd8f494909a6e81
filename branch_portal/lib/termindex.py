"""An index of tokens whose hits come newest first, whatever the size of the archive.

A table with a number `key`, moments `publish_at` and `expires_at`, a text `filters` and a text
`terms` (tokens parted by single spaces)
gets an FTS5 index on SQLite, or a GIN index of the tokens on PostgreSQL; the database keeps it
current. Keys grow with age: the newest row has the smallest one.

SQLite walks the lists of the tokens from the newest row on and stops at the limit. PostgreSQL's
index finds all hits before the first one, so each row has the tokens of its month and year too, and
the newest rows are asked first, then those of ten times as long a time, and so on.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from branch_portal.lib.query import Node, either, every

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)
_FAR = (dt.datetime(2200, 1, 1, tzinfo=dt.UTC) - _EPOCH) // _MINUTE
SLOTS = 1024  # rows of one minute
_NEWEST = 400  # rows that PostgreSQL is asked about first
_STAGES = (1, 10, 100, None)  # times as long a span of time is asked about; None: all
_MOST_SHELVES = 14


def first_key(moment: dt.datetime) -> int:
    """Return the smallest key of a moment's minute."""
    return (_FAR - (moment - _EPOCH) // _MINUTE) * SLOTS


def last_key(moment: dt.datetime) -> int:
    """Return the largest key of a moment's minute."""
    return first_key(moment) + SLOTS - 1


def key_of(moment: dt.datetime, number: int) -> int:
    """Return the key of a row; in one minute the larger number counts as the newer one."""
    return last_key(moment) - number % SLOTS


def minutes_between(key: int, older: int) -> int:
    return older // SLOTS - key // SLOTS


def shelf_tokens(moment: dt.datetime) -> list[str]:
    """Return the tokens of its month and year, which a row must have among its terms."""
    moment = moment.astimezone(dt.UTC)
    return [f"~m{moment:%Y%m}", f"~y{moment:%Y}"]


def _shelves(first: int, last: int) -> list[str]:
    """The tokens of the months or years from one key to an older one; none if they are many."""
    newest, oldest = (_EPOCH + (_FAR - key // SLOTS) * _MINUTE for key in (first, last))
    months = range(oldest.year * 12 + oldest.month - 1, newest.year * 12 + newest.month)
    if len(months) <= _MOST_SHELVES:
        return [f"~m{month // 12}{month % 12 + 1:02d}" for month in months]
    years = range(oldest.year, newest.year + 1)
    return [f"~y{year}" for year in years] if len(years) <= _MOST_SHELVES else []


@dataclass(frozen=True)
class Wanted:
    """Ask for the newest rows, `limit` at most, that hold `node` and not `without`.

    Keys from `first` to `last` count. Only with `with_filters` the answer names the filters.
    """

    node: Node
    first: int
    last: int
    limit: int
    without: Node | None = None
    with_filters: bool = False


Hits = list[tuple[int, str]]  # key and filters


def newest(table: str, asked: Sequence[Wanted], now: dt.datetime) -> list[Hits]:
    """Answer several questions at once, each with its hits, newest first.

    What the clock does not show at this moment is no hit: rows that have expired, and those of the
    very minute that are a few seconds early. Of both there are few.
    """
    if not asked:
        return []
    look = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        hidden = ", ".join(map(str, _hidden(cursor, table, now))) or "0"
        return look(cursor, table, asked, f"NOT IN ({hidden})")


def _hidden(cursor, table: str, now: dt.datetime) -> list[int]:
    moment = connection.ops.adapt_datetimefield_value(now)
    cursor.execute(
        f"SELECT key FROM {table} WHERE expires_at <= %s UNION ALL"
        f" SELECT key FROM {table} WHERE key BETWEEN %s AND %s AND publish_at > %s",
        [moment, first_key(now), last_key(now), moment],
    )
    return [key for (key,) in cursor.fetchall()]


def _sqlite(cursor, table: str, asked: Sequence[Wanted], but: str) -> list[Hits]:
    parts, values = [], []
    filters = f"(SELECT filters FROM {table} e WHERE e.key = t.rowid)"
    for number, wanted in enumerate(asked):
        parts.append(
            f"SELECT * FROM (SELECT {number}, t.rowid AS key,"
            f" {filters if wanted.with_filters else repr('')} FROM {table}_terms t"
            f" WHERE {table}_terms MATCH %s AND t.rowid BETWEEN %s AND %s"
            f" AND t.rowid {but} ORDER BY t.rowid LIMIT {wanted.limit})"
        )
        match = _fts5(wanted.node)
        if wanted.without:
            match = f"({match}) NOT ({_fts5(wanted.without)})"
        values += [match, wanted.first, wanted.last]
    return _answers(cursor, " UNION ALL ".join(parts), values, len(asked))


def _postgresql(cursor, table: str, asked: Sequence[Wanted], but: str) -> list[Hits]:
    answers: list[Hits] = [[] for _each in asked]
    pending = range(len(asked))
    spans = {first: _span(cursor, table, first) for first in {wanted.first for wanted in asked}}
    for stage in _STAGES:
        windows = {number: _window(asked[number], stage, spans) for number in pending}
        parts, values = [], []
        for number in pending:
            wanted = asked[number]
            parts.append(_part(table, number, wanted, but))
            values += [_tsquery(wanted, windows[number]), wanted.first, wanted.last]
        # In the same statement, so that they count for it alone: a planner that believes in many
        # hits would look for them row by row, and unpack each row for it.
        sql = _ONLY_BY_INDEX + " UNION ALL ".join(parts)
        found = _answers(cursor, sql, values, len(asked))
        for number in pending:
            answers[number] = found[number]
        pending = [n for n in pending if windows[n] and len(answers[n]) < asked[n].limit]
        if not pending:
            break
    return answers


_ONLY_BY_INDEX = (
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL jit = off; "
)


def _span(cursor, table: str, first: int) -> int | None:
    """How far the newest rows reach back from a key, as a difference of keys.

    Remembered for an hour: a wrong one costs time, never a hit.
    """
    name = table, first // (60 * SLOTS)
    if name not in _spans:
        sql = f"SELECT key FROM {table} WHERE key >= %s ORDER BY key OFFSET %s LIMIT 1"
        cursor.execute(sql, [first, _NEWEST])
        row = cursor.fetchone()
        if len(_spans) >= _MOST_SPANS:
            _spans.clear()
        _spans[name] = row[0] - first if row else None
    return _spans[name]


_spans: dict[tuple[str, int], int | None] = {}
_MOST_SPANS = 1_000


def _window(wanted: Wanted, stage: int | None, spans: dict[int, int | None]) -> list[str]:
    """The months or years to ask about; none means all rows."""
    span = spans[wanted.first]
    if stage is None or span is None or wanted.first + span * stage >= wanted.last:
        return []
    return _shelves(wanted.first, wanted.first + span * stage)


def _part(table: str, number: int, wanted: Wanted, but: str) -> str:
    filters = "filters" if wanted.with_filters else "'' AS filters"
    return (
        f"(SELECT {number} AS number, key, filters FROM"
        f" (SELECT key, {filters} FROM {table} WHERE {_VECTOR} @@ %s::tsquery"
        f" AND key + 0 BETWEEN %s AND %s AND key {but} OFFSET 0) found"
        f" ORDER BY key LIMIT {wanted.limit})"
    )


def _answers(cursor, sql: str, values: list, count: int) -> list[Hits]:
    cursor.execute(sql, values)
    answers: list[Hits] = [[] for _each in range(count)]
    for number, key, filters in cursor.fetchall():
        answers[number].append((key, filters))
    return answers


def _fts5(node: Node) -> str:
    if isinstance(node, str):
        return f'"{node}"'  # no quote can be in a token
    return "(" + {"all": " AND ", "any": " OR "}[node[0]].join(map(_fts5, node[1])) + ")"


def _tsquery(wanted: Wanted, window: list[str]) -> str:
    text = _tsnode(every([wanted.node, either(window)]) if window else wanted.node)
    return f"{text} & !{_tsnode(wanted.without)}" if wanted.without else text


def _tsnode(node: Node) -> str:
    if isinstance(node, str):
        return f"'{node}'"
    return "(" + {"all": " & ", "any": " | "}[node[0]].join(map(_tsnode, node[1])) + ")"


_VECTOR = "array_to_tsvector(string_to_array(terms, ' '))"


def create(schema_editor, table: str) -> None:
    """Give a table its index of tokens. For migrations."""
    statements = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement.format(table=table))


_GONE = """INSERT INTO {table}_terms({table}_terms, rowid, terms)
           VALUES ('delete', old.key, old.terms);"""
_ADDED = "INSERT INTO {table}_terms(rowid, terms) VALUES (new.key, new.terms);"
_SQLITE = [
    # Everything but an ASCII sign or space is part of a token: the tokens were cut in Python.
    """CREATE VIRTUAL TABLE {table}_terms USING fts5(terms, content='{table}', content_rowid='key',
       detail=none, columnsize=0, tokenize="ascii tokenchars '_=^>~'")""",
    f"CREATE TRIGGER {{table}}_terms_added AFTER INSERT ON {{table}} BEGIN {_ADDED} END",
    f"CREATE TRIGGER {{table}}_terms_gone AFTER DELETE ON {{table}} BEGIN {_GONE} END",
    f"CREATE TRIGGER {{table}}_terms_changed AFTER UPDATE OF key, terms ON {{table}}"
    f" BEGIN {_GONE} {_ADDED} END",
]
_POSTGRESQL = [
    # Long texts out of the way, so that many rows stand on a page.
    "ALTER TABLE {table} SET (toast_tuple_target = 128)",
    # Without a list of pending tokens, which every search would have to read through.
    f"CREATE INDEX {{table}}_terms ON {{table}} USING gin ({_VECTOR}) WITH (fastupdate = off)",
]
