"""Tables of pages: tables of data → blocks; those that only lay the page out are told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.blocks import Block, Cell, Marked, line_of
from index.formats.html_tokens import Tag, Token
from index.tables.grids import table_blocks

ReadCell = Callable[[int, int], list[Block]]
"""Reads the tokens [start, end) of a cell as lines and headings."""
_WIDEST = 40
"""Most columns that a cell is believed to cover; more are bounded by the rows around it."""
_MOST = 200_000
"""Most places that the cells of a table may cover."""
_PAGE_CELL = 400
_LABELS = re.compile(
    r"(?:索引号|主题分类|主题词|体裁分类|信息分类|分类|发文机关|发布机构|公开机构|发文字号|文号|成文日期|生成日期|发布日期|公开日期"
    r"|公开方式|公开形式|有效性|废止日期|失效日期|标题|名称|来源|施行日期|效力状态)[\s\u3000]*[:：]?"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell's tag and where its tokens are; whether it is one of the header."""

    tag: Tag
    start: int
    header: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell and what was read in it."""

    tag: Tag
    header: bool
    blocks: list[Block]
    text: str

    @classmethod
    def of(cls, place: _Place, blocks: list[Block]) -> _Read:
        return cls(place.tag, place.header, blocks, "\n".join(map(line_of, blocks)))


def table_of(tokens: Sequence[Token], place: int, read_cell: ReadCell) -> list[Block] | None:
    """The blocks of the table at a place, None for one that lays out the page."""
    tag = tokens[place]
    if not isinstance(tag, Tag) or tag.get("role") in ("presentation", "none"):
        return None
    rows = list(_rows(tokens, place + 1, tag.end, header=False))
    if _holds_a_table(tokens, place, tag.end) and not _is_regular(tag, rows):
        return None
    read = [[_Read.of(c, read_cell(c.start, c.tag.end)) for c in row] for row in rows]
    if _lays_out(read):
        return None
    labelled = _labelled_lines(read)
    return labelled or table_blocks(_cells(read))


def caption_of(tokens: Sequence[Token], place: int) -> range | None:
    """Where the tokens of a table's caption are."""
    tag = tokens[place]
    end = tag.end if isinstance(tag, Tag) else place
    found = next((c for c in children(tokens, place + 1, end) if c[0].name == "caption"), None)
    return range(found[1] + 1, found[0].end) if found else None


def children(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[Tag, int]]:
    """The tags that stand directly in [start, end), each with its place."""
    place = start
    while place < end:
        token = tokens[place]
        if isinstance(token, Tag):
            yield token, place
            place = token.end
        place += 1


def _rows(tokens: Sequence[Token], start: int, end: int, *, header: bool) -> Iterator[list[_Place]]:
    for tag, place in children(tokens, start, end):
        if tag.name == "tr":
            yield [
                _Place(cell, at + 1, header or cell.name == "th")
                for cell, at in children(tokens, place + 1, tag.end)
                if cell.name in ("td", "th")
            ]
        elif tag.name in ("thead", "tbody", "tfoot"):
            yield from _rows(tokens, place + 1, tag.end, header=tag.name == "thead")


def _holds_a_table(tokens: Sequence[Token], place: int, end: int) -> bool:
    return any(
        isinstance(token, Tag) and token.name == "table"
        for token in (tokens[i] for i in range(place + 1, end))
    )


def _is_regular(tag: Tag, rows: Sequence[Sequence[_Place]]) -> bool:
    """Whether a table with a table inside is one of data: drawn with lines, or with a header."""
    widths = {len(row) for row in rows}
    drawn = tag.get("border") not in ("", "0") or any(c.header for row in rows for c in row)
    return drawn and len(rows) >= 2 and len(widths) == 1 and min(widths) >= 2


def _lays_out(rows: Sequence[Sequence[_Read]]) -> bool:
    """Whether cells hold pieces of a page: a heading with its text, or nearly all of the table."""
    cells = [cell for row in rows for cell in row]
    if any(len(c.blocks) > 1 and any(isinstance(b, Marked) for b in c.blocks) for c in cells):
        return True
    narrow = all(len(row) <= 1 for row in rows)
    if narrow and any(isinstance(b, Marked) for c in cells for b in c.blocks):
        return True
    sizes = [len(cell.text) for cell in cells]
    largest = max(sizes, default=0)
    long = largest >= _PAGE_CELL and largest >= 0.6 * sum(sizes)
    return long and len(cells) <= 12 and not narrow and not any(c.header for c in cells)


def _labelled_lines(rows: Sequence[Sequence[_Read]]) -> list[Block]:
    """“索引号：… 发布日期：…” set as a table, a line for each; [] for any other table."""
    if not rows or len(rows) > 20:
        return []
    texts = [cell.text.replace("\n", "").strip() for row in rows for cell in row]
    labels, values = ["".join(text.split()) for text in texts[::2]], texts[1::2]
    known = sum(bool(_LABELS.fullmatch(label)) for label in labels)
    if len(texts) % 2 or known < 2 or known < len([t for t in labels if t]):
        return []
    return [
        f"{label.rstrip('：: ')}：{value}"
        for label, value in zip(labels, values, strict=True)
        if label
    ]


def _cells(rows: Sequence[Sequence[_Read]]) -> list[list[Cell]]:
    """The cells with the spans that they can have in this table."""
    width = max((sum(_believed(c) for c in row) for row in rows), default=0)
    made = []
    covered = 0
    for y, row in enumerate(rows):
        line = []
        for cell in row:
            across = min(_span(cell.tag, "colspan"), max(width, 1))
            down = min(_span(cell.tag, "rowspan") or len(rows) - y, len(rows) - y)
            covered += across * down
            if covered > _MOST:
                across = down = 1
            line.append(Cell(cell.text, down, max(across, 1), cell.header))
        made.append(line)
    return made


def _believed(cell: _Read) -> int:
    across = _span(cell.tag, "colspan")
    return across if 1 <= across <= _WIDEST else 1


def _span(tag: Tag, name: str) -> int:
    """A span as it is written, 1 where none or none that can be; 0 says “to the end”."""
    if name not in tag.attributes:
        return 1
    found = re.match(r"\s*(\d{1,9})", tag.get(name))
    return int(found[1]) if found else 1
