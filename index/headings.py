"""Headings: what the form of a numbered line allows, and the title in it."""

from __future__ import annotations

import re

from index.folding import fold
from index.numbering import NAMED, Numbered, ends_sentence

TITLE_LIMIT = 50
"""Longest title, in characters, that a run-in heading may have."""
# “第三章所列任务”, “第二十条的规定”, “第三章和第四章”: what follows a number that is only named
_REFERENCE = re.compile(r"的|所[列称述指定]|[和及至与、]\s*第")
_LOOSE_REFERENCE = re.compile(r"有关|规定|提出|确定|明确|中|以外|要求")


def is_plausible(line: str, numbered: Numbered) -> bool:
    """Whether the form of the line allows a heading at all (cross-references do not)."""
    rest = line[numbered.rest :].strip()
    style = numbered.style
    if style in NAMED and _REFERENCE.match(rest):
        return False
    if style in NAMED and not numbered.spaced and _LOOSE_REFERENCE.match(rest):
        return False
    if style in NAMED and style != "article":
        return len(rest) <= 40 and not ends_sentence(rest) and (numbered.spaced or "，" not in rest)
    if style == "article":
        return numbered.spaced or rest.startswith(("【", "（", "("))
    if style == "box":
        return (
            len(rest) <= 60
            and not re.search(r"[。；]", rest)
            and not re.match(r"[和、与及的中第所]", rest)
        )
    if style == "cn_comma":
        return not re.match(r"[零一二三四五六七八九十]+(?:、|[级类线期次产季]|$)", rest)
    if style == "annex":
        return len(rest) <= 60
    return bool(rest)


def is_heading_like(line: str, numbered: Numbered) -> bool:
    """Whether the line looks like a heading even where its number is out of sequence."""
    rest = line[numbered.rest :].strip()
    return bool(run_in_title(rest)) or numbered.style in NAMED


def run_in_title(rest: str, *, colon: bool = False) -> str:
    """The title at the head of a numbered line: its first sentence when short, or the whole line.

    With `colon` a title may end at a colon (“近期（2014—2015年）：总结…”). Empty when the line is
    a list item rather than a heading.
    """
    folded = fold(rest)
    if colon:
        head = re.match(r"[^。:;]{2,30}(?=:)", folded)
        if head:
            return widen(rest[: head.end()])
    end = rest.find("。")
    if end == -1:
        whole = len(rest) <= TITLE_LIMIT and not ends_sentence(rest)
        return widen(rest) if whole else ""
    return widen(rest[:end]) if end <= TITLE_LIMIT and ";" not in folded[:end] else ""


def bracketed_title(rest: str) -> str:
    """The title in 【】 at the head of an article; empty when there is none."""
    found = re.match(r"[【\[（(]([^】\]）)]{2,30})[】\]）)]", rest)
    return found[1] if found and rest.startswith(("【", "[")) else ""


_WIDE = {ord(narrow): wide for narrow, wide in zip("();?", "（）；？", strict=True)}


def widen(text: str) -> str:
    """Half-width brackets, commas and colons beside Chinese characters made full width."""
    wide = text.translate(_WIDE)
    wide = re.sub(r"(?<=[\u4e00-\u9fff”）》]),|,(?=[\u4e00-\u9fff“（《])", "，", wide)
    return re.sub(r"(?<=[\u4e00-\u9fff”）》]):|:(?=[\u4e00-\u9fff“（《])", "：", wide).strip()
