"""Front: the title of a document among the lines at its head, and that of a plan sent with a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.outlining.numbering import Numbered, ends_sentence

DOCUMENT_TITLE_LIMIT = 80
"""Longest first line, in characters, that is taken for the title of the document."""
_LINES = 12
"""The title stands within so many lines."""
BYLINE = re.compile(
    r"(?:作者|来源|编辑|记者|通讯员|发表时间|发布时间|日期)\s*[:：]|记者\s+\S{2,4}$"
)
"""Lines that say who wrote a text and when."""
_RED_HEAD = re.compile(
    r"\S{0,16}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号(?:\s*签发人.*)?"  # 国发〔2021〕1号
    r"|\S{2,30}文\s*件|(?:机密|秘密|绝密|特急|加急|平急|特提)(?:[★☆*].{0,10})?"
    r"|(?:索\s*引\s*号|发文机关|成文日期|发布日期|发布机构|主题分类|公文种类|有效性|文号|发文字号)\s*[:：].*"
)
_STANDARD = re.compile(
    r"(?:ICS|CCS)\s*[A-Z]?\s*[\d.]+|代替\s*[A-Z].{4,40}"
    r"|(?:[A-Z]{2,4}|DB\d{2,4})(?:\s*/\s*[A-Z])?\s*\d[\d.]*\s*[—–-]\s*\d{4}(?:\s*[（(].{1,30}[）)])?"
)
"""The lines above the title of a standard: GB/T 12345—2024."""
_KINDS = "通知|意见|方案|办法|规定|决定|条例|规划|纲要|批复|函|公告|报告|细则|计划|要点|通告|公报|决议|章程|准则|令"
_KIND_END = re.compile(rf"(?:{_KINDS})(?:[（(].{{1,20}}[）)])?$")
_UNFINISHED = re.compile(r"(?:关于|印发|转发|批转|发布|的|和|及|与|、|《[^》]*|“[^”]*|（[^）]*)$")
_GOES_ON = re.compile(r"[和及与的、]")
_DATE = re.compile(r"[（(]?(?:\d{4}|[二〇零○一两三四五六七八九]{4})\s*年.{1,4}月.{1,4}日[）)]?")
_BRACKETED = re.compile(r"[（(【].{1,40}[）)】]")
_SENDING = re.compile(r"通知|公告|批复|决定|函|令|意见")
_FIRST = ("cn_comma", "chapter", "part", "portion", "article", "digit_plain")


def is_title(line: str) -> bool:
    """Whether a line at the head of a document can be its title."""
    return (
        0 < len(line) <= DOCUMENT_TITLE_LIMIT
        and not ends_sentence(line)
        and not any(mark in line for mark in "。；")
        and not BYLINE.search(line)
    )


def find_title(lines: Sequence[str], numbers: Sequence[Numbered | None]) -> tuple[str, int]:
    """The title and the number of lines that were read for it; ("", 0) when there is none.

    File number, red head and secrecy mark before a title are passed over; a title that is set on
    several lines is put together.
    """
    place = 0
    while place < min(len(lines), _LINES) and _is_above_title(lines[place].strip()):
        place += 1
    if place >= len(lines) or numbers[place] is not None or not is_title(lines[place]):
        return "", 0
    end = _title_end(lines, numbers, place)
    return _joined(lines[place:end]), end


def _is_above_title(line: str) -> bool:
    return _RED_HEAD.fullmatch(line) is not None or _STANDARD.fullmatch(line) is not None


def _title_end(lines: Sequence[str], numbers: Sequence[Numbered | None], place: int) -> int:
    end = place + 1
    while end < min(len(lines), place + 4):
        line, above = lines[end].strip(), lines[end - 1].strip()
        short = is_title(line) and len(line) <= 45 and not line.endswith(("：", ":"))
        if numbers[end] is not None or not short or _BRACKETED.fullmatch(line):
            break
        unfinished = _UNFINISHED.search(above) or _GOES_ON.match(line)
        named = _KIND_END.search(line) and not _KIND_END.search(above) and len(above) <= 30
        if not (unfinished or (named and not _DATE.match(above))):
            break
        end += 1
    return end


def _joined(lines: Sequence[str]) -> str:
    return "".join(line.strip() for line in lines)


def attached_titles(
    lines: Sequence[str], numbers: Sequence[Numbered | None], title: str
) -> dict[int, str]:
    """Places and titles of the plans that a notice carries behind its signature and date."""
    found: dict[int, str] = {}
    if not _SENDING.search(title[-8:]):
        return found
    for place in range(2, len(lines) - 1):
        if not _DATE.fullmatch(lines[place - 1].strip()) and not (
            _BRACKETED.fullmatch(lines[place - 1].strip())
            and _DATE.fullmatch(lines[place - 2].strip())
        ):
            continue
        line = lines[place].strip()
        plain = not re.search(r"[，：:]", line) and not _BRACKETED.fullmatch(line)
        if numbers[place] is None and is_title(line) and plain:
            end = _title_end(lines, numbers, place)
            if _begins_a_text(lines, numbers, end):
                found[place] = _joined(lines[place:end])
    return found


def _begins_a_text(lines: Sequence[str], numbers: Sequence[Numbered | None], place: int) -> bool:
    """Whether a text begins at `place`: its first heading, or a long paragraph."""
    while place < len(lines) - 1 and _BRACKETED.fullmatch(lines[place].strip()):
        place += 1
    if place >= len(lines):
        return False
    numbered = numbers[place]
    if numbered is not None:
        return numbered.ordinal == 1 and numbered.style in _FIRST
    return len(lines[place]) >= 40
