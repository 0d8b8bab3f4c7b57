"""Documents, outlines, facts and chunks out of the database of a store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from index.copying.copies import Sketch
from index.documents import (
    Chunk,
    DocumentInfo,
    Fact,
    Node,
    Outline,
    OutlineWarning,
    Span,
    Table,
    TableRow,
)
from index.headwords import OPENING, headword
from index.lexicon import LearnedWord
from index.storage.database import CHUNK, FACT, INFO

_NODES = 'SELECT id, parent, kind, level, number, label, title, start, "end" FROM nodes WHERE document = ?'

_HEADINGS = (
    "(SELECT 1 FROM nodes WHERE document = documents.id AND parent IS NOT NULL"
    " AND (title <> '' OR number <> ''))"
)
"""The headed parts of a document."""


def read_infos(connection: sqlite3.Connection) -> list[tuple[DocumentInfo, range]]:
    """All documents in corpus order, each with the positions of its chunks."""
    rows = connection.execute(
        f"SELECT {INFO}, first_chunk, chunks FROM documents ORDER BY position"
    )
    return [
        (DocumentInfo(*(*row[:7], tuple(json.loads(row[7])))), range(row[8], row[8] + row[9]))
        for row in rows
    ]


def read_outline(
    connection: sqlite3.Connection, document_id: str, around: Span | None = None
) -> Outline:
    """The outline of a document (or of a copy, by its key); KeyError when there is none.

    With `around` only those nodes that have some of these characters, or hold such.
    """
    row = connection.execute(
        "SELECT outline_title, text, warnings FROM documents WHERE id = ?1"
        " UNION ALL SELECT outline_title, text, warnings FROM copies WHERE id = ?1",
        (document_id,),
    ).fetchone()
    if row is None:
        raise KeyError(document_id)
    start, end = around or (-1, len(row[1]) + 1)
    nodes = connection.execute(
        f'{_NODES} AND start < ? AND "end" > ? ORDER BY position', (document_id, end, start)
    )
    return Outline(
        title=row[0],
        text=row[1],
        nodes=tuple(map(_node, nodes)),
        tables=tuple(_read_tables(connection, document_id)),
        warnings=_read_warnings(row[2]),
    )


def read_titled(connection: sqlite3.Connection, document_id: str) -> tuple[Node, ...]:
    """The nodes of a document that have a title, in reading order; none for an unknown document."""
    nodes = connection.execute(f"{_NODES} AND title <> '' ORDER BY position", (document_id,))
    return tuple(map(_node, nodes))


def read_headword(connection: sqlite3.Connection, document_id: str) -> str:
    """What a document without headings is about (index/headwords.py); "" for any other."""
    row = connection.execute(
        f"SELECT title || ' ' || outline_title, substr(text, 1, {OPENING}) FROM documents"
        f" WHERE id = ? AND NOT EXISTS {_HEADINGS}",
        (document_id,),
    ).fetchone()
    return headword(*row) if row else ""


def has_headless(connection: sqlite3.Connection) -> bool:
    """Whether any document has no headings."""
    found = connection.execute(f"SELECT 1 FROM documents WHERE NOT EXISTS {_HEADINGS} LIMIT 1")
    return found.fetchone() is not None


def _node(row: Sequence[Any]) -> Node:
    return Node(*(*row[:7], (row[7], row[8])))


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
    rows = connection.execute(f"SELECT {FACT} FROM facts ORDER BY position")
    return [
        Fact(*(*row[:10], (row[10], row[11]), (row[12], row[13]), *row[14:17], bool(row[17])))
        for row in rows
    ]


def read_lexicon(connection: sqlite3.Connection) -> list[LearnedWord]:
    """The words that the documents teach, each once, in the order of their characters."""
    rows = connection.execute('SELECT DISTINCT word, kind, "full" FROM lexicon ORDER BY 1, 2, 3')
    return [LearnedWord(*row) for row in rows]


def read_terms(connection: sqlite3.Connection, most: int) -> list[tuple[str, int]]:
    """The search terms of 2 to 8 characters in most chunks, each with how many hold it."""
    rows = connection.execute(
        "SELECT term, chunks FROM words WHERE length(term) BETWEEN 2 AND 8"
        " ORDER BY chunks DESC, term LIMIT ?",
        (most,),
    )
    return [(str(term), int(chunks)) for term, chunks in rows]


def read_chunk(connection: sqlite3.Connection, chunk_id: str) -> Chunk:
    """One chunk; KeyError when there is none."""
    row = connection.execute(f"SELECT {CHUNK} FROM chunks WHERE id = ?", (chunk_id,)).fetchone()
    if row is None:
        raise KeyError(chunk_id)
    return Chunk(*(*row[:5], (row[5], row[6]), row[7]))


def read_chunk_ids(connection: sqlite3.Connection, positions: Sequence[int]) -> list[str]:
    """The ids of the chunks at these positions, in that order; IndexError when one is not there."""
    marks = ",".join("?" * len(positions))
    rows = connection.execute(
        f"SELECT position, id FROM chunks WHERE position IN ({marks})", tuple(positions)
    )
    found = {int(position): str(name) for position, name in rows}
    try:
        return [found[position] for position in positions]
    except KeyError as error:
        raise IndexError(*error.args) from error


def read_sketch(connection: sqlite3.Connection, key: str) -> Sketch | None:
    """The sketch of a document, or of a copy by its key; None when there is none."""
    row = connection.execute("SELECT most, hashes FROM sketches WHERE id = ?", (key,)).fetchone()
    return row and Sketch(frozenset(np.frombuffer(row[1], dtype="<u4").tolist()), row[0])


def _read_warnings(text: str) -> tuple[OutlineWarning, ...]:
    return tuple(
        OutlineWarning(kind, message, node_id, (start, end))
        for kind, message, node_id, (start, end) in json.loads(text)
    )
