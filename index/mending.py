"""Mending of lines: page furniture out, broken lines joined, spaces and look-alikes put right."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from index.blocks import Block, Grid, Marked, line_of
from index.folding import fold
from index.grids import read_grid, single_cell
from index.numbering import NAMED, ends_sentence, match_number

_CJK = r"\u3400-\u9fff\u3000-\u303f\uff01-\uff60“”‘’—"
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[{_CJK}])")
_LABELLED = re.compile(r"(?:作者|来源|日期|时间|发布|记者|编辑)\s*[:：]|^\S+记者\s+\S{2,4}$")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u202a-\u202e\u2060\ufffe\uffff]"
)
_LOOK_ALIKES = str.maketrans({"˃": ">", "˂": "<", "\u00a0": " "})
_LOST_SPACE = re.compile(r"^(\s*专栏\s*\w{1,4})[?？](?=\s*\S)")
_BOLD = re.compile(r"\*\*([^*\n]*)\*\*")

_HASHES = re.compile(r"^\s*#{1,6}\s+")

_NAVIGATION = re.compile(
    r"^(?:首页|当前位置|您的位置|您现在的位置)\s*[:：>/›»]|^分享到?[:：]?$|^分享到[:：]|^(?:上一篇|下一篇)[:：]"
    r"|^【?(?:打印|关闭|收藏|字体|字号).{0,20}$|^(?:扫一扫|微信扫码|返回顶部).{0,20}$"
    r"|^日期[:：]\s*[\d\-/: ]+来源[:：]?\s*$"
)
_COMMENT_BOX = re.compile(
    r"^(?:评论一下|网友评论|发表评论|最新评论|最热评论|热门评论|相关阅读|热门文章)"
)
_COMMENT_TAIL = re.compile(r"评论|参与|沙发|热门|推荐|阅读|登录|注册|分享|版权")


def mend(blocks: Sequence[Block], *, verbatim: bool = False) -> list[Block]:
    """Paragraphs, headings and tables of the lines and tables of a file.

    With `verbatim` spaces inside a line are left alone.
    """
    return to_blocks(drop_furniture(clean_blocks(blocks)), verbatim=verbatim)


def clean_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without control characters, bold marks and look-alikes; blank lines are kept."""
    cleaned: list[Block] = []
    for block in blocks:
        if isinstance(block, str):
            cleaned.extend(clean_lines(block))
        elif isinstance(block, Marked):
            text = " ".join(" ".join(clean_lines(block.text)).split(" "))
            cleaned.extend([Marked(text.strip(), block.level)] if text.strip() else [])
        else:
            cleaned.append(Grid(_clean_cells(block.header), tuple(map(_clean_cells, block.rows))))
    return cleaned


def _clean_cells(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(clean_lines(cell)).strip() for cell in cells)


def clean_lines(text: str) -> list[str]:
    """Lines without control characters, bold marks and look-alikes; blank lines are kept."""
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\f", "\n")
    )
    text = _CONTROL.sub("", text).translate(_LOOK_ALIKES)
    lines = [
        _HASHES.sub("", _BOLD.sub(r"\1", line).replace("**", "")).rstrip()
        for line in text.split("\n")
    ]
    return [_LOST_SPACE.sub(r"\1 ", line) for line in lines]


def drop_furniture(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without the lines of site navigation, comment boxes and page numbers."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        bare = line_of(block).strip()
        if _COMMENT_BOX.match(bare) and _is_tail(blocks[place:]):
            break
        if not _NAVIGATION.match(bare):
            kept.append(block)
    return _drop_page_numbers(kept)


def _is_tail(rest: Sequence[Block]) -> bool:
    lines = (line_of(block).strip() for block in rest)
    short = list(islice((line for line in lines if line), 16))
    return len(short) <= 15 and all(len(s) <= 30 and _COMMENT_TAIL.search(s) for s in short)


def _drop_page_numbers(blocks: list[Block]) -> list[Block]:
    """A line that is only a number is a page number when such numbers rise through the text."""
    lines = [line_of(block) for block in blocks]
    places = [
        i
        for i, line in enumerate(lines)
        if re.fullmatch(r"[-—\s]*\d{1,4}[-—\s]*", line.strip() or "x")
    ]
    numbers = [int(re.sub(r"\D", "", lines[i])) for i in places]
    rising = all(a < b for a, b in pairwise(numbers))
    in_table = any(_is_short_cell_neighbour(lines, i) for i in places)
    if not places or not rising or in_table:
        return blocks
    dropped = set(places)
    return [block for i, block in enumerate(blocks) if i not in dropped]


def _is_short_cell_neighbour(lines: Sequence[str], place: int) -> bool:
    around = [line.strip() for line in lines[max(0, place - 3) : place + 4] if line.strip()]
    return sum(len(line) <= 6 for line in around) >= 3


def wrap_width(lines: Sequence[str]) -> int | None:
    """Characters in a full line when the text is hard-wrapped, else None.

    A text is hard-wrapped when at least six of ten longer lines stop in mid-sentence and
    their lengths hardly differ.
    """
    lengths = [len(line.strip()) for line in lines if len(line.strip()) >= 15]
    if len(lengths) < 12:
        return None
    broken = [len(s) for line in lines if len(s := line.strip()) >= 15 and not ends_sentence(s)]
    middle = int(statistics.median(lengths))
    alike = sum(abs(length - middle) <= 6 for length in broken)
    if middle > 60 or len(broken) < 0.6 * len(lengths) or alike < 0.7 * len(broken):
        return None
    return middle


def to_blocks(lines: Sequence[Block], *, verbatim: bool = False) -> list[Block]:
    """Paragraphs and tables from lines; with `verbatim` spaces inside a line are left alone."""
    width = wrap_width([line for line in lines if isinstance(line, str)])
    filled = [line.strip() if isinstance(line, str) else line for line in lines if line != ""]
    stripped = [line for line in filled if line != ""]
    blocks: list[Block] = []
    for run in _runs(stripped):
        if isinstance(run, list):
            blocks.extend(_paragraphs(run, width, first=not blocks))
        else:
            blocks.append(run)
    return [
        mend_spaces(b) if isinstance(b, str) and not verbatim else b for b in _split_runs(blocks)
    ]


def _runs(blocks: Sequence[Block]) -> Iterator[list[str] | Marked | Grid]:
    """Lines that follow one another together, headings and tables by themselves."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        if lines:
            yield lines
            lines = []
        yield block
    if lines:
        yield lines


def _paragraphs(lines: Sequence[str], width: int | None, *, first: bool) -> list[Block]:
    """The paragraphs and tables of lines that follow one another."""
    blocks: list[Block] = []
    pending = ""
    place = 0
    while place < len(lines):
        grid, after = read_grid(lines, place)
        if grid is not None:
            blocks.extend([pending] if pending else [])
            pending = ""
            blocks.append(grid)
            place = after
            continue
        line = single_cell(lines[place])
        last_length = len(lines[place - 1])
        at_top = first and not blocks
        if pending and _continues(pending, line, width, last_length, first=at_top):
            pending = _join(pending, line)
        else:
            blocks.extend([pending] if pending else [])
            pending = line
        place += 1
    return [*blocks, *([pending] if pending else [])]


def _continues(
    pending: str, line: str, width: int | None, last_length: int, *, first: bool
) -> bool:
    """Whether `line` goes on with the paragraph `pending`, whose last line had `last_length`.

    `first` says that `pending` is the first paragraph, where a title may stand.
    """
    if _starts_anew(line):
        return False
    if _LABELLED.search(line) or _LABELLED.search(pending):
        return False
    if len(line) <= 6 and line[-1] in "。；" and not ends_sentence(pending):
        return True
    if width is None:
        return _breaks_off(pending, first=first)
    if last_length >= width - 3:
        return True
    run_in = "。" in pending
    return not ends_sentence(pending) and (run_in or not _is_heading_line(pending))


def _breaks_off(pending: str, *, first: bool) -> bool:
    """Whether a paragraph that is not hard-wrapped stops in mid-sentence, as where a page ends."""
    marks = "，。；,;" if first else "，。；、,;"
    return (
        len(pending) >= 24
        and any(mark in pending for mark in marks)
        and not ends_sentence(pending)
        and not _is_heading_line(pending)
    )


def _starts_anew(line: str) -> bool:
    numbered = match_number(line)
    if numbered is None:
        return False
    if numbered.style in NAMED:
        return numbered.spaced or len(line) <= 30
    return numbered.style != "ordinal_is"


def _is_heading_line(line: str) -> bool:
    numbered = match_number(line)
    return (numbered is not None and len(line) <= 45) or len(line) < 20


def _join(left: str, right: str) -> str:
    gap = (
        " "
        if left[-1:].isascii()
        and left[-1:].isalpha()
        and right[:1].isascii()
        and right[:1].isalpha()
        else ""
    )
    return left + gap + right


def mend_spaces(text: str) -> str:
    """Drops the spaces that a PDF leaves beside Chinese characters; labelled lines keep theirs."""
    titled = (
        len(text) <= 50 and not any(mark in text for mark in "。，；") and not match_number(text)
    )
    if _LABELLED.search(text) or titled:
        return re.sub(r"[ \t]{2,}", "  ", text)
    numbered = match_number(text)
    if numbered and numbered.style == "box" and len(text) <= 80:
        return f"{numbered.number} {_SPACE_BESIDE_CJK.sub('', text[numbered.rest :])}".rstrip()
    if numbered and numbered.spaced and numbered.number.startswith("第"):
        return text[: numbered.rest] + _SPACE_BESIDE_CJK.sub("", text[numbered.rest :])
    return _SPACE_BESIDE_CJK.sub("", text)


def _split_runs(blocks: Sequence[Block]) -> list[Block]:
    return [
        piece
        for block in blocks
        for piece in (split_items(block) if isinstance(block, str) else [block])
    ]


def split_items(line: str) -> list[str]:
    """Splits `（一）…。（二）…。` on one line into its items, when the numbers run 1, 2, 3…"""
    first = match_number(line)
    if first is None or first.style != "cn_bracket":
        return [line]
    cuts, expected = [0], first.ordinal + 1
    for found in re.finditer(r"(?<=[。;])\s*(?=\()", fold(line)):
        numbered = match_number(line[found.end() :])
        if numbered and numbered.style == "cn_bracket" and numbered.ordinal == expected:
            cuts.append(found.end())
            expected += 1
    ends = [*cuts[1:], len(line)]
    return [line[a:b].strip() for a, b in zip(cuts, ends, strict=True)]
