"""Markdown: bytes → marked headings, lines and tables, every line of the source a line.

Rules of its own rather than a library's: Chinese authors end a line where they mean it to end,
indent with four spaces without meaning code, and set ** before full-width spaces and quotes,
where the standard refuses emphasis. Numbers of lists stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.blocks import Block, Marked, Reading
from index.formats.encodings import decode_bytes
from index.formats.html import blocks_of_markup
from index.formats.markdown_tables import is_table, read_table
from index.formats.markdown_text import LINE_END, plain_text
from index.outlining.numbering import ends_sentence, match_number
from index.tables.grids import table_blocks

_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FRONT_LINE = re.compile(r"\s*(?:#.*|[\w.\u4e00-\u9fff-]+\s*:(?:\s.*)?|-\s.*|[\]}],?)?|\s+.*", re.A)
_FRONT_TITLE = re.compile(r"^(?:title|标题)\s*:\s*(.+?)\s*$", re.M)
_HEADING = re.compile(
    r" {0,3}(#{1,6})(?:[ \t\u3000]+(.*?)|(?=[\u3400-\u9fff（“《【])([^#]*?))(?:[ \t]+#+)?[ \t]*"
)
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)")
_QUOTE = re.compile(r"(?: {0,3}>(?!\d)[ \t]?)+")
_BULLET = re.compile(r"\s*[-*+](?:[ \t]+|$)(?:\[([ xX])\][ \t]+)?")
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)[^\]]+\]:\s*(?:<[^>]*>|\S*(?:://|[/#.@])\S*)(?:\s+[\"'(].*)?\s*"
)
_NOTE = re.compile(r" {0,3}\[\^([^\]]+)\]:\s*")
_MARKUP = re.compile(
    r" {0,3}</?(address|article|aside|blockquote|body|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|p|pre|script|section|style"
    r"|summary|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|ul)(?=[\s/>]|$)|\s{0,3}(<!--)",
    re.I,
)
_TO_ITS_END = ("table", "script", "style", "pre", "textarea", "template")
_HEADING_LIMIT = 60
_SPECIAL = frozenset("#>-+*_=~`|<[")
_UNDERLINES = frozenset("=-")
_MARK = re.compile(r"[\\`*_\[<&~!|]")
"""A line that begins with none of the first and holds none of the last is only text."""


def read_markdown(data: bytes, name: str) -> Reading:
    """The blocks of a Markdown file; ReadError when the bytes are no text."""
    decoded = decode_bytes(data, name)
    reading = plain_markdown(decoded.text)
    return Reading(reading.blocks, reading.title, decoded.warnings)


def plain_markdown(text: str) -> Reading:
    """Title and blocks of a Markdown document, its marks read or taken off."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, text = _split_front(text)
    blocks = list(_blocks(text.split("\n")))
    return Reading(blocks, _title(blocks, front))


def _split_front(text: str) -> tuple[str, str]:
    """The front matter and the rest; a rule at the top of a document is no front matter."""
    found = _FRONT.match(text)
    inner = (found[1] or "") if found else ""
    if found and all(_FRONT_LINE.fullmatch(line) for line in inner.split("\n")):
        return inner, text[found.end() :]
    return "", text


def _title(blocks: Sequence[Block], front: str) -> str:
    """The first heading of level 1 unless it is numbered; else the title of the front matter."""
    tops = [b.text for b in blocks if isinstance(b, Marked) and b.level == 1]
    if tops and match_number(tops[0]) is None:
        return tops[0]
    found = _FRONT_TITLE.search(front)
    quoted = re.fullmatch(r"([\"'])(.*)\1", found[1]) if found else None
    return plain_text(quoted[2] if quoted else found[1]).strip() if found else ""


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    place, fresh = 0, True
    while place < len(lines):
        line = lines[place]
        head = line.lstrip()[:1]
        if head not in _SPECIAL and not _MARK.search(line) and not _below_is_rule(lines, place):
            yield line.strip(" \t")  # most lines of most documents
            place, fresh = place + 1, not head
            continue
        fence = _FENCE.fullmatch(line)
        if fence:
            end = _fence_end(lines, place + 1, fence[1])
            yield from lines[place + 1 : end]
            place = end + 1
        elif "<" in line and (markup := _MARKUP.match(line)):
            end = _markup_end(lines, place, markup)
            yield from blocks_of_markup("\n".join(lines[place:end]))
            place = end
        elif "|" in line and is_table(lines, place):
            rows, place = read_table(lines, place)
            yield from table_blocks(rows)
        elif fresh and place + 1 < len(lines) and (level := _underlined(line, lines[place + 1])):
            yield Marked(_inline(line)[0], level)
            place += 2
        elif _QUOTE.match(line):
            end = next(
                (i for i in range(place, len(lines)) if not _QUOTE.match(lines[i])), len(lines)
            )
            yield from _blocks([_QUOTE.sub("", quoted, count=1) for quoted in lines[place:end]])
            place = end
        else:
            yield from _line(line)
            place += 1
        fresh = (
            not line.strip()
            or _HEADING.fullmatch(line) is not None
            or _RULE.fullmatch(line) is not None
        )


def _below_is_rule(lines: Sequence[str], place: int) -> bool:
    """Whether the next line may underline this one, or be the rule of a table."""
    return place + 1 < len(lines) and lines[place + 1].lstrip()[:1] in _UNDERLINES


def _fence_end(lines: Sequence[str], place: int, fence: str) -> int:
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*")
    return next((i for i in range(place, len(lines)) if closing.fullmatch(lines[i])), len(lines))


def _markup_end(lines: Sequence[str], place: int, markup: re.Match[str]) -> int:
    """The line after a block of HTML: to its end tag for tables, else to an empty line."""
    name = "comment" if markup[2] else markup[1].lower()
    if name == "comment" or name in _TO_ITS_END:
        closing = "-->" if name == "comment" else f"</{name}"
        opening = "\0" if name == "comment" else f"<{name}"
        depth = 0
        for end in range(place, len(lines)):
            low = lines[end].lower()
            depth += low.count(opening) - low.count(closing)
            if closing in low and depth <= 0:
                return end + 1
    empty = (i for i in range(place, len(lines)) if not lines[i].strip())
    return next(empty, len(lines))


def _underlined(line: str, below: str) -> int:
    """1 or 2 for a heading with a line of = or - below it; a sentence above a rule is none."""
    found = _UNDERLINE.fullmatch(below)
    text = line.strip()
    if not found or not text or len(text) > _HEADING_LIMIT or ends_sentence(text):
        return 0
    if _HEADING.fullmatch(line) or _RULE.fullmatch(line) or _BULLET.match(line) or text[0] in ">|":
        return 0
    return 1 if found[1][0] == "=" else 2


def _line(line: str) -> Iterator[Block]:
    heading = _HEADING.fullmatch(line) if "#" in line[:4] else None
    if heading:
        text = " ".join(_inline(heading[2] or heading[3] or "")).strip()
        yield from [Marked(text, len(heading[1]))] if text else []
        return
    if _RULE.fullmatch(line) or (line.lstrip()[:1] == "[" and _DEFINITION.fullmatch(line)):
        yield ""
        return
    bullet = _BULLET.match(line)
    if bullet:
        box = {" ": "☐ ", "x": "☑ ", "X": "☑ "}.get(bullet[1] or "", "")
        line = box + line[bullet.end() :]
    yield from _inline(_NOTE.sub(r"[\1] ", line))


def _inline(line: str) -> list[str]:
    """The lines that a line of the source shows: one, or more where it holds <br>."""
    text = line[:-1] if line.endswith("\\") and not line.endswith("\\\\") else line
    return [part.strip(" \t") for part in plain_text(text).split(LINE_END)]
