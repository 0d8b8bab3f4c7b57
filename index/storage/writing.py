"""Documents, copies and facts into the database of a store, or over from the one before it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np

from index.copying.copies import Sketch
from index.documents import Chunk, Document, Fact, Outline, OutlineWarning, Table
from index.lexicon import LearnedWord
from index.storage.database import CHUNK, FACT, INFO, copy_key


def write_document(
    connection: sqlite3.Connection, document: Document, chunks: Sequence[Chunk], *, first_chunk: int
) -> None:
    """Add a document with its outline and its chunks, which get positions from `first_chunk` on."""
    outline = document.outline
    connection.execute(
        f"INSERT INTO documents ({INFO}, position, first_chunk, chunks, outline_title, warnings,"
        " text) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *_description(connection, document, first_chunk),
            len(chunks), outline.title, _warnings_json(outline.warnings), outline.text,
        ),
    )  # fmt: skip
    _write_nodes(connection, document.id, outline)
    _insert(connection, "chunks", (
        (first_chunk + place, c.id, c.document_id, c.node_id, c.text, c.embedding_text, *c.span,
         c.tokens)
        for place, c in enumerate(chunks)
    ))  # fmt: skip


def write_copy(connection: sqlite3.Connection, file: str, outline: Outline) -> None:
    """Keep the outline of a file that is a copy of a document; `read_outline` gives it back."""
    key = copy_key(file)
    row = (key, outline.title, _warnings_json(outline.warnings), outline.text)
    _insert(connection, "copies", [row])
    _write_nodes(connection, key, outline)


def write_sketch(connection: sqlite3.Connection, key: str, sketch: Sketch) -> None:
    """Keep the sketch of a document, or of a copy by its key."""
    hashes = np.array(sorted(sketch.hashes), dtype="<u4").tobytes()
    _insert(connection, "sketches", [(key, sketch.limit, hashes)])


def _write_nodes(connection: sqlite3.Connection, key: str, outline: Outline) -> None:
    _insert(connection, "nodes", (
        (key, place, n.id, n.parent, n.kind, n.level, n.number, n.label, n.title, *n.span)
        for place, n in enumerate(outline.nodes)
    ))  # fmt: skip
    for place, table in enumerate(outline.tables):
        _write_table(connection, key, place, table)


def _write_table(
    connection: sqlite3.Connection, document_id: str, position: int, table: Table
) -> None:
    header = (
        document_id,
        position,
        table.node_id,
        _to_json(table.header),
        table.caption,
        table.unit,
    )
    _insert(connection, "tables", [header])
    _insert(connection, "rows", (
        (document_id, position, place, row.node_id, _to_json(row.cells), _to_json(row.spans),
         row.category)
        for place, row in enumerate(table.rows)
    ))  # fmt: skip


def take_document(
    connection: sqlite3.Connection, document: Document, *, first_chunk: int
) -> tuple[int, int, int]:
    """Add a document as the database attached as `old` has it, described as `document` is.

    Its chunks get positions from `first_chunk` on. Returns how many nodes, chunks and facts it has;
    KeyError when it is not there.
    """
    old = connection.execute(
        "SELECT first_chunk, chunks FROM old.documents WHERE id = ?", (document.id,)
    ).fetchone()
    if old is None:
        raise KeyError(document.id)
    begin, chunks = old
    connection.execute(
        f"INSERT INTO documents ({INFO}, position, first_chunk, chunks, outline_title, warnings,"
        " text) SELECT ?,?,?,?,?,?,?,?,?,?, chunks, outline_title, warnings, text"
        " FROM old.documents WHERE id = ?",
        (*_description(connection, document, first_chunk), document.id),
    )
    nodes, _, _, _ = (
        _take(connection, name, document.id) for name in ("nodes", "tables", "rows", "lexicon")
    )
    connection.execute(
        f"INSERT INTO chunks (position, {CHUNK}) SELECT position + ?, {CHUNK} FROM old.chunks"
        " WHERE position >= ? AND position < ? ORDER BY position",
        (first_chunk - begin, begin, begin + chunks),
    )
    facts = connection.execute(
        f"INSERT INTO facts ({FACT}) SELECT {FACT} FROM old.facts WHERE document = ?"
        " ORDER BY position",
        (document.id,),
    ).rowcount
    return nodes, chunks, facts


def _description(
    connection: sqlite3.Connection, document: Document, first_chunk: int
) -> tuple[object, ...]:
    """The columns of a document that its outline does not give; it comes after those there."""
    position = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    return (
        document.id, document.title, document.issuer, document.author, document.date,
        document.source, document.file, _to_json(document.copies), position, first_chunk,
    )  # fmt: skip


def _take(connection: sqlite3.Connection, table: str, document_id: str) -> int:
    return connection.execute(
        f"INSERT INTO {table} SELECT * FROM old.{table} WHERE document = ?", (document_id,)
    ).rowcount


def write_facts(connection: sqlite3.Connection, facts: Iterable[Fact]) -> None:
    """Add facts behind those already there."""
    _insert(connection, "facts", (
        (None, f.document_id, f.node_id, f.subject, f.measure, f.value, f.number, f.upper, f.unit,
         f.year, f.bound, *f.span, *f.sentence, f.attribute, f.category, f.change, f.cell)
        for f in facts
    ))  # fmt: skip


def write_lexicon(
    connection: sqlite3.Connection, document_id: str, words: Iterable[LearnedWord]
) -> None:
    """Add the words that a document teaches."""
    _insert(connection, "lexicon", ((w.word, document_id, w.kind, w.full) for w in words))


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    listed = list(rows)
    if listed:
        places = ",".join("?" * len(listed[0]))
        connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', listed)


def _warnings_json(warnings: Iterable[OutlineWarning]) -> str:
    return _to_json([(w.kind, w.message, w.node_id, w.span) for w in warnings])


def _to_json(value: Sequence[object]) -> str:
    return json.dumps(value, ensure_ascii=False)
