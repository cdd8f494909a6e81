"""Full-text search that treats Vietnamese alike on both databases.

The folding is done here, in Python, because the engines disagree (SQLite never folds đ). A model
keeps two texts, `search_exact` and `search_folded`; `create_index` gives its table an FTS5 index on
SQLite or a tsvector with a GIN index on PostgreSQL. Both are kept current by the database itself.
"""

from django.db import connections
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from branch_portal.lib.text import exact, fold, tidy, words

LONGEST_QUERY = 200  # characters
MOST_TERMS = 20


def document(text: str) -> tuple[str, str]:
    """Return the two texts of a search document: with marks, and folded."""
    marked = " ".join(words(exact(tidy(text))))
    return marked, fold(marked)


def terms(query: str) -> list[str]:
    """Return the words of a reader's query, with marks, cut to a bounded number."""
    return words(exact(tidy(query[:LONGEST_QUERY])))[:MOST_TERMS]


def matching(queryset: QuerySet, query: str) -> QuerySet:
    """Keep the rows that hold every word of the query, whatever its marks.

    Rows that hold the words with the very marks of the query come first, then the newest. A query
    without words finds nothing.
    """
    marked = terms(query)
    if not marked:
        return queryset.none()
    table = queryset.model._meta.db_table
    has = _fts5 if connections[queryset.db].vendor == "sqlite" else _tsquery
    return (
        queryset.filter(has(table, "folded", [fold(term) for term in marked]))
        .annotate(same_marks=has(table, "exact", marked))
        .order_by("-same_marks", *queryset.query.order_by)
    )


def _fts5(table: str, column: str, found: list[str]) -> RawSQL:
    match = " ".join(f'"{term}"' for term in found)  # words only: no quote can be among them
    return RawSQL(
        f"{table}.id IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH %s)",
        [f"search_{column} : ({match})"],
        output_field=BooleanField(),
    )


def _tsquery(table: str, column: str, found: list[str]) -> RawSQL:
    return RawSQL(
        f"{table}.{column}_vector @@ plainto_tsquery('simple', %s)",
        [" ".join(found)],
        output_field=BooleanField(),
    )


def create_index(schema_editor, table: str) -> None:
    """Give a table with `search_exact` and `search_folded` its index. For migrations."""
    statements = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement.format(table=table))


_SQLITE = [
    """CREATE VIRTUAL TABLE {table}_search USING fts5(search_exact, search_folded,
       content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER {table}_search_added AFTER INSERT ON {table} BEGIN
       INSERT INTO {table}_search(rowid, search_exact, search_folded)
       VALUES (new.id, new.search_exact, new.search_folded); END""",
    """CREATE TRIGGER {table}_search_gone AFTER DELETE ON {table} BEGIN
       INSERT INTO {table}_search({table}_search, rowid, search_exact, search_folded)
       VALUES ('delete', old.id, old.search_exact, old.search_folded); END""",
    """CREATE TRIGGER {table}_search_changed
       AFTER UPDATE OF search_exact, search_folded ON {table} BEGIN
       INSERT INTO {table}_search({table}_search, rowid, search_exact, search_folded)
       VALUES ('delete', old.id, old.search_exact, old.search_folded);
       INSERT INTO {table}_search(rowid, search_exact, search_folded)
       VALUES (new.id, new.search_exact, new.search_folded); END""",
]
_POSTGRESQL = [
    f"""ALTER TABLE {{table}} ADD COLUMN {column}_vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', search_{column})) STORED"""
    for column in ("exact", "folded")
] + [
    "CREATE INDEX {table}_folded_search ON {table} USING gin (folded_vector)",
    "CREATE INDEX {table}_exact_search ON {table} USING gin (exact_vector)",
]
