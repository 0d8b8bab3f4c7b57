"""The SQLite file of a store: its tables, and how objects go in and come out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from index.copying.copies import Sketch
from index.documents import (
    Chunk,
    Document,
    DocumentInfo,
    Fact,
    Node,
    Outline,
    OutlineWarning,
    Table,
    TableRow,
)

DATABASE_FILE = "guanwen.sqlite"

# "start" and "end" are places in documents.text, counted in characters from 0, end not included.
_SCHEMA = """
CREATE TABLE documents (
    position INTEGER PRIMARY KEY,      -- order in the corpus
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, issuer TEXT NOT NULL, author TEXT NOT NULL, date TEXT NOT NULL,
    source TEXT NOT NULL, file TEXT NOT NULL,
    copies TEXT NOT NULL,              -- JSON list of file names
    first_chunk INTEGER NOT NULL,      -- its chunks stand together: this position,
    chunks INTEGER NOT NULL,           -- and so many
    outline_title TEXT NOT NULL,
    warnings TEXT NOT NULL,            -- JSON list
    text TEXT NOT NULL                 -- canonical text, the one that all spans count in
);
CREATE TABLE nodes (
    document TEXT NOT NULL, position INTEGER NOT NULL,   -- reading order, the root first
    id TEXT NOT NULL, parent TEXT, kind TEXT NOT NULL, level INTEGER NOT NULL,
    number TEXT NOT NULL, label TEXT NOT NULL, title TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE tables (
    document TEXT NOT NULL, position INTEGER NOT NULL, node TEXT NOT NULL,
    header TEXT NOT NULL,              -- JSON list of cells
    caption TEXT NOT NULL, unit TEXT NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE rows (
    document TEXT NOT NULL, "table" INTEGER NOT NULL, position INTEGER NOT NULL,
    node TEXT NOT NULL,
    cells TEXT NOT NULL,               -- JSON list, one for each header cell
    spans TEXT NOT NULL,               -- JSON list of [start, end]
    category TEXT NOT NULL,
    PRIMARY KEY (document, "table", position)
) WITHOUT ROWID;
CREATE TABLE facts (
    position INTEGER PRIMARY KEY,
    document TEXT NOT NULL, node TEXT NOT NULL, subject TEXT NOT NULL, measure TEXT NOT NULL,
    value TEXT NOT NULL, number REAL, upper REAL, unit TEXT NOT NULL, year INTEGER,
    bound TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, attribute TEXT NOT NULL,
    category TEXT NOT NULL, change TEXT NOT NULL, cell INTEGER NOT NULL   -- 1: a cell of a table
);
CREATE INDEX facts_of_document ON facts (document, position);
CREATE TABLE chunks (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, node TEXT NOT NULL,
    text TEXT NOT NULL, embedding_text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, tokens INTEGER NOT NULL
);
CREATE TABLE words (
    term TEXT PRIMARY KEY,
    chunks INTEGER NOT NULL,           -- how many chunks hold the term
    postings BLOB NOT NULL,            -- their positions (uint32), then their impacts (float16)
    counts BLOB NOT NULL               -- how often in the headings, then in the text (uint8)
);
CREATE TABLE sketches (                -- by which copies are found, for the next build
    id TEXT PRIMARY KEY,               -- of a document or a copy
    most INTEGER NOT NULL,             -- all hashes of the text up to this
    hashes BLOB NOT NULL               -- uint32, ascending
);
CREATE TABLE copies (                  -- outlines of files that are copies, for the next build
    id TEXT PRIMARY KEY,               -- what their nodes and tables have for a document
    outline_title TEXT NOT NULL, warnings TEXT NOT NULL, text TEXT NOT NULL
);
"""

_INFO = "id, title, issuer, author, date, source, file, copies"
_FACT = (
    "document, node, subject, measure, value, number, upper, unit, year, bound,"
    ' start, "end", sentence_start, sentence_end, attribute, category, change, cell'
)
_CHUNK = 'id, document, node, text, embedding_text, start, "end", tokens'


def create_database(path: Path | None) -> sqlite3.Connection:
    """A new database with empty tables, in a file or (None) in memory."""
    name = path.resolve().as_uri() if path else ":memory:"
    connection = sqlite3.connect(name, uri=True, check_same_thread=False)
    # Nothing reads it before the build is complete and brought to the disk as a whole.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_SCHEMA)
    return connection


def open_database(path: Path) -> sqlite3.Connection:
    """An existing database, read-only; sqlite3.Error when it cannot be read."""
    return sqlite3.connect(_read_only(path), uri=True, check_same_thread=False)


def attach_database(connection: sqlite3.Connection, path: Path) -> None:
    """Make an existing database readable as `old` in queries of another; sqlite3.Error."""
    connection.execute("ATTACH ? AS old", (_read_only(path),))


def _read_only(path: Path) -> str:
    # immutable: a generation never changes once it is current, so no locks and no side files.
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


def write_document(
    connection: sqlite3.Connection, document: Document, chunks: Sequence[Chunk], *, first_chunk: int
) -> None:
    """Add a document with its outline and its chunks, which get positions from `first_chunk` on."""
    outline = document.outline
    position = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    connection.execute(
        f"INSERT INTO documents ({_INFO}, position, first_chunk, chunks, outline_title, warnings,"
        " text) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            document.id, document.title, document.issuer, document.author, document.date,
            document.source, document.file, _to_json(document.copies), position, first_chunk,
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


def read_sketch(connection: sqlite3.Connection, key: str) -> Sketch | None:
    """The sketch of a document, or of a copy by its key; None when there is none."""
    row = connection.execute("SELECT most, hashes FROM sketches WHERE id = ?", (key,)).fetchone()
    return row and Sketch(frozenset(np.frombuffer(row[1], dtype="<u4").tolist()), row[0])


def copy_key(file: str) -> str:
    """What stands for a copy in place of a document id; no id has a line end in it."""
    return f"copy\n{file}"


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
    position = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    connection.execute(
        f"INSERT INTO documents ({_INFO}, position, first_chunk, chunks, outline_title, warnings,"
        " text) SELECT ?,?,?,?,?,?,?,?,?,?, chunks, outline_title, warnings, text"
        " FROM old.documents WHERE id = ?",
        (
            document.id, document.title, document.issuer, document.author, document.date,
            document.source, document.file, _to_json(document.copies), position, first_chunk,
            document.id,
        ),
    )  # fmt: skip
    nodes, _, _ = (_take(connection, name, document.id) for name in ("nodes", "tables", "rows"))
    connection.execute(
        f"INSERT INTO chunks (position, {_CHUNK}) SELECT position + ?, {_CHUNK} FROM old.chunks"
        " WHERE position >= ? AND position < ? ORDER BY position",
        (first_chunk - begin, begin, begin + chunks),
    )
    facts = connection.execute(
        f"INSERT INTO facts ({_FACT}) SELECT {_FACT} FROM old.facts WHERE document = ?"
        " ORDER BY position",
        (document.id,),
    ).rowcount
    return nodes, chunks, facts


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


def read_infos(connection: sqlite3.Connection) -> list[tuple[DocumentInfo, range]]:
    """All documents in corpus order, each with the positions of its chunks."""
    rows = connection.execute(
        f"SELECT {_INFO}, first_chunk, chunks FROM documents ORDER BY position"
    )
    return [
        (DocumentInfo(*(*row[:7], tuple(json.loads(row[7])))), range(row[8], row[8] + row[9]))
        for row in rows
    ]


def read_outline(connection: sqlite3.Connection, document_id: str) -> Outline:
    """The outline of a document (or of a copy, by its key); KeyError when there is none."""
    row = connection.execute(
        "SELECT outline_title, text, warnings FROM documents WHERE id = ?1"
        " UNION ALL SELECT outline_title, text, warnings FROM copies WHERE id = ?1",
        (document_id,),
    ).fetchone()
    if row is None:
        raise KeyError(document_id)
    nodes = connection.execute(
        'SELECT id, parent, kind, level, number, label, title, start, "end" FROM nodes'
        " WHERE document = ? ORDER BY position",
        (document_id,),
    )
    return Outline(
        title=row[0],
        text=row[1],
        nodes=tuple(Node(*(*node[:7], (node[7], node[8]))) for node in nodes),
        tables=tuple(_read_tables(connection, document_id)),
        warnings=_read_warnings(row[2]),
    )


def _read_tables(connection: sqlite3.Connection, document_id: str) -> Iterable[Table]:
    rows: dict[int, list[TableRow]] = {}
    for position, node, cells, spans, category in connection.execute(
        'SELECT "table", node, cells, spans, category FROM rows WHERE document = ?'
        ' ORDER BY "table", position',
        (document_id,),
    ):
        places = tuple((start, end) for start, end in json.loads(spans))
        row = TableRow(node, tuple(json.loads(cells)), places, category)
        rows.setdefault(position, []).append(row)
    for position, node, header, *above in connection.execute(
        "SELECT position, node, header, caption, unit FROM tables WHERE document = ? ORDER BY position",
        (document_id,),
    ):
        yield Table(node, tuple(json.loads(header)), tuple(rows.get(position, ())), *above)


def read_facts(connection: sqlite3.Connection) -> list[Fact]:
    """All facts, in the order they were written: corpus order, then reading order."""
    rows = connection.execute(f"SELECT {_FACT} FROM facts ORDER BY position")
    return [
        Fact(*(*row[:10], (row[10], row[11]), (row[12], row[13]), *row[14:17], bool(row[17])))
        for row in rows
    ]


def read_chunk(connection: sqlite3.Connection, chunk_id: str) -> Chunk:
    """One chunk; KeyError when there is none."""
    row = connection.execute(f"SELECT {_CHUNK} FROM chunks WHERE id = ?", (chunk_id,)).fetchone()
    if row is None:
        raise KeyError(chunk_id)
    return Chunk(*(*row[:5], (row[5], row[6]), row[7]))


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    listed = list(rows)
    if listed:
        places = ",".join("?" * len(listed[0]))
        connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', listed)


def _warnings_json(warnings: Iterable[OutlineWarning]) -> str:
    return _to_json([(w.kind, w.message, w.node_id, w.span) for w in warnings])


def _read_warnings(text: str) -> tuple[OutlineWarning, ...]:
    return tuple(
        OutlineWarning(kind, message, node_id, (start, end))
        for kind, message, node_id, (start, end) in json.loads(text)
    )


def _to_json(value: Sequence[object]) -> str:
    return json.dumps(value, ensure_ascii=False)
