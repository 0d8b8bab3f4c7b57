"""The corpus as Word files of three kinds: typed numbers, heading styles, automatic numbering.

A clerk numbers a plan in any of these ways; the answers must name the same sections.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from format_writers import Piece, pieces_of
from outline_lines import CORPUS
from word_files import definition, level, num, p, restart, table, tr, word_file

from index.corpus import read_one
from index.documents import Outline
from index.formats.docx import read_docx
from index.outline import outline_of_blocks
from index.outlining.numbering import match_number

PATTERNS = {
    "cn_comma": ("chineseCountingThousand", "%1、"),
    "cn_bracket": ("chineseCountingThousand", "（%1）"),
    "digit_point": ("decimal", "%1."),
    "digit_bracket": ("decimal", "（%1）"),
    "dash": ("bullet", "——"),
}


def typed(pieces: list[Piece]) -> bytes:
    """Every paragraph in one style, numbers typed."""
    return word_file("".join(drawn(piece) or p(piece.text) for piece in pieces))


def styled(pieces: list[Piece]) -> bytes:
    """Headings in the styles of headings, numbers typed."""
    return word_file("".join(drawn(x) or p(x.text, style=style_of(x)) for x in pieces))


def automatic(pieces: list[Piece]) -> bytes:
    """Numbers made by Word: a list goes on while the numbers do, else another one begins anew."""
    definitions: dict[tuple[str, str], int] = {}
    lists: list[str] = []
    last: dict[tuple[str, str], tuple[int, int]] = {}
    body = []
    for piece in pieces:
        numbered = match_number(piece.text)
        if piece.table or numbered is None or numbered.style not in PATTERNS:
            body.append(drawn(piece) or p(piece.text, style=style_of(piece)))
            continue
        fmt, pattern = PATTERNS[numbered.style]
        if "(" in piece.text[: numbered.rest]:
            pattern = pattern.replace("（", "(").replace("）", ")")
        key = (fmt, pattern)
        known = definitions.setdefault(key, len(definitions) + 1)
        used, ordinal = last.get(key, (0, -1))
        if not used or (fmt != "bullet" and numbered.ordinal != ordinal + 1):
            used = len(lists) + 1
            lists.append(num(used, known, restart(0, numbered.ordinal)))
        last[key] = (used, numbered.ordinal)
        body.append(p(piece.text[numbered.rest :], num=str(used), style=style_of(piece)))
    made = "".join(definition(d, level(0, text, fmt)) for (fmt, text), d in definitions.items())
    return word_file("".join(body), numbering=made + "".join(lists))


def drawn(piece: Piece) -> str:
    """The table of a piece; "" when it has none."""
    if piece.table is None:
        return ""
    return table(*(tr(*row) for row in (piece.table.header, *(r.cells for r in piece.table.rows))))


def style_of(piece: Piece) -> str:
    """The style of a title or a heading; "" for text."""
    return "" if not piece.level else "t" if piece.level == 1 else str(piece.level - 1)


def shape(outline: Outline) -> list[tuple[str, str, str, str]]:
    """Kind, number, label and title of every node but the paragraphs."""
    return [(n.kind, n.number, n.label, n.title) for n in outline.nodes if n.kind != "paragraph"]


@pytest.mark.parametrize("write", [typed, styled, automatic], ids=lambda write: write.__name__)
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_document_reads_the_same_however_word_numbers_it(
    path: Path, write: Callable[[list[Piece]], bytes]
) -> None:
    source = read_one(path).outline
    reading = read_docx(write(pieces_of(source)), "甲.docx")
    read = outline_of_blocks(reading.blocks, document_id="d", title=source.title)
    assert read.text == source.text
    assert shape(read) == shape(source)
    cells = [[row.cells for row in each.rows] for each in source.tables]
    assert [[row.cells for row in each.rows] for each in read.tables] == cells
