"""The SQLite file of a store: its tables, made and opened; writing.py and reading.py fill and read it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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
CREATE TABLE lexicon (                 -- what a document teaches: see index/lexicon.py
    word TEXT NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL,
    "full" TEXT NOT NULL,              -- of an abbreviation
    PRIMARY KEY (word, document, kind, "full")
) WITHOUT ROWID;
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

INFO = "id, title, issuer, author, date, source, file, copies"
FACT = (
    "document, node, subject, measure, value, number, upper, unit, year, bound,"
    ' start, "end", sentence_start, sentence_end, attribute, category, change, cell'
)
CHUNK = 'id, document, node, text, embedding_text, start, "end", tokens'
"""The columns that make a DocumentInfo, a Fact and a Chunk, in the order of their fields."""


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


def copy_key(file: str) -> str:
    """What stands for a copy in place of a document id; no id has a line end in it."""
    return f"copy\n{file}"
